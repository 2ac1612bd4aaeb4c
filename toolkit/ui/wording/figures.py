"""Figures: how far readings agree, how differences were settled, who moved."""

from collections.abc import Mapping

from toolkit.model.transcript import Unit
from toolkit.workflow.figures import CHARACTERS, Count

TITLE = "How far we agree"
TITLE_REFLEXIVE = "Where we read it differently"
INTRO = (
    "This page counts what is revealed. It is the same for whoever looks. No figure says by itself "
    "whether a reading is good."
)
INTRO_REFLEXIVE = (
    "This page counts what came of the places that you read differently. Your team agreed to make "
    "no figures of agreement, so there are none."
)
PLACES = "See the places themselves"
NOTHING = "Nothing has been revealed yet, so there is nothing to count."

AGREEMENT = "Agreement in figures"
UNIT = "What do you want to count in?"
UNITS: Mapping[Count, str] = {
    Unit.TURN: "Turns: did readers give a turn the same codes?",
    Unit.SENTENCE: "Sentences: did readers give a sentence the same codes?",
    CHARACTERS: "Characters: did readers mark the same words, with the same codes?",
}
WORK_OUT = "Work out the figures"
WORKING = "Working out the figures"
WORKED_OUT = "The figures are worked out."
CHANGED = "Something was done in the project since these were worked out. Work them out again."
HOW_TO_READ = (
    "In brackets stands the 95% interval: how far a figure might move with other transcripts of "
    "the same kind. n is how many {units} two or more people had read."
)
COUNTED: Mapping[Count, str] = {
    Unit.TURN: "turns",
    Unit.SENTENCE: "sentences",
    CHARACTERS: "characters",
}
OVERALL = "Over all codes"
BY_CODE = "Code by code"
WHOSE = "Whose readings?"
MEASURE = "Measure"
BASIS = "Rests on"
CODE = "Code"
MISSING = "What is missing, and why"
MEANINGS = "What the measures ask"
REMARK = "{measure}: {reason} ({rows})"

SETTLED = "How differences were settled"
MOVED = "Who moved"
MOVED_MEANS = (
    "For each settled difference, what became of each reader's codes. One reader of one "
    "difference counts once."
)
CODES = "Whose codes lasted"
CODES_MEAN = (
    "Each code that a reader had given in a settled difference counts once. Where both readings "
    "are kept, both codes are taken."
)
KIND = "In which way"
SIDE = "Side"
