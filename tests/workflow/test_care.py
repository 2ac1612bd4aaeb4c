"""What makes hard work bearable: the team's own pages, notes, aids; and what is kept of nobody."""

from __future__ import annotations

import pytest

from toolkit.errors import BadInput, NotFound, WrongRole
from toolkit.model.reading_aids import Colours, ReadingAids, Spacing, TextSize, Typeface
from toolkit.model.team import PageKind, Role
from toolkit.storage import audit
from toolkit.storage.project import Project
from toolkit.workflow.cases import describe_case, find_case
from toolkit.workflow.coding import add_content_note
from toolkit.workflow.memos import list_memos
from toolkit.workflow.positions import find_position, keep_position, list_positions
from toolkit.workflow.reading_aids import find_aids, keep_aids
from toolkit.workflow.study import load_study
from toolkit.workflow.team import add_member
from toolkit.workflow.team_pages import MAX_PAGE, find_page, list_page_versions, write_page
from toolkit.workflow.transcripts import describe_transcript
from toolkit.workflow.writing import find_in_writing


def count_acts(project: Project) -> int:
    with project.reading() as tx:
        return audit.count_acts(tx)


def test_a_page_of_the_team_keeps_every_version_with_who_and_when(study: Project) -> None:
    assert find_page(study, PageKind.SUPPORT) is None
    write_page(study, by="Kestrel", kind=PageKind.SUPPORT, words="Ring me.\n\n  <b>07700</b> ")
    write_page(study, by="Wren", kind=PageKind.SUPPORT, words="Ring us.")
    write_page(study, by=None, kind=PageKind.CLOSING, words="Tea?")
    versions = list_page_versions(study, PageKind.SUPPORT)
    pen_names = {member.id: member.pen_name for member in load_study(study).members}
    assert [(p.version, p.words, pen_names[p.made_by or ""]) for p in versions] == [
        (1, "Ring me.\n\n  <b>07700</b>", "Kestrel"),
        (2, "Ring us.", "Wren"),
    ]
    assert all(page.made_at for page in versions)
    assert find_page(study, PageKind.SUPPORT) == versions[-1]
    assert {page.kind for page in load_study(study).pages} == {PageKind.SUPPORT, PageKind.CLOSING}


def test_a_guest_reads_and_does_not_write_and_nothing_is_written_twice(study: Project) -> None:
    add_member(study, "Gull", roles={Role.GUEST})
    with pytest.raises(WrongRole):
        write_page(study, by="Gull", kind=PageKind.GROUND_RULES, words="Mine.")
    write_page(study, by="Plover", kind=PageKind.GROUND_RULES, words="We stop when asked.")
    with pytest.raises(BadInput, match="W241"):
        write_page(study, by="Wren", kind=PageKind.GROUND_RULES, words=" We stop when asked.\n")
    with pytest.raises(BadInput, match="W240"):
        write_page(study, by="Wren", kind=PageKind.GROUND_RULES, words="x" * (MAX_PAGE + 1))
    assert len(list_page_versions(study, PageKind.GROUND_RULES)) == 1


def test_numbers_to_ring_are_right_where_support_is_written_and_names_are_asked_about(
    local_study: Project,
) -> None:
    said = "Ring 020 7946 0958 or write to help@team.example. A1234BC must not stand here."
    assert "020 7946 0958" in find_in_writing(local_study, [said])
    assert find_in_writing(local_study, [said], contacts=True) == ("A1234BC",)
    assert find_in_writing(local_study, ["Ask for Dave Okonkwo."], contacts=True) == (
        "Dave Okonkwo",
    )


def test_reading_aids_are_kept_for_each_alone_and_no_log_says_so(study: Project) -> None:
    assert find_aids(study, by="Heron") == ReadingAids()
    before = count_acts(study)
    chosen = ReadingAids(
        TextSize.LARGEST, Spacing.WIDE, Spacing.WIDER, Typeface.ATKINSON, Colours.SEPIA, True, True
    )
    keep_aids(study, by="Heron", aids=ReadingAids(one_turn=True))
    keep_aids(study, by="Heron", aids=chosen)
    assert find_aids(study, by="Heron") == chosen
    assert find_aids(study, by="Wren") == ReadingAids()
    assert count_acts(study) == before


def test_where_somebody_speaks_from_is_theirs_alone_until_they_share_it(study: Project) -> None:
    before = count_acts(study)
    keep_position(study, by="Kestrel", words="I was a Listener.", shared=False)
    assert list_positions(study) == ()
    assert load_study(study).positions == ()
    assert count_acts(study) == before
    keep_position(study, by="Kestrel", words="I was a Listener for six years.", shared=True)
    keep_position(study, by="Heron", words="I never was inside.", shared=True)
    assert list_positions(study) == (
        ("Heron", "I never was inside."),
        ("Kestrel", "I was a Listener for six years."),
    )
    assert len(load_study(study).positions) == 2
    assert list_memos(study, by="Heron") == ()
    found = find_position(study, by="Heron")
    assert found is not None and found.words == "I never was inside."


def test_what_was_shared_can_be_taken_back_and_is_gone(study: Project) -> None:
    keep_position(study, by="Kestrel", words="I was a Listener.", shared=True)
    keep_position(study, by="Kestrel", words="For me alone.", shared=False)
    assert list_positions(study) == ()
    keep_position(study, by="Kestrel", words="  ", shared=True)
    assert find_position(study, by="Kestrel") is None
    with pytest.raises(BadInput, match="W242"):
        keep_position(study, by="Kestrel", words="x" * 6000, shared=False)


@pytest.mark.parametrize(
    "value", ["Listener", "local prison", "2010 to 2015", "1990s", "in their 30s", "5 to 10 years"]
)
def test_a_case_is_set_apart_by_broad_words(local_study: Project, value: str) -> None:
    describe_case(local_study, by="Heron", transcript="P01", attributes={" Role ": f" {value}  "})
    (attribute,) = find_case(local_study, transcript="P01").attributes
    assert (attribute.name, attribute.value) == ("Role", value)


@pytest.mark.parametrize(
    "value",
    ["Dave Okonkwo", "HMP Durham", "Leeds", "3 March 2014", "2014", "A1234BC", "aged 34", "x" * 81],
)
def test_a_case_is_not_set_apart_by_what_could_tell_who_it_is(
    local_study: Project, value: str
) -> None:
    with pytest.raises(BadInput) as refused:
        describe_case(local_study, by="Heron", transcript="P01", attributes={"Role": value})
    assert value not in str(refused.value)
    assert find_case(local_study, transcript="P01").attributes == ()


def test_what_sets_a_case_apart_is_replaced_whole_and_only_by_some(study: Project) -> None:
    told = {"Role": "Listener", "Years": "1990s"}
    describe_case(study, by="Wren", transcript="P01", attributes=told)
    describe_case(study, by=None, transcript="P01", attributes={"Role": "Orderly", "Years": " "})
    card = describe_transcript(study, "P01")
    assert card.case is not None
    assert [(one.name, one.value) for one in card.case.attributes] == [("Role", "Orderly")]
    assert find_case(study, transcript="P02").attributes == ()
    with pytest.raises(WrongRole):
        describe_case(study, by="Plover", transcript="P01", attributes={})
    with pytest.raises(NotFound):
        describe_case(study, by="Wren", transcript="P99", attributes={})
    with pytest.raises(BadInput, match="W244"):
        many = {f"thing {'ab'[n % 2]} {'x' * n}": "yes" for n in range(1, 22)}
        describe_case(study, by="Wren", transcript="P01", attributes=many)


def test_a_turn_has_one_content_note(study: Project) -> None:
    add_content_note(study, by="Plover", transcript="P01", turn=1, words="alone at night")
    with pytest.raises(BadInput, match="W249"):
        add_content_note(study, by="Wren", transcript="P01", turn=1, words="again")
    assert [note.turn for note in describe_transcript(study, "P01").notes] == [1]
    assert describe_transcript(study, "P02").notes == ()
