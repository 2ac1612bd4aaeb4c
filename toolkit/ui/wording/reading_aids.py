"""Reading aids: letters, room, colours, one turn at a time, a voice."""

from toolkit.model.reading_aids import Colours, Spacing, TextSize, Typeface

TITLE = "Reading aids"
INTRO = (
    "Set the app up so that you can read well. It holds for you alone, wherever you sign in. "
    "Nobody else is told."
)
LETTERS = "Letters"
SIZE = "How large?"
SIZES = {
    TextSize.USUAL: "As usual",
    TextSize.LARGE: "Large",
    TextSize.LARGER: "Larger",
    TextSize.LARGEST: "Largest",
}
TYPEFACE = "Which letters?"
TYPEFACES = {
    Typeface.USUAL: "As usual",
    Typeface.ATKINSON: "Atkinson Hyperlegible: letters that look less like each other",
    Typeface.OPEN_DYSLEXIC: "OpenDyslexic: letters that are heavy at the foot",
}
TRY = "People differ in what helps them. Try each, and keep what works for you."
ROOM = "Room"
LINES = "Between lines"
BETWEEN_LETTERS = "Between letters"
SPACINGS = {Spacing.USUAL: "As usual", Spacing.WIDE: "More", Spacing.WIDER: "Much more"}
COLOURS_TITLE = "Colours"
COLOURS = "Which paper?"
COLOUR_NAMES = {
    Colours.SYSTEM: "As my device asks for",
    Colours.LIGHT: "Light",
    Colours.DARK: "Dark",
    Colours.SEPIA: "Sepia: warm and soft",
}
DESK = "When you read and code"
ONE_TURN = "Show me one turn at a time"
READ_ALOUD = "Offer to read a turn aloud"
ALOUD_MEANS = (
    "Only a voice that is on your own device is used, so that no word leaves it. Wear headphones "
    "where others can hear."
)
SAVE = "Keep this"
SAVED = "It is kept. The app looks like this for you from now on."
EXAMPLE_TITLE = "How it looks now"
EXAMPLE = (
    "Invented example. The garden was all weeds when I came. I asked for a fork and they gave me "
    "a spoon. So I started with the spoon."
)
