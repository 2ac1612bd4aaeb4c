"""The quiet row at the foot of every page: a pause, an end for today, support, reading aids."""

ROW = "Look after yourself"
PAUSE = "Pause"
STOP = "Stop for today"
SUPPORT = "Support"
AIDS = "Reading aids"

PAUSE_TITLE = "Take your time"
PAUSE_WORDS = "The page is covered. Come back when you like. Nobody is told, and nothing is kept."
GO_ON = "Go on"

STOP_TITLE = "Enough for today"
STOP_INTRO = (
    "What was saved stays saved. Nobody asks why you stop, and nothing about it is written down."
)
CLOSING_TITLE = "From your team"
SUPPORT_TITLE = "If you want to talk to somebody"
NO_SUPPORT = "Your team has not written down yet whom to turn to. It can do so on the page Support."
SIGN_OUT = "Sign out"
STAY = "Go back to the app"
