"""The key to the names: for checkers."""

TITLE = "The key to the names"
INTRO = (
    "The key says which name each pseudonym stands for. It is a file of its own, locked with a "
    "passphrase. It is no part of the project's database, and in no report, table or backup of "
    "it. Without the key, nobody gets from [person 4] back to a name."
)
WHERE = "Its file: {path}"
KEEP_APART = (
    "Keep a copy of the file and the passphrase apart from the project, each in a safe place. "
    "If the passphrase is lost, so are the names."
)
NONE = "This project has no key. Names that are replaced now cannot be had back later."
AWAY = "The file is not where it should be. Put it back before you clear the next text."
IS_THERE = "The project has a key. Each text that is cleared adds its names to it."

MAKE = "Make a key"
PASSPHRASE = "Passphrase of the key"
AGAIN = "The same passphrase again"
DIFFERENT = "The two passphrases are not the same. Type both again."
MADE = "The key is made."

OPEN_TITLE = "Open it for this visit"
OPEN_INTRO = (
    "While it is open, people and places of earlier texts are known again, and get the same "
    "words in new ones. It closes when you close this page, or sign out. The log says that you "
    "opened it."
)
OPEN = "Open the key"
OPENED = "The key is open for this visit."
IS_OPEN = "The key is open for this visit: {count} names are in it."
SHOW = "Show the names"
PSEUDONYM = "What stands in the texts"
NAME = "What stood there"
KIND = "What it is"
CLOSE = "Close the key"
CLOSED = "The key is closed."

GIVE_UP_TITLE = "Go on without a way back"
GIVE_UP_INTRO = (
    "If the key is lost, or the team wants nobody to have a way back, give it up. Later texts "
    "add nothing to it. No file is deleted: delete it and its copies yourself."
)
GIVE_UP_SURE = "Yes, give up the way back to the names"
GIVE_UP = "Give up the key"
GIVEN_UP = "The project has no key any more."
TICK_FIRST = "Nothing was changed. Tick the box first, to say that you are sure."
