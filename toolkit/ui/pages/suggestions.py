"""Suggestions: what a machine proposes, one at a time, each answered with one key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from toolkit.model.reading_along import Card
from toolkit.ui.frame import Visit, attempt, draw, explain, link, plain, table
from toolkit.ui.pages.jobs import show_progress
from toolkit.ui.wording import suggestions as words
from toolkit.workflow.reading_along import start_reading_along, stop_reading_along
from toolkit.workflow.replying import (
    accept_suggestion,
    adjust_suggestion,
    reject_suggestion,
    take_back_reply,
)
from toolkit.workflow.suggestion_queues import Queue, Shown, SuggestionsPage, open_suggestions

# R and C are Streamlit's own: run again, and empty the cache.
KEYS = {
    words.ACCEPT: "A",
    words.ADJUST: "E",
    words.REJECT: "X",
    words.UNDO: "U",
    words.BEFORE: "B",
    words.NEXT: "N",
}
STYLE = Path(__file__).parents[1] / "assets" / "compare.css"


@dataclass(frozen=True, slots=True)
class _Desk:
    """A suggestion as it is looked at: in which queue, and whether letters press buttons."""

    visit: Visit
    page: SuggestionsPage
    shown: Shown
    with_keys: bool

    @property
    def name(self) -> str:
        """A name for its widgets: another one where it was answered meanwhile."""
        one = self.shown
        return f"{one.model}-{one.number}-{one.reply}-{self.visit.member.id}"

    @property
    def place(self) -> int:
        """Where it is in its queue, from 0."""
        return self.page.numbers.index(self.shown.number)

    def press(self, label: str, *, disabled: bool = False) -> bool:
        """A button, and whether it was pressed just now. All look alike, so that none steers."""
        return st.button(
            label,
            key=f"{label}-{self.name}",
            shortcut=KEYS[label] if self.with_keys else None,
            disabled=disabled,
        )


def show(visit: Visit) -> None:
    """Show one suggestion, and a way to the others; nothing to whoever has not sealed."""
    st.html(STYLE)
    st.title(words.TITLE, anchor=False)
    queue, code = _asked(visit)
    page = open_suggestions(
        visit.project,
        by=visit.by,
        queue=queue,
        code=code,
        at=st.session_state.get(_at(visit, queue)),
    )
    if page.is_off:
        st.markdown(words.OFF)
        link("team", words.OFF_LINK)
        return
    st.markdown(words.INTRO)
    explain("suggestion", "code", "coding", "seal", "reveal")
    if page.waits:
        st.markdown(words.WAITS)
        link("seal", "Seal")
        return
    _show_work(visit, page)
    if page.card is None:
        return
    _choose_queue(visit, page)
    # What is looked at comes first on a small screen, and how to look at it below.
    above, below = st.container(), st.container()
    with below:
        _choose_code(visit, page)
        with_keys = st.toggle(
            words.KEYS, value=True, help=words.KEYS_HELP, key="keys-for-suggestions"
        )
        _show_card(page.card, dict(page.codes))
    with above:
        if page.chosen is None:
            st.markdown(words.EMPTY[queue])
        elif queue is Queue.DOUBTS:
            _show_doubt(_Desk(visit, page, page.chosen, with_keys), queue)
        else:
            _show_suggestion(_Desk(visit, page, page.chosen, with_keys), queue)


def _asked(visit: Visit) -> tuple[Queue, str | None]:
    """The queue and the code that were chosen in the lists below."""
    queue = st.session_state.get(f"queue-{visit.member.id}", Queue.ALL)
    return Queue(queue), st.session_state.get(f"code-{visit.member.id}")


def _at(visit: Visit, queue: Queue) -> str:
    # By member: another one may sign in while this page stays open.
    return f"suggestion-{queue}-{visit.member.id}"


def _show_work(visit: Visit, page: SuggestionsPage) -> None:
    """What the machine is at, or a button to have it read."""
    if page.job is not None and page.job.is_unfinished:
        job = page.job.id
        show_progress(
            visit, job, lambda: stop_reading_along(visit.project, by=visit.by, job_id=job)
        )
        return
    if page.job is not None and page.job.state in words.STATES:
        st.warning(plain(f"{words.STATES[page.job.state]} {page.job.problem}"))
    is_new = page.card is None
    if not is_new and not page.is_outdated:
        return
    st.markdown(words.NONE_YET if is_new else words.OUTDATED)
    if st.button(words.START if is_new else words.START_AGAIN, type="primary"):
        attempt(lambda: start_reading_along(visit.project, by=visit.by), "")


def _choose_queue(visit: Visit, page: SuggestionsPage) -> None:
    counts = dict(page.in_queues)
    queue = st.radio(
        words.QUEUE,
        list(Queue),
        format_func=lambda one: words.IN_QUEUE.format(name=words.QUEUES[one], count=counts[one]),
        key=f"queue-{visit.member.id}",
    )
    if queue and words.QUEUES_MEAN[queue]:
        st.markdown(words.QUEUES_MEAN[queue])


def _choose_code(visit: Visit, page: SuggestionsPage) -> None:
    names = dict(page.codes)
    st.selectbox(
        words.CODE,
        [None, *names],
        format_func=lambda one: words.ALL_CODES if one is None else names[one],
        key=f"code-{visit.member.id}",
        width=420,
    )


def _show_suggestion(desk: _Desk, queue: Queue) -> None:
    page, shown = desk.page, desk.shown
    count = len(page.numbers)
    done = count - len(page.open_numbers)
    st.progress(done / count, text=f"**{words.PROGRESS.format(done=done, count=count)}**")
    if done == count:
        st.markdown(words.ALL_ANSWERED)
    with st.container(border=True, key="suggestion"):
        _show_what(desk, words.SUGGESTED)
        if shown.is_guess:
            st.markdown(f"**{words.GUESS}** {words.GUESS_MEANS}")
        else:
            sure, *why = shown.told
            st.markdown(f"**{plain(sure)}** {plain(' '.join(why))}")
        if shown.reply is not None:
            st.info(words.REPLIES[shown.reply])
        _offer_answers(desk, queue)
        _show_why(shown)
    st.caption(words.AFTER_SEAL)


def _show_doubt(desk: _Desk, queue: Queue) -> None:
    shown = desk.shown
    with st.container(border=True, key="suggestion"):
        _show_what(desk, words.DOUBTED)
        chance = max(round(shown.score * 100), 1)
        st.markdown(
            f"**{words.UNLIKELY.format(chance=chance)}** "
            f"{words.DECIDED if shown.is_decided else words.SHARED}"
        )
        _offer_ways(desk, queue)
        _show_why(shown)


def _show_what(desk: _Desk, title: str) -> None:
    shown = desk.shown
    place = words.PLACE_IN_QUEUE.format(number=desk.place + 1, count=len(desk.page.numbers))
    st.caption(place)
    said = title.format(code=shown.code, transcript=shown.transcript, turn=shown.turn)
    st.markdown(f"### {plain(said)}")
    if shown.meaning:
        st.markdown(plain(words.MEANING.format(meaning=shown.meaning)))
    draw("passage.html", words=words, lines=shown.lines)


def _show_why(shown: Shown) -> None:
    if shown.near:
        st.markdown(f"**{words.NEAR}**")
        draw("near.html", quoted=shown.near, words=words)


def _offer_answers(desk: _Desk, queue: Queue) -> None:
    shown = desk.shown
    if shown.reply is None:
        with st.container(horizontal=True):
            is_accepted = desk.press(words.ACCEPT)
            is_adjusted = desk.press(words.ADJUST)
            is_rejected = desk.press(words.REJECT)
        _answer(desk, queue, accept_suggestion, words.ACCEPTED, is_asked=is_accepted)
        _answer(desk, queue, reject_suggestion, words.REJECTED, is_asked=is_rejected)
        if is_adjusted:
            st.session_state["adjusted"] = desk.name
        if st.session_state.get("adjusted") == desk.name:
            _offer_adjusting(desk, queue)
    elif desk.press(words.UNDO):
        _stay_at(desk, queue, shown.number)
        attempt(
            lambda: take_back_reply(
                desk.visit.project, by=desk.visit.by, model=shown.model, number=shown.number
            ),
            words.UNDONE,
        )
    _offer_ways(desk, queue)


def _answer(
    desk: _Desk, queue: Queue, act: Callable[..., object], done: str, *, is_asked: bool
) -> None:
    if is_asked:
        shown = desk.shown
        attempt(
            lambda: _act_and_go_on(
                desk,
                queue,
                lambda: act(
                    desk.visit.project, by=desk.visit.by, model=shown.model, number=shown.number
                ),
            ),
            done.format(code=shown.code),
        )


def _act_and_go_on(desk: _Desk, queue: Queue, act: Callable[[], object]) -> None:
    """The answer, and then the next one that has none; the last stays, so that it can be undone."""
    act()
    numbers, place = desk.page.numbers, desk.place
    left = [
        number
        for number in (*numbers[place + 1 :], *numbers[:place])
        if number in desk.page.open_numbers
    ]
    _stay_at(desk, queue, left[0] if left else desk.shown.number)


def _offer_adjusting(desk: _Desk, queue: Queue) -> None:
    shown, names = desk.shown, dict(desk.page.codes)
    with st.form(f"adjust-{desk.name}"):
        st.markdown(f"**{words.ADJUST_TITLE}**")
        code = st.selectbox(
            words.ADJUST_CODE,
            list(names),
            index=list(names).index(shown.code_id),
            format_func=names.__getitem__,
        )
        quotation = st.text_area(words.ADJUST_WORDS, value=shown.quotation)
        with st.container(horizontal=True):
            is_sent = st.form_submit_button(words.ADJUST_DO, type="primary")
            is_left = st.form_submit_button(words.ADJUST_LEAVE)
    if is_left:
        del st.session_state["adjusted"]
        st.rerun()
    if is_sent:
        attempt(
            lambda: _act_and_go_on(
                desk,
                queue,
                lambda: adjust_suggestion(
                    desk.visit.project,
                    by=desk.visit.by,
                    model=shown.model,
                    number=shown.number,
                    code=code,
                    quotation=quotation,
                ),
            ),
            words.ACCEPTED.format(code=names[code]),
        )


def _offer_ways(desk: _Desk, queue: Queue) -> None:
    numbers, place = desk.page.numbers, desk.place
    with st.container(horizontal=True):
        is_before = desk.press(words.BEFORE, disabled=place == 0)
        is_next = desk.press(words.NEXT, disabled=place == len(numbers) - 1)
    if is_before or is_next:
        _stay_at(desk, queue, numbers[place - 1 if is_before else place + 1])
        st.rerun()


def _stay_at(desk: _Desk, queue: Queue, number: int) -> None:
    st.session_state[_at(desk.visit, queue)] = number


def _show_card(card: Card, names: dict[str, str]) -> None:
    """What cannot be suggested yet, and what all of it is learnt from."""
    if card.without_evidence:
        st.header(words.WITHOUT_EVIDENCE, anchor=False)
        st.markdown(words.WITHOUT_EVIDENCE_MEANS)
        draw("remarks.html", remarks=[names.get(one, one) for one in card.without_evidence])
    with st.expander(words.LEARNT):
        said = [words.LEARNT_NOTHING]
        if card.n_passages:
            said = [words.LEARNT_AGREED.format(decided=card.decided, shared=card.shared)]
        if card.rejected:
            said.append(words.LEARNT_REJECTED.format(count=card.rejected))
        if card.macro_f1 is not None and card.ece is not None:
            off = round(card.ece * 100)
            said.append(words.TRIED.format(f1=f"{card.macro_f1:.2f}", off=off))
        said += [words.BY_MEANING if card.by_meaning else words.BY_WORDS, words.STAYS_HERE]
        draw("remarks.html", remarks=said)
        table(
            words.CODE_HEADINGS,
            [(names.get(code, code), count, _does(card, code)) for code, count in card.examples],
            caption=words.CODES,
        )


def _does(card: Card, code: str) -> str:
    if code in card.guesses:
        return words.DOES_GUESS
    return words.DOES_NOTHING if code in card.without_evidence else words.DOES_SHOW
