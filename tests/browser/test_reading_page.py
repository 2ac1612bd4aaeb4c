"""A checker looks at how a file was read, reads it another way, and accepts it."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from urllib.parse import urlencode

import pytest
from docx import Document

from tests.browser.acts import bring_in, choose, press, tab_to, unfold_all, wait_until_drawn
from tests.browser.app_server import AppServer, Visitor
from tests.browser.coder_server import find_chromium
from tests.browser.readable import serious_faults
from tests.small_study import SIGNED
from toolkit.model.transcript import SpeakerRole
from toolkit.model.upload import Upload
from toolkit.storage.drafts import Draft, DraftState
from toolkit.storage.project import Project
from toolkit.ui.wording import transcript_reading as words
from toolkit.workflow.clearing import propose_clearing
from toolkit.workflow.importing import import_transcripts
from toolkit.workflow.transcripts import open_draft

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
pytestmark = pytest.mark.skipif(find_chromium() is None, reason="needs Chromium")
expect = playwright.expect
Page = playwright.Page
Visit = Callable[..., Visitor]

NIGHTS = (
    "How were the nights in {name}?",
    "On your own. Nobody on the landing until morning.",
    "And the mornings?",
    "Straight to work.",
)
UNKNOWN = "Turn {}, speaker not known"
SCRIPT = "<img src=x onerror=window.broken=1>"
HOSTILE = f"{SCRIPT} **bold** :red[x]"


def table_that_does_not_match(name: str) -> bytes:
    """A table of one row: two names on the left, four paragraphs on the right."""
    document = Document()
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    for cell, paragraphs in ((left, ["Interviewer:", f"{name}:"]), (right, NIGHTS)):
        cell.paragraphs[0].text = paragraphs[0].format(name=name)
        for said in paragraphs[1:]:
            cell.add_paragraph(said)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def long_talk(name: str) -> bytes:
    """A talk of 141 turns, and at its end a label without words."""
    turns = []
    for number in range(60):
        turns += [f"Interviewer: What of night {number} in {name}?", f"{name}: It was {number}."]
    turns += ["Stranger: Is somebody in here?"]
    for number in range(10):
        turns += [f"Interviewer: And day {number}?", f"{name}: The same, {number} times."]
    return "\n\n".join([*turns, f"{name}:", "Interviewer: Good."]).encode()


def at(draft: str, **more: str) -> str:
    return f"/transcripts?{urlencode({'draft': draft, **more})}"


def draft_of(study: Project, name: str) -> Draft:
    return open_draft(study, by="Wren", name=name).draft


def told(draft: Draft) -> list[tuple[str | None, str]]:
    return [(turn.speaker, draft.transcript.words_of(turn)) for turn in draft.transcript.turns]


def tick(page: Page, *turns: int) -> None:
    for turn in turns:
        page.get_by_text(UNKNOWN.format(turn), exact=True).click()
        expect(page.get_by_role("checkbox", name=UNKNOWN.format(turn))).to_be_checked()


def expect_in_order(study: Project, name: str, speakers: Sequence[str]) -> None:
    draft = draft_of(study, name)
    said = [one.format(name=name) for one in NIGHTS]
    assert told(draft) == list(zip(speakers, said, strict=True))
    assert draft.state is DraftState.READ


def test_a_table_that_does_not_match_becomes_accepted_turns_by_mouse(
    server: AppServer, study: Project, visit: Visit
) -> None:
    wren = visit(server, "Wren")
    page = bring_in(wren, ("P30.docx", table_that_does_not_match("P30")))
    expect(page.get_by_text("but the reading is doubtful")).to_be_visible()
    page = wren.open("/transcripts")
    page.get_by_role("link", name="P30").click()
    expect(page.get_by_text("labels and speech do not stand side by side")).to_be_visible()
    expect(page.get_by_text(words.LOOK_HERE)).to_have_count(1)

    tick(page, 0, 2)
    press(page, words.MARK)
    expect(page.get_by_text(words.NAME_FIRST)).to_be_visible()
    page.get_by_label(words.NEW_NAME).fill("Interviewer")
    press(page, words.MARK)
    expect(page.get_by_text("Turn 2, Interviewer (interviewer)")).to_be_visible()
    tick(page, 1, 3)
    choose(page, words.WHOSE, words.SOMEBODY_NEW)
    page.get_by_label(words.NEW_NAME).fill("Tom")
    press(page, words.MARK)
    expect(page.get_by_text("Turn 3, Tom (role not known)")).to_be_visible()
    expect(page.get_by_text(words.NO_DOUBTS)).to_be_visible()

    page.get_by_label("Name of speaker 2").fill("P30")
    choose(page, "Role of speaker 2", "participant")
    press(page, words.USE_NAMES)
    expect(page.get_by_text("Turn 3, P30 (participant)")).to_be_visible()
    assert draft_of(study, "P30").state is DraftState.WAITING
    press(page, words.ACCEPT)
    expect(page.get_by_role("heading", name="Propose to clear it")).to_be_visible()
    expect_in_order(study, "P30", ["Interviewer", "P30"] * 2)
    roles = {one.label: one.role for one in draft_of(study, "P30").transcript.speakers}
    assert roles == {"Interviewer": SpeakerRole.INTERVIEWER, "P30": SpeakerRole.PARTICIPANT}
    assert wren.complaints == []


IS_TICK = "at.type === 'checkbox' && at.closest('label').innerText.includes('{}')"
IS_BUTTON = "at.tagName === 'BUTTON' && at.innerText === '{}'"
IS_FIELD = "at.tagName === 'INPUT' && at.getAttribute('aria-label') === '{}'"
IS_LIST = "at.getAttribute('role') === 'combobox' && at.getAttribute('aria-label').includes('{}')"


def test_a_table_that_does_not_match_becomes_accepted_turns_by_keyboard_alone(
    server: AppServer, study: Project, visit: Visit
) -> None:
    name = "P31"
    import_transcripts(study, [Upload(f"{name}.docx", table_that_does_not_match(name))])
    page = visit(server, "Wren").open(at(name))
    expect(page.get_by_text(UNKNOWN.format(3))).to_be_visible()
    for turns, speaker in (((0, 2), "Interviewer"), ((1, 3), name)):
        for turn in turns:
            tab_to(page, IS_TICK.format(UNKNOWN.format(turn)))
            page.keyboard.press("Space")
            expect(page.get_by_role("checkbox", name=UNKNOWN.format(turn))).to_be_checked()
        tab_to(page, IS_LIST.format(words.WHOSE))
        page.keyboard.type(words.SOMEBODY_NEW)
        expect(page.get_by_role("option", name=words.SOMEBODY_NEW)).to_be_visible()
        page.keyboard.press("Enter")
        tab_to(page, IS_FIELD.format(words.NEW_NAME))
        page.keyboard.type(speaker)
        tab_to(page, IS_BUTTON.format(words.MARK))
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"Turn {turns[1]}, {speaker} (")).to_be_visible()
        wait_until_drawn(page)
    tab_to(page, IS_BUTTON.format(words.ACCEPT))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Propose to clear it")).to_be_visible()
    expect_in_order(study, name, ["Interviewer", name] * 2)


def test_a_draft_is_read_in_another_layout_and_from_the_start_again(
    server: AppServer, study: Project, visit: Visit
) -> None:
    talk = "Interviewer: How was P32?\n\nP32: Ring 07700 900123.\n\nInterviewer: Yes?\n\nP32: So.\n"
    import_transcripts(study, [Upload("P32.txt", talk.encode())])
    before = draft_of(study, "P32").transcript
    page = visit(server, "Wren").open(at("P32"))
    page.get_by_role("button", name="Keep the words").click()
    expect(page.get_by_text("1 of 1 settled")).to_be_visible()
    page.get_by_role("link", name="How the file was read").click()
    expect(page.get_by_text(words.IS_ACCEPTED)).to_be_visible()
    page.get_by_text("No names at all").click()
    press(page, words.READ_AGAIN)
    expect(page.get_by_text(words.WAS_READ_AGAIN)).to_be_visible()
    expect(page.get_by_text("No speakers were found.")).to_be_visible()
    expect(page.get_by_text("12 = 12 in turns + 0 left out")).to_be_visible()
    draft = draft_of(study, "P32")
    assert (draft.outline.settled, draft.state) == (1, DraftState.WAITING)
    page.get_by_text("A name and a colon, then the words on the same line").first.click()
    press(page, words.READ_AGAIN)
    expect(page.get_by_text("Turn 3, P32 (participant)")).to_be_visible()
    assert draft_of(study, "P32").transcript == before


def test_two_names_become_one_speaker(server: AppServer, study: Project, visit: Visit) -> None:
    talk = "Fay: How was P33?\n\nTom: Long.\n\nFay S: And then?\n\nTom: So.\n\nFay: Yes?\n\n"
    talk += "Tom: Yes.\n\nFay S: Right.\n\nTom: Right.\n"
    import_transcripts(study, [Upload("P33.txt", talk.encode())])
    page = visit(server, "Wren").open(at("P33", reading="yes"))
    expect(page.get_by_text("Speaker 3: Fay S.")).to_be_visible()
    page.get_by_label("Name of speaker 3").fill("Fay")
    press(page, words.USE_NAMES)
    expect(page.get_by_text(words.NAMES_USED)).to_be_visible()
    expect(page.get_by_label("Name of speaker 3")).to_have_count(0)
    labels = [who for who, _ in told(draft_of(study, "P33"))]
    assert labels == ["Fay", "Tom"] * 4


def test_a_long_transcript_comes_in_parts_and_the_report_leads_to_its_places(
    server: AppServer, study: Project, visit: Visit
) -> None:
    import_transcripts(study, [Upload("P34.txt", long_talk("P34"))])
    wren = visit(server, "Wren")
    page = wren.open(at("P34", reading="yes"))
    expect(page.get_by_role("checkbox", name="Turn ")).to_have_count(50)
    part = page.get_by_role("combobox", name=words.PART_OF_TEXT)
    expect(part).to_have_value("Turns 0 to 49 of 142")
    page.get_by_role("link", name="Go to turn 140").click()
    expect(part).to_have_value("Turns 100 to 141 of 142")
    wren.settle()
    expect(page.locator("#turn-140")).not_to_be_in_viewport()
    page.get_by_role("link", name="Go to turn 140").click()
    expect(page.locator("#turn-140")).to_be_in_viewport()
    expect(page.locator("#turn-140")).to_contain_text("The same, 9 times.")
    page.get_by_text("Turn 140, P34 (participant)").click()
    choose(page, words.WHOSE, words.NOT_KNOWN)
    press(page, words.MARK)
    expect(page.get_by_text(words.UNKNOWN.format(count=1))).to_be_visible()
    page.get_by_text(words.UNKNOWN.format(count=1)).click()
    expect(page.get_by_role("checkbox", name="Turn ")).to_have_count(1)


def test_what_is_proposed_for_clearing_can_be_looked_at_and_not_changed(
    server: AppServer, study: Project, visit: Visit
) -> None:
    talk = "Interviewer: How was P35?\n\nP35: Long.\n\nInterviewer: Yes?\n\nP35: So.\n"
    import_transcripts(study, [Upload("P35.txt", talk.encode())])
    propose_clearing(study, by="Kestrel", names=["P35"], reason="Read.", signed=SIGNED)
    page = visit(server, "Wren").open(at("P35", reading="yes"))
    expect(page.get_by_text(words.PROPOSED)).to_be_visible()
    expect(page.get_by_text("Turn 3, P35 (participant)")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Turn ")).to_have_count(0)
    expect(page.get_by_role("button", name=words.READ_AGAIN)).to_have_count(0)


def test_hostile_names_and_words_stay_text(server: AppServer, study: Project, visit: Visit) -> None:
    talk = f"Fay: Was it {HOSTILE} in P36?\n\nTom: No.\n\nFay: Yes?\n\nTom: So.\n"
    import_transcripts(study, [Upload("P36.txt", talk.encode())])
    page = visit(server, "Wren").open(at("P36", reading="yes"))
    page.get_by_label("Name of speaker 2").fill(HOSTILE)
    press(page, words.USE_NAMES)
    expect(page.get_by_text(f"Turn 1, {HOSTILE} (role not known)")).to_be_visible()
    expect(page.locator(".tk-reading").first).to_contain_text(HOSTILE)
    assert page.evaluate("window.broken") is None


def test_who_is_no_checker_sees_nothing_of_it(
    server: AppServer, study: Project, visit: Visit
) -> None:
    talk = "Interviewer: Secret?\n\nP37: Secret.\n\nInterviewer: Yes?\n\nP37: Secret.\n"
    import_transcripts(study, [Upload("P37.txt", talk.encode())])
    for by in ("Heron", "Plover"):
        page = visit(server, by).open(at("P37", reading="yes"))
        expect(page.get_by_text("This takes a checker.")).to_be_visible()
        assert "Secret" not in page.content()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1280, "light")])
def test_the_page_can_be_read_by_everybody(
    server: AppServer, study: Project, visit: Visit, width: int, scheme: str
) -> None:
    name = f"P4{width}"
    more = "Fay: " + "x" * 300 + f" [Tom: mhm] {name}.\n\nTom: So.\n\nFay: Yes?\n\nTom: Yes.\n"
    import_transcripts(
        study,
        [
            Upload(f"{name}.docx", table_that_does_not_match(name)),
            Upload(f"{name}b.txt", more.encode()),
        ],
    )
    size = {"width": width, "height": 800}
    wren = visit(server, "Wren", viewport=size, color_scheme=scheme)
    for draft in (name, f"{name}b"):
        page = wren.open(at(draft, reading="yes"))
        expect(page.get_by_role("heading", name=words.ACCEPT_TITLE)).to_be_visible()
        unfold_all(page)
        assert serious_faults(page) == []
    assert wren.complaints == []
