"""Codebook: what each code means, and why it changed."""

TITLE = "Codebook"
NONE = (
    "There is no codebook yet. A facilitator brings one in as a table: one line for each code, "
    "with what it means in plain words."
)
FACTS = "{codes} in {themes}. Version {version}, from {when}. It came from {who}."
CODES = ("1 code", "{count} codes")
THEMES = ("1 theme", "{count} themes")
WHY = "Why this version was made: {reason}"
VERSION = "Version"
VERSION_OF = "Version {version}, {when}"
EARLIER = (
    "This is an earlier version. A round keeps the version it was opened with, and so do the "
    "codings made in it."
)
SEARCH = "Look for words in the codes"
FOUND = "{found} of {all} codes have these words."
NOT_FOUND = "No code has these words. Try fewer, or only the beginning of a word."
NO_THEME = "Without a theme"
USE_WHEN = "Use it when"
NOT_WHEN = "Not when"
EXAMPLE = "Example"
HARD = "Passages under this code may be hard to read."
NO_MEANING = "No meaning has been written down yet."
DOWNLOAD = "As a table (CSV)"
DOWNLOAD_QDC = "For other programs (QDC)"
DOWNLOAD_PAGE = "To print, in large letters"
TAKE_ALONG = "Take this version along:"

VIEWS = {
    "": "The codes",
    "proposals": "Proposals",
    "propose": "Propose a change",
    "versions": "Every version",
    "look": "Your codings to look at again",
}

IMPORT_FIRST = "Bring in a codebook"
FIRST_MEANS = (
    "Make a table in a spreadsheet, with one line for each code, and save it as “CSV UTF-8”. It "
    "needs the columns theme and code. It can have code_id, plain_meaning, use_when, not_when, "
    "example and content_note (yes or no) too."
)
FIRST_QDC = "A codebook that some other program wrote as a QDC file can be brought in too."
FILE = "The file (CSV or QDC)"
REASON = "Why these codes?"
IMPORT_BUTTON = "Bring it in"
NO_FILE = "No file was chosen. Choose the file first."
READ = "The file was read. Below you see what came of it."
OUTCOME = "What came of the file"
NEW_VERSION = "This is version {version} now, with {codes}."
PROPOSED = "It is proposal {number} now. The codebook changes when the team accepts it."
SAME = "It says what version {version} says already. Nothing was added."
NOT_USED = "Parts that have no place here and were left out: {columns}."
ANSWERS = "Lines left out, because every reader can always give these answers: {answers}."
CLOSE = "Close this note"
