"""The minutes of a review session, for Word and for a browser.

They tell what everybody may see already: who came, what was settled and why, what is open.
"""

from toolkit.exchange.minutes.page import format_minutes_page
from toolkit.exchange.minutes.text import MinutesText, describe_minutes
from toolkit.exchange.minutes.word_file import format_minutes_word

__all__ = ["MinutesText", "describe_minutes", "format_minutes_page", "format_minutes_word"]
