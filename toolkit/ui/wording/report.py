"""Report: what it holds, how the study stands, building it."""

TITLE = "Report"
INTRO = (
    "The report is a Word file about the whole study. It is the same for whoever asks for it. "
    "Building it changes nothing."
)
HOLDS = "What it holds"
HOLDS_LIST = (
    "the team, by pen-names, and the terms it works by, with every change and its reason",
    "how each transcript was cleared, and by whom",
    "the codebook, with every version and why it was made",
    "what was said, in the words of the cleared transcripts, under each theme and code",
    "the differences, how each was settled, by which rule and why",
    "every dissent, in the words of whoever dissents",
    "what is still open, so that nothing open looks settled",
)
HOLDS_NOT = "What it does not hold"
HOLDS_NOT_LIST = (
    "anything of a transcript that two people have not cleared",
    "anything of a round that is not revealed, not even whether somebody has coded",
    "what somebody coded and never sealed",
    "notes that their writer keeps to themselves",
)
NOT_REVEALED = (
    "Not revealed yet: {rounds}. The report says who was asked and who has sealed there, and "
    "nothing else of it."
)
NONE_REVEALED = "No round is revealed yet. The report holds no codings so far."

STANDS = "How the study stands"
FIGURE = "What is counted"
NUMBER = "Number"
TRANSCRIPTS = "Cleared transcripts"
ROUNDS = "Rounds revealed"
OF = "{some} of {all}"
CODINGS = "Codings in them"
DIFFERENCES = "Passages read differently"
SETTLED = "Settled of these"
DECISIONS = "Decisions written down, earlier ones too"
DISSENTS = "Dissents"
NO_DIFFERENCES = "No passage has been read differently in a revealed round."
CHART = "How the differences stand"
CHART_ALT = "Bar chart: how the differences stand. {bars}"
STATE = "How it stands"
COUNT = "Differences"
ALL = "All"

BUILD = "Build the report"
BUILD_AGAIN = "Build it again"
BUILD_TITLE = "Get the report"
BUILD_MEANS = "It takes up to a minute. It is built on this computer and sent nowhere."
BUILDING = "Building the report. This can take up to a minute."
BUILT = "The report is built. Download it below."
BUILT_AT = "Built on {when}. What has changed since then is not in it."
PRIVATE = "It prints what people said. Keep it where only the right people can open it."
DOWNLOAD = "Download the report (Word)"
FILE_NAME = "report.docx"

FAILED = (
    "The report could not be built. Nothing in the project was changed. Try again; if it fails "
    "again, tell whoever looks after the app."
)
TOOK_TOO_LONG = (
    "Building the report took longer than {minutes} minutes, and was stopped. Nothing in the "
    "project was changed. Ask whoever looks after the app to build it at the terminal: toolkit "
    "report FOLDER -o report.docx"
)
