"""The page that leads to what a team can do with its readings besides agreeing on them."""

from collections.abc import Mapping

TITLE = "Look further"
INTRO = "Your readings can tell you more than what to settle. None of this has to be done."

FURTHER: Mapping[str, str] = {
    "figures": "Where you read alike, and where not: within each side, and between the two.",
    "ranking": "Settle a question by ranking. Each ranks alone, and then all is counted.",
    "topics": "A map of what was said, as a machine sorts it. It may show what has no code yet.",
    "suggestions": "A machine reads along, after you. It says where a code of yours may fit.",
}
"""Each page with what it is for."""
