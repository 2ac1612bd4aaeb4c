"""What is proposed to stand where an identifier stood."""

from toolkit.screening.finding import Kind
from toolkit.screening.identifiers import find_identifiers
from toolkit.screening.pseudonyms import suggest_replacement


def test_every_kind_has_a_replacement_of_its_own_that_identifies_nobody() -> None:
    replacements = {suggest_replacement(kind) for kind in Kind}
    assert len(replacements) == len(Kind)
    for words in replacements:
        assert words[0] == "[" and words[-1] == "]" and words[1:-1].strip()
        assert find_identifiers(words) == ()
