"""Home: what is next, in plain words."""

from dataclasses import dataclass

from toolkit.workflow.next_steps import Task

TITLE = "What is next for you"
NOTHING = "Nothing waits for you just now."
STANDS = "Where the project stands"
PRACTICE_ROUND = "{name} (practice)"
HOW_WE_WORK = "How we work: our ground rules"
STATES = {
    "open": "Open: everybody codes alone",
    "revealed": "Revealed: everybody can see everybody's codes",
}
SEALED = "{sealed} of {asked} sealed"
ROUND_HEADINGS = ("Round", "State", "Readings")
NO_ROUND = "No round of coding has been opened yet."
FACTS = "Transcripts that can be read: {transcripts}. Still being checked: {drafts}."


@dataclass(frozen=True, slots=True)
class StepWords:
    """How a task is said.

    Attributes:
        page: Where it is done.
        link: What the link to it says.
        one: The sentence for one transcript, vote or reader.
        several: The sentence for more; `{count}` is how many.
        view: The part of the page, where it has several.
    """

    page: str
    link: str
    one: str
    several: str = ""
    view: str = ""


STEPS = {
    Task.JOIN_MEETING: StepWords(
        "room",
        "Come to the meeting",
        "A meeting goes on now, in which the team talks about what it read differently.",
    ),
    Task.VOTE: StepWords(
        "compare",
        "Vote",
        "One vote waits for yours. Votes stay hidden until all who are present have voted.",
        "{count} votes wait for yours. Votes stay hidden until all who are present have voted.",
    ),
    Task.CONCLUDE: StepWords(
        "compare",
        "Write down what was decided",
        "Everybody has voted on one passage. It needs a reason, in the team's words.",
        "Everybody has voted on {count} passages. Each needs a reason, in the team's words.",
    ),
    Task.VOTE_ON_CODEBOOK: StepWords(
        "codebook",
        "Look at it and vote",
        "One change of the codebook waits for your vote. Anybody can propose one.",
        "{count} changes of the codebook wait for your vote. Anybody can propose one.",
        view="proposals",
    ),
    Task.RANK: StepWords(
        "ranking",
        "Write ideas or rank",
        "One question waits for your ideas or your ranking. Nobody sees them before all are done.",
        "{count} questions wait for your ideas or rankings. Nobody sees them before all are done.",
    ),
    Task.LOOK_AGAIN: StepWords(
        "codebook",
        "Look at your codings again",
        "You gave a code that is out of use now, in one place.",
        "You gave codes that are out of use now, in {count} places.",
        view="look",
    ),
    Task.CODE: StepWords(
        "read",
        "Read and code",
        "You have one transcript to read. Your codes stay hidden until the reveal.",
        "You have {count} transcripts to read. Your codes stay hidden until the reveal.",
    ),
    Task.APPROVE: StepWords(
        "transcripts",
        "Read it as the second person",
        "One transcript has been checked. A second person has to read it too.",
        "{count} transcripts have been checked. A second person has to read them too.",
    ),
    Task.ACCEPT: StepWords(
        "transcripts",
        "Look at how it was read",
        "In one file it is not clear who speaks. Somebody has to look.",
        "In {count} files it is not clear who speaks. Somebody has to look.",
    ),
    Task.SETTLE: StepWords(
        "transcripts",
        "Check for names and numbers",
        "One transcript may still hold words that give a person away.",
        "{count} transcripts may still hold words that give a person away.",
    ),
    Task.PROPOSE: StepWords(
        "transcripts",
        "Read it and pass it on",
        "One transcript waits for a checker to read it through.",
        "{count} transcripts wait for a checker to read them through.",
    ),
    Task.REVEAL: StepWords(
        "team",
        "Reveal the codes",
        "All have finished the round. The team can now see all codes.",
        "All have finished {count} rounds. The team can now see all codes.",
    ),
    Task.TALK: StepWords(
        "compare",
        "Compare and agree",
        "There is one place that you read differently and have not settled.",
        "There are {count} places that you read differently and have not settled.",
    ),
    Task.ADD_PEOPLE: StepWords(
        "team",
        "Add people",
        "It takes at least two who code and two who check. Add them, and give each a link.",
    ),
    Task.PRACTISE: StepWords(
        "team",
        "Practise together first",
        "Try it all on a talk that we made up, before you read a real one. You can skip this.",
    ),
    Task.IMPORT: StepWords(
        "transcripts",
        "Bring transcripts in",
        "There is nothing to read yet. Bring in the first interviews.",
    ),
    Task.BRING_CODEBOOK: StepWords(
        "codebook",
        "Bring in a codebook",
        "There are no codes yet. Bring in a first list; the team can change it later.",
    ),
    Task.OPEN_ROUND: StepWords(
        "team",
        "Open a round",
        "One transcript is ready, and nobody has been asked to read it.",
        "{count} transcripts are ready, and nobody has been asked to read them.",
    ),
    Task.WAIT: StepWords(
        "team",
        "See who is asked",
        "You have finished. One reader has not sealed yet. Take the time that it takes.",
        "You have finished. {count} readers have not sealed yet. Take the time that it takes.",
    ),
    Task.REPORT: StepWords(
        "report",
        "Build the report",
        "The report holds what has been revealed and decided so far.",
    ),
}
