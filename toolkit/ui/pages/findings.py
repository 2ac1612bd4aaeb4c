"""What was found in a draft, one finding at a time, each settled with one key."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from toolkit.screening.finding import Kind
from toolkit.screening.pseudonyms import suggest_replacement
from toolkit.storage.drafts import Draft, DraftFinding, Settlement
from toolkit.ui.frame import Visit, attempt, attempt_or_ask, form_key, plain
from toolkit.ui.pages.draft_text import place_of_finding, show_finding
from toolkit.ui.pages.name_key import held_key
from toolkit.ui.wording import screening as words
from toolkit.workflow.settling import (
    MAX_REPLACEMENT,
    mark_words,
    settle_finding,
    suggest_for,
    unsettle_finding,
)

# R and C are Streamlit's own: run again, and empty the cache.
KEYS = {
    words.REPLACE: "P",
    words.EVERYWHERE: "E",
    words.KEEP: "K",
    words.REMOVE: "X",
    words.UNDO: "U",
    words.NEXT: "N",
    words.BEFORE: "B",
}
_STATES = {
    None: words.STATE_OPEN,
    Settlement.KEEP: words.STATE_KEPT,
    Settlement.REPLACE: words.STATE_REPLACED,
    Settlement.REMOVE: words.STATE_REMOVED,
}


@dataclass(frozen=True, slots=True)
class _Desk:
    """A finding as it is shown: among which, to whom, and whether letters press its buttons."""

    visit: Visit
    draft: Draft
    finding: DraftFinding
    with_keys: bool

    @property
    def number(self) -> int:
        return self.draft.findings.index(self.finding) + 1

    @property
    def name(self) -> str:
        """A name for its widgets: another one where it was settled meanwhile."""
        found = self.finding
        return f"{self.draft.transcript.id}-{found.position}-{found.choice}-{found.replacement}"

    def press(self, label: str, *, primary: bool = False, disabled: bool = False) -> bool:
        return st.button(
            label,
            key=f"{label}-{self.name}",
            type="primary" if primary else "secondary",
            shortcut=KEYS[label] if self.with_keys else None,
            disabled=disabled,
        )


def show_findings(visit: Visit, draft: Draft, pen_names: dict[str, str]) -> None:
    """How far it is, one finding with all that can be done about it, and a way to the others."""
    st.header(words.FINDINGS, anchor=False)
    if not draft.findings:
        st.markdown(words.NOTHING_FOUND)
        return
    st.markdown(words.FINDINGS_INTRO)
    with_keys = st.toggle(words.KEYS, value=True, help=words.KEYS_HELP, key="keys-for-findings")
    settled, count = draft.outline.settled, len(draft.findings)
    st.progress(settled / count, text=f"**{words.PROGRESS.format(settled=settled, count=count)}**")
    finding = _choose(draft)
    _tell_of_another(visit, draft, finding, pen_names)
    with st.container(border=True):
        _show_one(_Desk(visit, draft, finding, with_keys), pen_names)


def _tell_of_another(
    visit: Visit, draft: Draft, finding: DraftFinding, pen_names: dict[str, str]
) -> None:
    """Say so where another checker settled the finding while this one looked at it."""
    name = f"seen-{draft.transcript.id}"
    seen = st.session_state.get(name)
    st.session_state[name] = finding
    is_other = finding.settled_by not in (None, visit.member.id)
    if seen is not None and seen.position == finding.position and seen != finding and is_other:
        who = pen_names.get(finding.settled_by or "", words.SOMEBODY_GONE)
        st.warning(plain(words.SETTLED_BY_OTHER.format(name=who)))


def offer_marking(visit: Visit, draft: Draft) -> None:
    """A way to mark words that no rule has found."""
    with st.expander(words.MARK_TITLE):
        st.markdown(words.MARK_INTRO)
        form = form_key("mark")
        with st.form(form, border=False):
            said = st.text_input(words.MARK_WORDS, key=f"{form}-words")
            kind = st.selectbox(words.MARK_KIND, list(Kind), format_func=_say_kind, index=_NAME)
            is_sent = st.form_submit_button(words.MARK)
        if is_sent:
            attempt(lambda: _mark(visit, draft, said, kind), words.MARKED, renew="mark")


def _mark(visit: Visit, draft: Draft, said: str, kind: Kind | None) -> None:
    name = draft.transcript.name
    mark_words(visit.project, by=visit.by, transcript=name, words=said, kind=kind or Kind.NAME)
    # No finding has this number: the first that is open is shown, and that is what was marked.
    st.session_state["go-to-finding"] = (_at(draft), -1)


_NAME = list(Kind).index(Kind.NAME)


def _say_kind(kind: str) -> str:
    return suggest_replacement(Kind(kind)).strip("[]")


def _at(draft: Draft) -> str:
    return f"finding-at-{draft.transcript.id}"


def _choose(draft: Draft) -> DraftFinding:
    """The finding that is looked at: the one chosen, else the first that is not settled."""
    by_position = {one.position: one for one in draft.findings}
    first = next((one for one in draft.findings if one.choice is None), draft.findings[0])
    wanted, position = st.session_state.pop("go-to-finding", ("", None))
    if wanted == _at(draft):
        st.session_state[_at(draft)] = position
    if st.session_state.get(_at(draft)) not in by_position:
        st.session_state[_at(draft)] = first.position
    chosen: int = st.selectbox(
        words.GO_TO,
        list(by_position),
        format_func=lambda at: _line_of(draft, by_position[at]),
        key=_at(draft),
    )
    return by_position[chosen]


def _line_of(draft: Draft, finding: DraftFinding) -> str:
    return words.FINDING_LINE.format(
        number=draft.findings.index(finding) + 1,
        kind=_say_kind(finding.kind),
        place=place_of_finding(draft, finding),
        state=_STATES[finding.choice],
    )


def _show_one(desk: _Desk, pen_names: dict[str, str]) -> None:
    draft, finding = desk.draft, desk.finding
    title = words.FINDING.format(
        number=desk.number, count=len(draft.findings), kind=_say_kind(finding.kind)
    )
    st.markdown(f"### {plain(title)}")
    show_finding(draft, finding)
    st.markdown(f"**{plain(_settlement(finding, pen_names))}** {plain(_reason(finding))}")
    suggested = finding.replacement or suggest_for(
        desk.visit.project,
        by=desk.visit.by,
        transcript=draft.transcript.name,
        finding=finding.position,
        key=held_key(desk.visit),
    )
    instead = st.text_input(
        words.REPLACEMENT,
        value=suggested,
        max_chars=MAX_REPLACEMENT,
        key=f"instead-{desk.name}-{suggested}",
    )
    with st.container(horizontal=True):
        is_replaced = desk.press(words.REPLACE, primary=True)
        is_everywhere = desk.press(words.EVERYWHERE)
        is_kept = desk.press(words.KEEP)
        is_removed = desk.press(words.REMOVE)
    with st.container(horizontal=True):
        is_undone = desk.press(words.UNDO, disabled=finding.choice is None)
        is_before = desk.press(words.BEFORE, disabled=desk.number == 1)
        is_next = desk.press(words.NEXT, disabled=desk.number == len(draft.findings))
    _settle(desk, Settlement.REPLACE, is_replaced, instead)
    _settle(desk, Settlement.REPLACE, is_everywhere, instead, everywhere=True)
    _settle(desk, Settlement.KEEP, is_kept)
    _settle(desk, Settlement.REMOVE, is_removed)
    if is_undone:
        attempt(lambda: _undo(desk), words.UNDONE.format(number=desk.number))
    if is_before or is_next:
        _go_to(draft, draft.findings[desk.number - 2 if is_before else desk.number])
        st.rerun()


def _settle(
    desk: _Desk,
    choice: Settlement,
    is_asked: bool,
    instead: str | None = None,
    *,
    everywhere: bool = False,
) -> None:
    done = words.SETTLED_EVERYWHERE if everywhere else words.SETTLED.format(number=desk.number)
    attempt_or_ask(
        lambda sure: _settle_and_go_on(desk, choice, instead, everywhere=everywhere, sure=sure),
        done,
        asks=f"{choice}-{everywhere}-{instead}-{desk.name}",
        is_asked=is_asked,
        sure=words.SURE,
    )


def _settle_and_go_on(
    desk: _Desk, choice: Settlement, instead: str | None, *, everywhere: bool, sure: bool
) -> None:
    draft = desk.draft
    settle_finding(
        desk.visit.project,
        by=desk.visit.by,
        transcript=draft.transcript.name,
        finding=desk.finding.position,
        choice=choice,
        replacement=instead,
        seen=desk.finding,
        everywhere=everywhere,
        sure=sure,
        key=held_key(desk.visit),
    )
    identity = desk.finding.identity
    left = [
        one
        for one in (*draft.findings[desk.number :], *draft.findings[: desk.number - 1])
        if one.choice is None and not (everywhere and identity and one.identity == identity)
    ]
    _go_to(draft, left[0] if left else desk.finding)


def _undo(desk: _Desk) -> None:
    name, position = desk.draft.transcript.name, desk.finding.position
    unsettle_finding(desk.visit.project, by=desk.visit.by, transcript=name, finding=position)
    _go_to(desk.draft, desk.finding)


def _go_to(draft: Draft, finding: DraftFinding) -> None:
    # The list's own choice cannot be set in a run that has drawn it; the next run does.
    st.session_state["go-to-finding"] = (_at(draft), finding.position)


def _settlement(finding: DraftFinding, pen_names: dict[str, str]) -> str:
    if finding.choice is None:
        return words.NOT_SETTLED
    name = pen_names.get(finding.settled_by or "", words.SOMEBODY_GONE)
    if finding.choice is Settlement.KEEP:
        return words.KEPT.format(name=name)
    return words.REPLACED.format(name=name, words=finding.replacement)


def _reason(finding: DraftFinding) -> str:
    reason = words.WHY_FOUND.format(reason=finding.reason)
    return reason if finding.sure else f"{reason} {words.UNSURE}"
