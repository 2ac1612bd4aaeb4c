"""One cleared transcript, and what sets its case apart."""

CHOOSE = "Look at one transcript"
CHOOSE_WHICH = "Choose a transcript"
FACTS = "{words} words in {turns} turns. Cleared by {people}."
TITLE = "What sets this case apart"
INTRO = (
    "The case is whom or what the interview belongs to. A few plain words help later, when the "
    "team compares cases. They stand in tables and exports too."
)
NOTHING = "Nothing has been said about it yet."
ATTRIBUTE = "What"
VALUE = "For this case"
OFFER = "Say what sets it apart"
MEANS = (
    "Keep it broad: a kind, a role, a span of years. No names, no places, no dates. A few exact "
    "facts at once can tell who somebody is. Leave a line empty to take it away."
)
USUAL = ("Role", "Prison type", "Years")
EXAMPLES = {
    "Role": "Such as: Listener",
    "Prison type": "Such as: local prison",
    "Years": "Such as: 2010 to 2015",
}
ANOTHER = "Something else: what is it?"
ANOTHER_VALUE = "And for this case?"
SAVE = "Keep this"
SAVED = "It is kept. Everybody can see it."
