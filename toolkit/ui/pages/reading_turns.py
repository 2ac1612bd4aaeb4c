"""The turns of a draft as they were read, each to be ticked and given to a speaker."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

import streamlit as st

from toolkit.ingest.choices import LONGEST_NAME, Choices, tidy_name
from toolkit.ingest.turns.speakers import roles_of
from toolkit.model.transcript import Speaker, Transcript, Turn
from toolkit.storage.drafts import Draft
from toolkit.ui.frame import attempt, draw, plain, refuse
from toolkit.ui.pages.draft_list import choose_part
from toolkit.ui.wording import transcript_reading as words
from toolkit.workflow.transcripts import OpenedDraft

TURNS_AT_ONCE = 50
HARMLESS = re.compile(r"(?:(?!www)[^\W_]|[ .,'’()/&-])*", re.IGNORECASE)
NUMBER_AT_END = re.compile(r"(.*?)(\d{1,9})", re.DOTALL)

ReadAgain = Callable[[Choices], None]


def show_turns(opened: OpenedDraft, read_again: ReadAgain) -> frozenset[int]:
    """The numbers of the turns that are shown, each with its words and what it lacks."""
    draft = opened.draft
    transcript = draft.transcript
    st.header(words.TEXT, anchor="transcript")
    st.markdown(words.TEXT_INTRO)
    wanted = st.query_params.get("turn", "")
    turns = _choose_turns(transcript, wanted)
    at = next((place for place, turn in enumerate(turns) if str(turn.index) == wanted), 0)
    is_whole = len(turns) == len(transcript.turns)
    part = choose_part(
        words.PART_OF_TEXT,
        words.TURNS_PART if is_whole else words.UNKNOWN_PART,
        len(turns),
        TURNS_AT_ONCE,
        f"turns-{transcript.id}-{len(turns)}-{wanted}",
        first=0 if is_whole else 1,
        at=at,
    )
    shown = turns[part.start : part.stop]
    doubtful = {find_turn(transcript, problem.where) for problem in opened.report.doubts}
    if draft.proposal is None:
        _offer_marking(draft, shown, doubtful, read_again)
    else:
        for turn in shown:
            st.markdown(f"**{_title_of(transcript, turn)}**")
            _show_words(transcript, turn, doubtful)
    return frozenset(turn.index for turn in shown)


def _choose_turns(transcript: Transcript, wanted: str) -> Sequence[Turn]:
    """All turns, or those whose speaker nobody knows, where somebody asks for them."""
    unknown = [turn for turn in transcript.turns if turn.speaker is None]
    if not unknown or len(unknown) == len(transcript.turns):
        return transcript.turns
    all_turns = words.ALL.format(count=f"{len(transcript.turns):,}")
    some_turns = words.UNKNOWN.format(count=f"{len(unknown):,}")
    which = st.radio(
        words.WHICH,
        (False, True),
        format_func=lambda only: some_turns if only else all_turns,
        key=f"which-turns-{transcript.id}-{wanted}",
    )
    return unknown if which else transcript.turns


def _offer_marking(
    draft: Draft, shown: Sequence[Turn], doubtful: Collection[int | None], read_again: ReadAgain
) -> None:
    transcript = draft.transcript
    first = shown[0].index if shown else 0
    with st.form(f"turns-{transcript.id}-{hash(transcript)}-{first}-{len(shown)}", border=False):
        ticked = []
        for turn in shown:
            with st.container(gap=None, key=f"tk-turn-{turn.index}"):
                if st.checkbox(_title_of(transcript, turn)):
                    ticked.append(turn.index)
                _show_words(transcript, turn, doubtful)
        whose, lacks_name = _ask_whose(transcript)
        is_sent = st.form_submit_button(words.MARK)
    if not is_sent:
        return
    if not ticked:
        refuse(words.TICK_FIRST)
    elif lacks_name:
        refuse(words.NAME_FIRST)
    else:
        choices = _choices_for(ticked, whose, transcript)
        attempt(lambda: read_again(choices), words.MARKED)


def _ask_whose(transcript: Transcript) -> tuple[str | None, bool]:
    """The speaker who was chosen, None for nobody; and whether it is a new one without a name."""
    labels = [speaker.label for speaker in transcript.speakers]
    nobody, somebody_new = len(labels), len(labels) + 1
    options = [*labels, words.NOT_KNOWN, words.SOMEBODY_NEW]
    whose = st.selectbox(
        words.WHOSE,
        range(len(options)),
        index=0 if labels else somebody_new,
        format_func=lambda option: options[option],
    )
    name = tidy_name(st.text_input(words.NEW_NAME, max_chars=LONGEST_NAME))
    if whose == somebody_new:
        return name, not name
    return (None if whose == nobody else labels[whose]), False


def _choices_for(ticked: Sequence[int], whose: str | None, transcript: Transcript) -> Choices:
    turns = dict.fromkeys(ticked, whose)
    if whose is None or any(whose == speaker.label for speaker in transcript.speakers):
        return Choices(turns=turns)
    new = Speaker(whose, roles_of([whose]).get(whose))
    return Choices(speakers={whose: new}, turns=turns)


def _title_of(transcript: Transcript, turn: Turn) -> str:
    """Which turn it is, who speaks, and what they do."""
    if turn.speaker is None:
        return words.TURN.format(turn=turn.index, speaker=words.UNKNOWN_SPEAKER)
    role = next(one.role for one in transcript.speakers if one.label == turn.speaker)
    return words.TURN_AND_ROLE.format(
        turn=turn.index, speaker=_plainly(turn.speaker), role=words.ROLES[role]
    )


def _plainly(label: str) -> str:
    """A speaker's label as it is, where no sign in it means anything in Markdown.

    A box to tick is read aloud by its label, with every sign that escapes another one.
    """
    return label if HARMLESS.fullmatch(label) else plain(label)


def _show_words(transcript: Transcript, turn: Turn, doubtful: Collection[int | None]) -> None:
    asides = [
        words.ASIDE.format(
            words=transcript.text[each.start : each.end], speaker=each.speaker or words.SOMEBODY
        )
        for each in transcript.interjections
        if turn.start <= each.start < turn.end
    ]
    draw(
        "reading_turn.html",
        anchor=name_of_anchor(turn.index),
        look_here=words.LOOK_HERE if turn.index in doubtful else "",
        words=transcript.words_of(turn),
        asides=asides,
    )


def name_of_anchor(turn: int) -> str:
    """Where on the page a turn stands."""
    return f"turn-{turn}"


def find_turn(transcript: Transcript, where: str) -> int | None:
    """The number of the turn that holds a place of the source, such as `"paragraph 12"`.

    Example:
        >>> from toolkit.model.transcript import build_transcript
        >>> made = build_transcript("P07", [("I", "Yes?", "line 1"), ("R", "So.", "line 4")])
        >>> find_turn(made, "line 3"), find_turn(made, "line 4"), find_turn(made, "")
        (0, 1, None)
    """
    wanted = _place(where)
    held = None
    for turn in transcript.turns:
        if turn.locator == where and where:
            return turn.index
        place = _place(turn.locator)
        if wanted and place and place[0] == wanted[0] and place[1] <= wanted[1]:
            held = turn.index
    return held


def _place(where: str) -> tuple[str, int] | None:
    found = NUMBER_AT_END.fullmatch(where)
    return (found[1], int(found[2])) if found else None
