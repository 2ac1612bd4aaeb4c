"""Codebook: what each code means, and why it changed."""

TITLE = "Codebook"
NONE = (
    "There is no codebook yet. A facilitator brings one in as a table: one line for each code, "
    "with what it means in plain words."
)
FACTS = "{codes} in {themes}. Version {version}, from {when}, brought in by {who}."
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
DOWNLOAD = "Download this version as a table (CSV)"

IMPORT = "Bring in a new version"
IMPORT_MEANS = (
    "Download the table, change it in a spreadsheet, save it as “CSV UTF-8”, and bring it "
    "in here. It needs the columns theme and code. Every earlier version is kept, and so are the "
    "codings made under it. A round that is open keeps the version it began with."
)
IMPORT_FIRST = "Bring in a codebook"
FIRST_MEANS = (
    "Make a table in a spreadsheet, with one line for each code, and save it as “CSV UTF-8”. It "
    "needs the columns theme and code. It can have code_id, plain_meaning, use_when, not_when, "
    "example and content_note (yes or no) too."
)
FILE = "The table (CSV)"
REASON = "Why does the codebook change?"
IMPORT_BUTTON = "Bring it in"
NO_FILE = "No file was chosen. Choose the table first."
READ = "The table was read. Below you see what came of it."
OUTCOME = "What came of the table"
NEW_VERSION = "This is version {version} now, with {codes}."
SAME = "It says what version {version} says already. Nothing was added."
NOT_USED = "Columns that have no place here and were left out: {columns}."
ANSWERS = "Lines left out, because every reader can always give these answers: {answers}."
CLOSE = "Close this note"
