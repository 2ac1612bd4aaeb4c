"""How findings that overlap are settled."""

from dataclasses import replace

from toolkit.screening.finding import Finding, FindingClass, Kind, settle_overlaps

PHONE = Finding(0, 11, FindingClass.BLOCK, Kind.PHONE, True, "a reason")


def test_of_two_findings_in_one_place_the_surer_stays() -> None:
    doubted = replace(PHONE, kind=Kind.NHS_NUMBER, sure=False)
    assert settle_overlaps([doubted, PHONE]) == settle_overlaps([PHONE, doubted]) == (PHONE,)


def test_a_longer_doubted_finding_wins_over_a_shorter_sure_one() -> None:
    longer = replace(PHONE, end=14, kind=Kind.LINK, sure=False)
    assert settle_overlaps([PHONE, longer]) == (longer,)


def test_the_longest_names_the_kind_and_covers_what_overlaps_it() -> None:
    later = replace(PHONE, start=8, end=30, kind=Kind.LINK)
    assert settle_overlaps([later, PHONE]) == (replace(later, start=0),)


def test_findings_that_only_touch_stay_apart() -> None:
    next_one = replace(PHONE, start=11, end=20)
    assert settle_overlaps([next_one, PHONE]) == (PHONE, next_one)


def test_a_chain_of_overlaps_is_named_by_its_longest_link() -> None:
    second = replace(PHONE, start=10, end=14, kind=Kind.LINK)
    third = replace(PHONE, start=13, end=22, kind=Kind.EMAIL)
    assert settle_overlaps([PHONE, second, third]) == (replace(PHONE, end=22),)
