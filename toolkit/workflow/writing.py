"""What members write for the others: reasons, notes and dissent are screened as texts are.

Nothing is refused here. Whoever writes is shown what may tell who somebody is, and decides.
"""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.screening.finding import FindingClass, Kind
from toolkit.screening.screen import find_all
from toolkit.storage import members
from toolkit.storage.project import Project

_TELLING = frozenset({FindingClass.BLOCK, FindingClass.PERSON, FindingClass.PLACE})

_CONTACTS = frozenset(
    {Kind.PHONE, Kind.POSTCODE, Kind.EMAIL, Kind.LINK, Kind.HANDLE, Kind.OTHER_NUMBER}
    | {Kind.NHS_NUMBER, Kind.STREET, Kind.TOWN, Kind.HOSPITAL, Kind.PRISON, Kind.OTHER_PLACE}
)


def find_in_writing(
    project: Project, written: Iterable[str], *, contacts: bool = False
) -> tuple[str, ...]:
    """The words in what somebody wrote that may tell who a person is; each once, in order.

    Pen-names of the team tell nobody's name, and pseudonyms neither. Dates and ages are left
    alone: in a reason they are seldom anybody's.

    Args:
        project: Whose pen-names are known.
        written: What is to be kept, before it is.
        contacts: It is there to say whom to ring or write to, so that telephone numbers and
            addresses are right in it.
    """
    with project.reading() as tx:
        pen_names = {member.pen_name.casefold() for member in members.list_members(tx)}
    found = (
        (one.of_class, text[one.start : one.end])
        for text in written
        for one in find_all(text)
        if one.of_class in _TELLING and not (contacts and one.kind in _CONTACTS)
    )
    # What is written small in a few words is a name too seldom to stop a writer for it.
    told = (
        words
        for of_class, words in found
        if of_class is FindingClass.BLOCK or any(word[0].isupper() for word in words.split())
    )
    return tuple(dict.fromkeys(words for words in told if words.casefold() not in pen_names))
