"""The pages that the team writes itself."""

from toolkit.model.team import PageKind

GROUND_RULES_TITLE = "How we work"
GROUND_RULES_INTRO = (
    "These are the ground rules of this team, in its own words: how we work, what “agreed” means "
    "to us, and how anybody can stop."
)
SUPPORT_TITLE = "Support"
SUPPORT_INTRO = (
    "Some of what we read is hard. Here the team writes down whom you can turn to. The app tells "
    "nobody that you looked."
)
CLOSING_TITLE = "What we say at the end of the day"
CLOSING_INTRO = "Whoever presses “Stop for today” sees these words, and then the support above."

NOT_WRITTEN = "Nobody has written this yet. Talk about it together, and then write it here."
WRITTEN_BY = "Version {version}, by {who}, {when}."
SOMEBODY = "somebody at the terminal"
WRITE = {
    PageKind.GROUND_RULES: "Write how we work",
    PageKind.SUPPORT: "Write whom to turn to",
    PageKind.CLOSING: "Write what we say at the end",
}
FIELDS = {
    PageKind.GROUND_RULES: "How we work, what “agreed” means, how to stop",
    PageKind.SUPPORT: "Names, telephone numbers, times: whatever helps",
    PageKind.CLOSING: "What you would say to somebody who stops for the day",
}
MEANS = "Anybody on the team may write here. Everybody sees it. Earlier versions are kept."
SAVE = "Keep these words"
SAVED = "Your words are kept. Everybody can see them."
VERSIONS = {
    PageKind.GROUND_RULES: "Earlier versions of how we work",
    PageKind.SUPPORT: "Earlier versions of whom to turn to",
    PageKind.CLOSING: "Earlier versions of what we say at the end",
}
EMPTY = "The words were taken away."
