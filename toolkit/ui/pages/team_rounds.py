"""The rounds of coding on the page Team: who has sealed, opening one, revealing one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from toolkit.analysis.names import say_when
from toolkit.demo.practice import open_practice
from toolkit.model.round import CodingRound
from toolkit.model.team import Role
from toolkit.ui.frame import Visit, attempt, form_key, plain, table
from toolkit.ui.wording import team_rounds as words
from toolkit.workflow.deciding import MAX_SAID
from toolkit.workflow.rounds import Gap, find_coverage, find_gaps, open_round, reveal
from toolkit.workflow.status import RoundTable, TeamOverview
from toolkit.workflow.team import MAX_NAME

Readers = Mapping[str, Sequence[str]]


def show_rounds(visit: Visit, team: TeamOverview) -> None:
    """Show each round with who has sealed, and offer a facilitator to open and reveal."""
    st.header(words.TITLE, anchor=False)
    st.write(words.INTRO if team.rounds else f"{words.INTRO} {words.NONE}")
    is_facilitator = Role.FACILITATOR in visit.member.roles
    for one in team.rounds:
        st.markdown(f"### {plain(one.round.name)}")
        st.write(plain(_state(one.round)))
        who_reads = words.WHO_READ if one.round.is_revealed else words.WHO_READS_NOW
        with st.expander(
            plain(who_reads.format(round=one.round.name)), expanded=not one.round.is_revealed
        ):
            _show_readers(one)
        if is_facilitator and not one.round.is_revealed:
            with st.expander(plain(words.REVEAL.format(round=one.round.name))):
                _offer_reveal(visit, one.round)
    _show_coverage(find_coverage(visit.project))
    if is_facilitator:
        if not any(one.round.is_practice for one in team.rounds):
            with st.expander(words.PRACTISE):
                _offer_practice(visit)
        with st.expander(words.OPEN):
            _offer_round(visit, team)


def _offer_practice(visit: Visit) -> None:
    st.write(words.PRACTISE_MEANS)
    if st.button(words.PRACTISE_BUTTON, type="primary"):
        attempt(lambda: open_practice(visit.project, by=visit.by), words.PRACTISE_OPENED)


def _show_coverage(coverage: Sequence[Gap]) -> None:
    if not coverage:
        return
    lacking = sum(gap.is_one for gap in coverage)
    told = words.COVERAGE_LACKS.format(count=lacking) if lacking else words.COVERAGE_ENOUGH
    with st.expander(told):
        st.write(words.COVERAGE_MEANS)
        table(
            (words.TRANSCRIPT, words.READERS, words.LACKS),
            [(gap.transcript, gap.readers, _lacks(gap) or words.NOTHING_LACKS) for gap in coverage],
        )


def _state(found: CodingRound) -> str:
    marks = [words.IS_PRACTICE] if found.is_practice else []
    marks += [words.IS_SHUFFLED] if found.is_shuffled else []
    return " ".join((_progress(found), *marks))


def _progress(found: CodingRound) -> str:
    opened = say_when(found.opened_at)
    if found.imported:
        return words.IMPORTED_STATE.format(opened=opened)
    if found.is_practice and not found.is_revealed:
        return words.PRACTICE_STATE.format(when=opened)
    if not found.is_revealed:
        return words.OPEN_STATE.format(when=opened, version=found.codebook_version)
    told = words.REVEALED_STATE.format(opened=opened, revealed=say_when(found.revealed_at or ""))
    early = words.REVEALED_EARLY.format(reason=found.reveal_reason)
    return f"{told} {early}" if found.reveal_reason else told


def _show_readers(one: RoundTable) -> None:
    unsealed = words.NOT_SEALED if one.round.is_revealed else words.NOT_YET
    told = {True: words.SEALED, False: unsealed, None: words.NOT_ASKED}
    table(
        (words.TRANSCRIPT, *one.coders),
        [(name, *(told[cell] for cell in cells)) for name, cells in one.rows],
    )


def _offer_reveal(visit: Visit, found: CodingRound) -> None:
    is_early = bool(found.unsealed())
    with st.form(f"reveal-{found.id}", border=False):
        st.write(words.REVEAL_EARLY if is_early else words.REVEAL_READY)
        reason = ""
        if is_early:
            reason = st.text_area(words.REVEAL_REASON, max_chars=MAX_SAID, key=f"why-{found.id}")
        is_sent = st.form_submit_button(words.REVEAL_BUTTON, type="primary")
    if is_sent:
        attempt(
            lambda: reveal(visit.project, by=visit.by, round_name=found.name, reason=reason),
            words.REVEALED.format(round=found.name),
            written=(reason,),
        )


def _offer_round(visit: Visit, team: TeamOverview) -> None:
    coders = [member.pen_name for member in team.members if Role.CODER in member.roles]
    if not coders or not team.transcripts:
        st.write(words.NOTHING_TO_OPEN)
        return
    st.write(words.OPEN_MEANS)
    form = form_key("round")
    first_name = words.FIRST_NAME.format(number=len(team.rounds) + 1)
    name = st.text_input(words.NAME, first_name, max_chars=MAX_NAME, key=f"{form}-name")
    readers = _choose_readers(form, team.transcripts, coders)
    if not readers:
        st.warning(words.NOBODY)
        return
    _show_gaps(find_gaps(visit.project, readers))
    is_shuffled = st.checkbox(words.SHUFFLE, key=f"{form}-shuffle")
    if st.button(words.OPEN_BUTTON, type="primary"):
        attempt(
            lambda: open_round(
                visit.project, name, by=visit.by, readers=readers, shuffled=is_shuffled
            ),
            words.OPENED.format(round=name),
            renew="round",
        )


def _choose_readers(form: str, transcripts: Sequence[str], coders: Sequence[str]) -> Readers:
    who = st.radio(words.WHO_READS, (words.EVERYBODY, words.CHOOSE), key=f"{form}-who")
    if who == words.EVERYBODY:
        return dict.fromkeys(transcripts, coders)
    st.write(words.CHOOSE_HINT)
    chosen = {name: _choose_for(form, name, coders) for name in transcripts}
    return {name: people for name, people in chosen.items() if people}


def _choose_for(form: str, transcript: str, coders: Sequence[str]) -> list[str]:
    with st.container(horizontal=True, gap="small"):
        return [
            coder
            for coder in coders
            if st.checkbox(
                words.READS.format(transcript=plain(transcript), coder=plain(coder)),
                value=True,
                key=f"{form}-{transcript}-{coder}",
                width="content",
            )
        ]


def _show_gaps(gaps: Sequence[Gap]) -> None:
    if not gaps:
        st.write(words.ENOUGH)
        return
    table(
        (words.TRANSCRIPT, words.READERS, words.LACKS),
        [(gap.transcript, gap.readers, _lacks(gap)) for gap in gaps],
        caption=words.GAPS,
    )
    st.write(words.GAPS_MEAN)


def _lacks(gap: Gap) -> str:
    lacking = [words.SECOND_READER] if gap.readers < 2 else []
    return ", ".join(lacking + [words.SIDES_MISSING[side] for side in gap.sides_missing])
