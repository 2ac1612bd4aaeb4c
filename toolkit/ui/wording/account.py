"""Your account: who you are here, your passphrase, your sessions."""

TITLE = "Your account"
YOU = "You are {name} here."
FIELD = "About you"
VALUE = "What is kept"
PEN_NAME = "Pen-name"
SIDES = "Sides"
ROLES = "Roles"
ROLES_BY = "What you may do is agreed by the team. A facilitator can tell you more."

SIDES_TITLE = "Your sides"
SIDES_MEAN = (
    "You say for yourself where you speak from: one side, both, or none. Nobody else says it for "
    "you."
)
SIDES_COUNT = (
    "What has been settled stays settled: those votes count as they did. Votes to come count on "
    "the sides you give now, and so does the report’s count by side. While you are present in a "
    "vote that is open, your sides stay as they are."
)
SAVE_SIDES = "Save my sides"
SIDES_SAVED = "Your sides are saved."

POSITION_TITLE = "Where you speak from"
POSITION_MEANS = (
    "What do you bring to this reading: your work, what you lived through, what you expect to "
    "find? It helps to know it, for yourself and for the others. It is yours alone until you "
    "share it."
)
POSITION = "Where I speak from"
POSITION_SHARED = "Share it with the team, here and in the report"
SAVE_POSITION = "Keep this note"
POSITION_SAVED = "Your note is kept."

PASSPHRASE_TITLE = "Your passphrase"
PASSPHRASE_MEANS = "A new passphrase signs you out everywhere else."
CHANGE_PASSPHRASE = "Change my passphrase"

EVERYWHERE_TITLE = "Signed in elsewhere?"
EVERYWHERE_MEANS = (
    "If you forgot to sign out on another computer, or somebody took it, end all your sessions at "
    "once. What was saved stays saved."
)
SIGN_OUT_EVERYWHERE = "Sign out everywhere"
