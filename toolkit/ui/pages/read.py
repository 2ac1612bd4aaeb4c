"""Read and code: what one member is asked to read, and the desk for the one they chose."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from toolkit.ui.frame import (
    Visit,
    attempt,
    explain,
    fold_away,
    form_key,
    gentle_word,
    link,
    plain,
)
from toolkit.ui.pages.content_notes import offer_note
from toolkit.ui.pages.moved import show_moves
from toolkit.ui.text_coder import (
    AddCoding,
    Change,
    WriteNote,
    settle,
    settle_sent,
    text_coder,
)
from toolkit.ui.wording import correction
from toolkit.ui.wording import read as words
from toolkit.workflow.coding import (
    Desk,
    Reading,
    add_coding,
    add_own_code,
    list_readings,
    open_desk,
    remove_coding,
)
from toolkit.workflow.memos import note_coding, note_turn
from toolkit.workflow.own_words import claim_words, give_back_words, list_own_words
from toolkit.workflow.writing import find_in_writing

MEASURE = 740
"""How wide the desk is, and what stands over it, in pixels."""


def show(visit: Visit) -> None:
    """Show the desk for the transcript that the address names, or the list of all."""
    transcript = st.query_params.get("transcript")
    if transcript is None:
        _show_list(list_readings(visit.project, by=visit.by))
        return
    st.title(plain(transcript), anchor=False)
    link("read", words.ALL_MINE)
    link("read", words.LEAVE, left=transcript)
    desk = _open(visit, transcript, st.query_params.get("round"))
    show_moves(visit, desk.transcript, desk.round_name)
    fold_away(
        visit,
        words.OWN_WORDS,
        lambda: _offer_own_words(visit, desk),
        key=f"own-words-{transcript}",
        width=MEASURE,
    )
    if not desk.is_closed:
        st.markdown(words.HOW)
        fold_away(
            visit,
            words.OWN_CODE,
            lambda: _offer_own_code(visit, desk),
            key=f"make-code-{transcript}",
            width=MEASURE,
        )
    _show_desk(visit, desk)


def _open(visit: Visit, transcript: str, round_name: str | None) -> Desk:
    return open_desk(visit.project, by=visit.by, transcript=transcript, round_name=round_name)


def _show_list(readings: tuple[Reading, ...]) -> None:
    st.title(words.TITLE, anchor=False)
    current = [reading for reading in readings if not reading.is_revealed]
    earlier = [reading for reading in readings if reading.is_revealed]
    if "left" in st.query_params:
        st.info(words.LEFT)
    st.markdown(words.INTRO if current else words.NOTHING)
    for round_name, group in groupby(current, key=lambda reading: reading.round_name):
        _show_round(round_name, list(group))
    explain("round", "coding", "seal", "reveal", "content note", "turn")
    if earlier:
        with st.expander(words.EARLIER, width=MEASURE):
            for reading in earlier:
                _show_reading(reading, words.NAMED)


def _show_round(round_name: str, readings: list[Reading]) -> None:
    st.header(plain(round_name), anchor=False)
    if readings[0].is_practice:
        st.markdown(words.PRACTICE)
    for reading in readings:
        _show_reading(reading, "{transcript}")
    if all(reading.is_sealed for reading in readings):
        st.markdown(words.ALL_SEALED.format(round=plain(round_name)))
    else:
        link("seal", words.TO_SEAL)


def _show_reading(reading: Reading, name: str) -> None:
    with st.container(border=True, gap="xxsmall", width=MEASURE):
        link(
            "read",
            name.format(transcript=reading.transcript, round=reading.round_name),
            transcript=reading.transcript,
            round=reading.round_name,
        )
        facts = words.FACTS.format(
            words=f"{reading.words:,}",
            turns=f"{reading.turns:,}",
            notes=reading.content_notes,
            codings=reading.codings,
        )
        st.markdown(f"{facts} {_state(reading)}")
        if reading.left_behind:
            st.markdown(correction.ON_LIST.format(count=reading.left_behind))


def _state(reading: Reading) -> str:
    if reading.is_revealed:
        return words.REVEALED
    return words.SEALED if reading.is_sealed else words.NOT_SEALED


def _offer_own_code(visit: Visit, desk: Desk) -> None:
    with st.form(form_key("own-code"), border=False):
        st.markdown(words.OWN_CODE_INTRO)
        name = st.text_input(words.OWN_NAME)
        meaning = st.text_area(words.OWN_MEANING)
        if st.form_submit_button(words.KEEP_OWN_CODE):
            attempt(
                lambda: add_own_code(
                    visit.project,
                    by=visit.by,
                    name=name,
                    plain_meaning=meaning,
                    round_name=desk.round_name,
                ),
                words.OWN_CODE_KEPT,
                renew="own-code",
                written=(name, meaning),
            )


def _offer_own_words(visit: Visit, desk: Desk) -> None:
    """Ask whether somebody in this text is the reader; nobody else is told."""
    speakers = [speaker.label for speaker in desk.transcript.speakers]
    said = {
        own.speaker: own.may_quote
        for own in list_own_words(visit.project, by=visit.by)
        if own.transcript == desk.transcript.name
    }
    st.markdown(words.OWN_WORDS_INTRO)
    for speaker, may_quote in said.items():
        told = words.MAY_QUOTE if may_quote else words.MAY_NOT_QUOTE
        st.markdown(plain(told.format(speaker=speaker)))
    form = form_key("own-words")
    with st.form(form, border=False):
        speaker = st.selectbox(words.WHO_AM_I, speakers, key=f"{form}-who")
        answer = st.radio(words.QUOTING, words.QUOTING_ANSWERS, key=f"{form}-answer")
        is_sent = st.form_submit_button(words.KEEP_OWN_WORDS)
    if is_sent and speaker is not None:
        attempt(
            lambda: _say_own_words(visit, desk, speaker, words.QUOTING_ANSWERS.index(answer)),
            words.OWN_WORDS_KEPT,
        )


def _say_own_words(visit: Visit, desk: Desk, speaker: str, answer: int) -> None:
    where = {"by": visit.by, "transcript": desk.transcript.name, "speaker": speaker}
    if answer == len(words.QUOTING_ANSWERS) - 1:
        give_back_words(visit.project, **where)
    else:
        claim_words(visit.project, **where, may_quote=answer == 1)


def _show_desk(visit: Visit, desk: Desk) -> None:
    # By member: what one left unsaved in this browser is never saved for the next.
    key = f"desk-{visit.member.id}-{desk.round_name}-{desk.transcript.id}"
    if settle_sent(
        desk.transcript,
        desk.codings,
        desk.codebook,
        lambda change: _save(visit, desk, change),
        key=key,
        own_codes=desk.own_codes,
        is_closed=desk.is_closed,
    ):
        desk = _open(visit, desk.transcript.name, desk.round_name)
    events = text_coder(
        desk.transcript,
        desk.codings,
        desk.codebook,
        key=key,
        own_codes=desk.own_codes,
        memos=desk.memos,
        content_notes=desk.content_notes,
        turn=_asked_turn(),
        is_closed=desk.is_closed,
        aids=visit.aids,
    )
    if settle(events, lambda change: _save(visit, desk, change)):
        st.rerun()
    offer_note(visit, desk.transcript.name, len(desk.transcript.turns), width=MEASURE)
    # Below the desk, where it moves nothing that somebody has in hand.
    named = st.session_state.get(f"named-{visit.member.id}", ())
    if named:
        st.warning(plain(gentle_word(named, is_kept=True)))


def _asked_turn() -> int | None:
    """The turn that the address names, where it names one."""
    asked = st.query_params.get("turn", "")
    return int(asked) if asked.isdecimal() and len(asked) < 6 else None


def _save(visit: Visit, desk: Desk, change: Change) -> None:
    if isinstance(change, AddCoding):
        add_coding(
            visit.project,
            by=visit.by,
            transcript=desk.transcript.name,
            start=change.start,
            end=change.end,
            quotation=change.quotation,
            code=change.code_id,
            answer=change.answer,
            line=change.line,
            new_code=change.new_name,
            round_name=desk.round_name,
        )
        _look_for_names(visit, change.line)
        return
    if isinstance(change, WriteNote):
        _save_note(visit, desk, change)
        _look_for_names(visit, change.words if change.shared else "")
        return
    for coding_id in change.coding_ids:
        remove_coding(visit.project, by=visit.by, coding_id=coding_id)


def _save_note(visit: Visit, desk: Desk, change: WriteNote) -> None:
    if change.coding_id is not None:
        note_coding(
            visit.project,
            by=visit.by,
            coding_id=change.coding_id,
            words=change.words,
            shared=change.shared,
        )
    elif change.turn is not None:
        note_turn(
            visit.project,
            by=visit.by,
            transcript=desk.transcript.name,
            turn=change.turn,
            words=change.words,
            shared=change.shared,
            round_name=desk.round_name,
        )


def _look_for_names(visit: Visit, written: str) -> None:
    """Have the writer told, below the desk, where what they wrote may name somebody."""
    st.session_state[f"named-{visit.member.id}"] = find_in_writing(visit.project, [written])
