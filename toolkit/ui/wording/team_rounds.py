"""Team, the rounds of coding: who reads what, who has sealed, opening and revealing."""

from toolkit.model.team import Side

TITLE = "Rounds of coding"
INTRO = (
    "In a round each coder reads alone and seals. Until the round is revealed, nobody is told "
    "more than who has sealed: not which codes, nor how many."
)
NONE = "No round has been opened yet."
OPEN_STATE = "Open since {when}, with version {version} of the codebook."
REVEALED_STATE = "Opened on {opened}. Revealed on {revealed}. Everybody can see all codes."
REVEALED_EARLY = "It was revealed before all had sealed. The reason given: {reason}"
IMPORTED_STATE = "These codings came in from a table on {opened}. Everybody can see them."
WHO_READ = "Who read what in {round}"
WHO_READS_NOW = "Who reads what in {round}, and who has sealed"
TRANSCRIPT = "Transcript"
SEALED = "sealed"
NOT_YET = "not yet"
NOT_SEALED = "never sealed"
NOT_ASKED = "not asked"

REVEAL = "Reveal {round}"
REVEAL_READY = (
    "Everybody has sealed. When you reveal the round, the whole team sees everybody’s codes, you "
    "for the first time too. This cannot be undone."
)
REVEAL_EARLY = (
    "Not everybody has sealed. If you reveal the round now, they can no longer seal in it. What "
    "they have coded stays with them alone and counts nowhere. The report will carry your reason. "
    "This cannot be undone."
)
REVEAL_REASON = "Why can the team not wait?"
REVEAL_BUTTON = "Reveal the round"
REVEALED = "{round} is revealed. You can all compare now."

OPEN = "Open a round"
OPEN_MEANS = (
    "The round begins at once: whoever you ask can read and code. Later nobody can be added to "
    "it or taken out."
)
NOTHING_TO_OPEN = (
    "A round needs at least one cleared transcript and one coder. Transcripts are cleared on the "
    "page Transcripts; coders are added on this page."
)
NAME = "Name of the round"
FIRST_NAME = "Round {number}"
WHO_READS = "Who reads what?"
EVERYBODY = "Every coder reads every transcript"
CHOOSE = "Choose for each transcript"
CHOOSE_HINT = (
    "Take the tick away from whoever shall not read it. A transcript without any tick is left out."
)
READS = "{transcript}: {coder}"
NOBODY = "Nobody would read anything. Choose at least one reader."
ENOUGH = "Each transcript has at least two readers, and somebody from each side."
GAPS = "What these transcripts would lack"
GAPS_MEAN = (
    "You can open the round all the same. With one reader there is nothing to compare. Without "
    "one side, a passage has been read from the other side alone."
)
READERS = "Readers"
LACKS = "What it lacks"
SECOND_READER = "a second reader"
SIDES_MISSING = {
    Side.ACADEMIC: "somebody academic",
    Side.LIVED: "somebody with lived experience",
}
OPEN_BUTTON = "Open the round"
OPENED = "{round} is open. Whoever is asked to read finds it on their page Home."
SHUFFLE = "Show each reader the transcripts in an order of their own"

PRACTISE = "Practise together first"
PRACTISE_MEANS = (
    "A short talk that we made up waits for you, with six codes to try. Each coder reads it alone, "
    "seals, and then you compare. It is a good first hour together. Nothing of it counts later: "
    "it is in no figure, report or table. You can also go on without it."
)
PRACTISE_BUTTON = "Open the practice round"
PRACTISE_OPENED = "The practice round is open. Every coder finds it on their page Home."
PRACTICE_STATE = "Open since {when}, with codes to practise with."
IS_PRACTICE = "It is for practice and counts nowhere."
IS_SHUFFLED = "Each reader has an order of their own."

COVERAGE_ENOUGH = "Every transcript has two readers, with somebody from each side"
COVERAGE_LACKS = "Transcripts that lack a reader so far: {count}"
COVERAGE_MEANS = (
    "All rounds count here but those for practice. This is a hint. A round can be opened and "
    "revealed all the same."
)
NOTHING_LACKS = "nothing"
