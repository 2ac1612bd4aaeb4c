"""Every rule, in the order in which they are asked."""

from __future__ import annotations

import re

from toolkit.screening.contact_rules import CONTACT_RULES
from toolkit.screening.document_rules import DOCUMENT_RULES
from toolkit.screening.number_rules import NUMBER_RULES

RULES = NUMBER_RULES + CONTACT_RULES + DOCUMENT_RULES

TELLTALE = re.compile(
    r"\d\D{0,7}\d|[@_]|://|\w\.\w|[A-Za-z]\W{0,3}\d\W{0,3}[A-Za-z]|[(\[{<]\s?at\W", re.IGNORECASE
)
"""Something that is in every match of every rule."""
