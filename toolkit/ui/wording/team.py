"""Team: who is on it, how it agrees, its rounds of coding."""

from toolkit.model.team import Method, Role, Rule, Side
from toolkit.model.transcript import Unit

TITLE = "Team"
INTRO = "Everybody here has one vote. A facilitator looks after the rounds and outvotes nobody."

HOW_WE_WORK = "How we work: our ground rules"
POSITIONS = "Where we speak from"

MEMBERS = "Who is on the team"
PEN_NAME = "Pen-name"
SIDES = "Sides"
ROLES = "Roles"
SIDE_NAMES = {Side.ACADEMIC: "Academic", Side.LIVED: "Lived experience"}
ROLE_NAMES = {
    Role.FACILITATOR: "Facilitator",
    Role.CODER: "Coder",
    Role.CHECKER: "Checker",
    Role.GUEST: "Guest",
}
ROLE_MEANINGS = {
    Role.FACILITATOR: "Facilitator: adds people, opens and reveals rounds",
    Role.CODER: "Coder: reads alone, gives codes and seals",
    Role.CHECKER: "Checker: takes out of transcripts what could identify somebody",
    Role.GUEST: "Guest: looks on, without a vote",
}
NO_SIDE = "None given"

ADD = "Add somebody"
ADD_NAME = "Pen-name: what they want to be called here. It need not be their real name."
ADD_SIDES = "Sides: ask them, and tick what they say. They can change it later."
ADD_ROLES = "Roles: what they will do. Tick one or more."
ADD_BUTTON = "Add to the team"
ADDED = "{name} is on the team. Make a link for them next, so that they can come in."

INVITE = "Make a link so that somebody can come in"
INVITE_MEANS = (
    "With the link they choose a passphrase of their own. It helps somebody new, and somebody who "
    "has lost their passphrase. An earlier link for the same person stops working."
)
INVITE_WHOM = "Who is it for?"
INVITE_BUTTON = "Make the link"
INVITED = "The link for {name} is ready. Copy it now."
LINK_TITLE = "The link for {name}"
LINK_ONCE = "It is shown this once, and kept nowhere."
LINK_STEPS = (
    "Give it to {name} and nobody else. Whoever has it can set their passphrase.",
    "It works once, and for {days} days at most.",
    "It opens this app at {start}.",
    "If the app runs on this computer only, let them open the link here.",
    "Opening it here signs you out. Look away while they type.",
)
LINK_CLOSE = "I have passed it on. Hide the link"

TERMS = "How this team agrees"
RULES = {
    Rule.EVERYBODY: "A difference is settled when everybody present votes for the same.",
    Rule.ALL_BUT_ONE: "A difference is settled when all, or all but one, of those present vote "
    "for the same.",
    Rule.MAJORITY_EACH_SIDE: "A difference is settled when more than half of each side present "
    "vote for the same.",
}
RULES_MEAN = {
    Rule.EVERYBODY: "One person who sees it otherwise keeps it open.",
    Rule.ALL_BUT_ONE: "One person can see it otherwise, and it is settled still.",
    Rule.MAJORITY_EACH_SIDE: "Academics cannot outvote people with lived experience, nor the "
    "other way round. Whoever is on both sides counts in both. Without somebody of each side in "
    "the room, nothing is settled.",
}
OPEN_STAYS = (
    "Somebody present who does not vote counts as not agreeing. What the rule does not settle "
    "stays open. The report lists it as open."
)
METHODS = {
    Method.CODEBOOK: "The team codes with a shared codebook. It looks at how far readers agree, "
    "in figures too.",
    Method.REFLEXIVE: "The team sees coding as interpretation. It compares readings to learn from "
    "them, and makes no figures of agreement.",
}
UNITS = {
    Unit.TURN: "Readings are compared turn by turn.",
    Unit.SENTENCE: "Readings are compared one sentence at a time.",
}
FLOORS = (
    "Tables by side are shown, however few people a side has.",
    "Tables by side are shown where each side in them has {floor} people or more.",
)
MACHINE = {
    True: "A machine may read along, after the seal. It makes suggestions and finds topics.",
    False: "No machine reads along here: no suggestions and no topics, for good.",
}
NO_MACHINE = (
    "No machine here, for good: no suggestions and no topics. What it found is erased. Nobody can "
    "turn it on again."
)
VERSIONS = "Every version of these terms, and why"
VERSION = "Version {version}, since {when}, entered by {who}."
WHY = "Why: {reason}"
CHANGE_TERMS = "Change these terms"
CHANGE_MEANS = (
    "Do this when the team has agreed to it. Everybody sees the change, and the report tells it "
    "with your reason. What is settled already stays settled. A vote that is open keeps the rule "
    "it began with."
)
CHOOSE_RULE = "When is a difference settled?"
CHOOSE_METHOD = "How does the team see coding?"
CHOOSE_UNIT = "How are readings compared?"
CHOOSE_FLOOR = (
    "How many people must a side have, for a table by side to be shown? With 1 all are shown. A "
    "higher number keeps tables from pointing at one person."
)
CHANGE_REASON = "Why do they change?"
CHANGE_BUTTON = "Change the terms"
CHANGED = "The terms are changed. This is version {version}."
