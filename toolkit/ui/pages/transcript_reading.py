"""How a draft was read, for checkers: the transcript beside the report, and reading it again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

import streamlit as st

from toolkit.errors import Problem
from toolkit.ingest.choices import LONGEST_NAME, Choices
from toolkit.ingest.turns.labels import SameSpeaker
from toolkit.model.transcript import Speaker, SpeakerRole, Transcript, count_words
from toolkit.storage.drafts import Draft, DraftState
from toolkit.ui.frame import Visit, attempt, draw, link, plain
from toolkit.ui.pages.draft_list import choose_part
from toolkit.ui.pages.reading_turns import find_turn, name_of_anchor, show_turns
from toolkit.ui.pages.transcript_import import show_report
from toolkit.ui.wording import transcript_import
from toolkit.ui.wording import transcript_reading as words
from toolkit.workflow.importing import accept_reading
from toolkit.workflow.rereading import reread_draft
from toolkit.workflow.transcripts import OpenedDraft

SPEAKERS_AT_ONCE = 20


def show_reading(visit: Visit, opened: OpenedDraft) -> None:
    """The report beside the transcript, and the ways to read it again; then to accept it."""
    draft = opened.draft
    is_open = draft.proposal is None
    _show_reopened(visit, draft)
    beside, text = st.columns([2, 3], gap="large")
    with text:
        shown = show_turns(opened, partial(_read_again, visit, draft))
    with beside:
        _show_report(opened, shown)
        if is_open:
            _offer_speakers(visit, opened)
            _offer_layouts(visit, opened)
        else:
            st.markdown(words.PROPOSED)
    st.header(words.ACCEPT_TITLE, anchor=False)
    _offer_acceptance(visit, draft)


def _read_again(visit: Visit, draft: Draft, choices: Choices) -> None:
    """Read a draft again, and keep how many findings it opened for the next run to tell."""
    name = draft.transcript.name
    came = reread_draft(visit.project, by=visit.by, name=name, choices=choices)
    st.session_state[_reopened_key(visit, draft)] = came.reopened


def _reopened_key(visit: Visit, draft: Draft) -> str:
    return f"reopened-{visit.member.id}-{draft.transcript.id}"


def _show_reopened(visit: Visit, draft: Draft) -> None:
    reopened = st.session_state.get(_reopened_key(visit, draft), 0)
    if reopened:
        st.warning(words.REOPENED.format(count=reopened))


def _show_report(opened: OpenedDraft, shown: frozenset[int]) -> None:
    st.header(words.HOW_READ, anchor=False)
    draw("doubt.html", message="", anchor="transcript", go_to=words.TO_TEXT)
    report, transcript = opened.report, opened.draft.transcript
    st.subheader(words.DOUBTS, anchor=False)
    if report.doubts:
        st.markdown(words.DOUBTS_INTRO)
        _show_problems(transcript, report.doubts, shown)
    else:
        st.markdown(words.NO_DOUBTS)
    if report.notices:
        st.subheader(words.ALSO, anchor=False)
        _show_problems(transcript, report.notices, shown)
    show_report(report)


def _show_problems(
    transcript: Transcript, problems: Sequence[Problem], shown: frozenset[int]
) -> None:
    """Each with the way to its place: on this page, or on the one that shows it."""
    for problem in problems:
        turn = find_turn(transcript, problem.where)
        message = problem.message
        if problem.where:
            message = transcript_import.REMARK.format(where=problem.where, message=message)
        go_to = words.GO_TO.format(turn=turn)
        is_shown = turn is not None and turn in shown
        anchor = name_of_anchor(turn) if turn is not None and is_shown else ""
        draw("doubt.html", message=message, anchor=anchor, go_to=go_to)
        if turn is not None and not is_shown:
            link("transcripts", go_to, draft=transcript.name, reading="yes", turn=str(turn))


def _offer_speakers(visit: Visit, opened: OpenedDraft) -> None:
    st.header(words.SPEAKERS_TITLE, anchor=False)
    draft = opened.draft
    transcript = draft.transcript
    if not transcript.speakers:
        st.markdown(words.NO_SPEAKERS)
        return
    st.markdown(words.SPEAKERS_INTRO)
    for proposed in opened.report.proposals:
        _offer_merging(visit, draft, proposed)
    # Named by the reading: where somebody else reads it again meanwhile, nothing of this form
    # is said of a reading that its sender has not seen.
    stamp = f"{transcript.id}-{hash(transcript)}"
    part = choose_part(
        words.PART_OF_SPEAKERS,
        words.SPEAKERS_PART,
        len(transcript.speakers),
        SPEAKERS_AT_ONCE,
        f"speakers-{stamp}",
    )
    turns, spoken = _count_by_speaker(transcript)
    chosen = {}
    with st.form(f"speakers-{stamp}-{part.start}", border=False):
        for position in part:
            speaker = transcript.speakers[position]
            label, number = speaker.label, position + 1
            with st.container(border=True):
                said = words.SPEAKER.format(
                    number=number,
                    label=plain(label),
                    turns=f"{turns[label]:,}",
                    words=f"{spoken[label]:,}",
                )
                st.markdown(f"**{said}**")
                chosen[label] = _ask_for_speaker(number, speaker)
        is_sent = st.form_submit_button(words.USE_NAMES)
    if is_sent:
        attempt(
            lambda: _read_again(visit, draft, Choices(speakers=chosen)),
            words.NAMES_USED,
        )


def _offer_merging(visit: Visit, draft: Draft, proposed: SameSpeaker) -> None:
    roles = {speaker.label: speaker.role for speaker in draft.transcript.speakers}
    one = Speaker(proposed.into, roles.get(proposed.into))
    with st.container(border=True):
        title = words.MAY_BE_ONE.format(labels=", ".join(proposed.labels), into=proposed.into)
        st.markdown(f"**{plain(title)}**")
        st.markdown(plain(proposed.why))
        key = f"merge-{proposed.labels}-{hash(draft.transcript)}"
        if st.button(plain(words.MAKE_ONE.format(into=proposed.into)), key=key):
            choices = Choices(speakers=dict.fromkeys(proposed.labels, one))
            attempt(lambda: _read_again(visit, draft, choices), words.MADE_ONE)


def _ask_for_speaker(number: int, speaker: Speaker) -> Speaker:
    name = st.text_input(
        words.NAME.format(number=number),
        value=speaker.label,
        max_chars=max(LONGEST_NAME, len(speaker.label)),
    )
    roles: list[SpeakerRole | None] = [*SpeakerRole, None]
    role = st.selectbox(
        words.ROLE.format(number=number),
        roles,
        index=roles.index(speaker.role),
        format_func=lambda role: words.ROLES[role],
    )
    return Speaker(name, role)


def _count_by_speaker(transcript: Transcript) -> tuple[Counter[str | None], Counter[str | None]]:
    turns = Counter(turn.speaker for turn in transcript.turns)
    spoken: Counter[str | None] = Counter()
    for turn in transcript.turns:
        spoken[turn.speaker] += count_words(transcript.words_of(turn))
    return turns, spoken


def _offer_layouts(visit: Visit, opened: OpenedDraft) -> None:
    st.header(words.LAYOUT_TITLE, anchor=False)
    if not opened.layouts:
        st.markdown(words.NO_LINES)
        return
    st.markdown(words.LAYOUT_INTRO)
    transcript, taken = opened.draft.transcript, opened.report.layout
    with st.form(f"layout-{transcript.id}-{hash(transcript)}", border=False):
        layout = st.radio(
            words.LAYOUT,
            opened.layouts,
            index=opened.layouts.index(taken) if taken in opened.layouts else 0,
            format_func=lambda name: plain(_layout_named(name, taken)),
            captions=[
                plain(words.SUCH_AS.format(example=words.EXAMPLES[name]))
                if name in words.EXAMPLES
                else ""
                for name in opened.layouts
            ],
        )
        is_sent = st.form_submit_button(words.READ_AGAIN)
    if is_sent:
        attempt(
            lambda: _read_again(visit, opened.draft, Choices(layout=layout)),
            words.WAS_READ_AGAIN,
        )


def _layout_named(name: str, taken: str) -> str:
    known = transcript_import.LAYOUTS.get(name, name)
    return words.TAKEN.format(layout=known) if name == taken else known


def _offer_acceptance(visit: Visit, draft: Draft) -> None:
    if draft.state is not DraftState.WAITING:
        st.markdown(words.IS_ACCEPTED)
        link("transcripts", words.BACK, draft=draft.transcript.name)
        return
    st.markdown(words.ACCEPT_INTRO)
    # Named by the reading: a press on one that was read again accepts no other.
    if st.button(words.ACCEPT, type="primary", key=f"accept-{hash(draft.transcript)}"):
        attempt(
            lambda: accept_reading(visit.project, by=visit.by, name=draft.transcript.name),
            words.ACCEPTED,
        )
