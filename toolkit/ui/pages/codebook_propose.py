"""The part of the codebook's page where a change is proposed: a plain form for each kind."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from toolkit.model.codebook import Code, Codebook
from toolkit.model.proposal import ChangeKind
from toolkit.model.upload import Upload
from toolkit.ui.frame import Visit, attempt, draw, form_key, refuse
from toolkit.ui.wording import codebook as file_words
from toolkit.ui.wording import codebook_proposals as words
from toolkit.workflow.codebooks import CodebookImport, import_codebook
from toolkit.workflow.deciding import MAX_SAID
from toolkit.workflow.proposing import MAX_CODE_NAME, VOTERS, NewCode, propose_change

MOST_PARTS = 5
FORM = "propose"


def show_proposing(visit: Visit, book: Codebook) -> None:
    """Ask what should change, and then for the words of it."""
    if not visit.member.roles & set(VOTERS):
        st.write(words.GUEST)
        return
    st.write(words.PROPOSE_INTRO)
    kind = st.radio(words.KIND, list(words.KINDS), index=None, format_func=words.KINDS.__getitem__)
    if kind is None:
        return
    if words.EXPLAINED[kind]:
        st.write(words.EXPLAINED[kind])
    if kind is ChangeKind.TABLE:
        offer_table(visit, words.PROPOSE)
    elif kind in (ChangeKind.ADD_THEME, ChangeKind.RENAME_THEME):
        _ask_theme(visit, book, kind)
    elif kind is ChangeKind.ADD:
        _ask_codes(visit, book, kind, (), 1)
    elif kind is ChangeKind.MERGE:
        _ask_codes(visit, book, kind, _choose_codes(book), 1)
    else:
        _ask_about_one(visit, book, kind)


def ask_new_code(visit: Visit, book: Codebook, *, reason: str) -> None:
    """Ask for the words of a new code, where something else than this page led to it.

    Args:
        visit: Whose.
        book: The newest codebook.
        reason: What stands in the field for why, to be changed at will.
    """
    if visit.member.roles & set(VOTERS):
        _ask_codes(visit, book, ChangeKind.ADD, (), 1, why=reason)
    else:
        st.write(words.GUEST)


def _ask_about_one(visit: Visit, book: Codebook, kind: ChangeKind) -> None:
    code = st.selectbox(
        words.WHICH_CODE,
        book.codes,
        index=None,
        format_func=lambda one: one.name,
        placeholder=words.PICK,
        key=f"{kind}-code",
        width=720,
    )
    if code is None:
        return
    if kind is ChangeKind.REWORD:
        _ask_codes(visit, book, kind, (code,), 1)
    elif kind is ChangeKind.SPLIT:
        count = st.selectbox(words.HOW_MANY, range(2, MOST_PARTS + 1), width=240)
        _ask_codes(visit, book, kind, (code,), count)
    else:
        _ask_move_or_retire(visit, book, kind, code)


def _choose_codes(book: Codebook) -> tuple[Code, ...]:
    return tuple(
        st.multiselect(
            words.WHICH_CODES,
            book.codes,
            format_func=lambda one: one.name,
            placeholder=words.PICK,
            width=720,
        )
    )


def _ask_codes(
    visit: Visit,
    book: Codebook,
    kind: ChangeKind,
    about: Sequence[Code],
    count: int,
    *,
    why: str = "",
) -> None:
    """The form for the words of what a change makes."""
    form = form_key(FORM)
    before = about[0] if kind is ChangeKind.REWORD else None
    # By the code too: another one is asked for in fields of its own.
    named = f"{form}-{kind}-{before.id if before else ''}"
    with st.form(named, border=False):
        new = tuple(_ask_code(book, kind, before, number, count, named) for number in range(count))
        reason = _ask_reason(named, why)
        is_sent = st.form_submit_button(words.PROPOSE, type="primary")
    if is_sent:
        written = [said for one in new for said in (one.name, one.plain_meaning, one.use_when)]
        written += [said for one in new for said in (one.not_when, one.example)]
        _propose(visit, kind, reason, written, codes=[one.id for one in about], into=new)


def _ask_code(
    book: Codebook, kind: ChangeKind, before: Code | None, number: int, count: int, named: str
) -> NewCode:
    if count > 1:
        st.markdown(f"**{words.NEW_CODE.format(number=number + 1)}**")
    key = f"{named}-{number}"

    def field(label: str, part: str) -> str:
        value = getattr(before, part) if before else ""
        return st.text_area(
            label, value, max_chars=MAX_SAID, key=f"{key}-{part}", height=80, width=720
        )

    return NewCode(
        name=st.text_input(
            words.NAME,
            before.name if before else "",
            max_chars=max(MAX_CODE_NAME, len(before.name) if before else 0),
            key=f"{key}-name",
        ),
        plain_meaning=field(words.MEANING, "plain_meaning"),
        use_when=field(words.USE_WHEN, "use_when"),
        not_when=field(words.NOT_WHEN, "not_when"),
        example=field(words.EXAMPLE, "example"),
        content_note=st.checkbox(
            words.HARD, before.content_note if before else False, key=f"{key}-hard"
        ),
        theme="" if before else _ask_theme_of(book, kind, key),
    )


def _ask_theme_of(book: Codebook, kind: ChangeKind, key: str) -> str:
    names = {theme.id: theme.name for theme in book.themes}
    names = {"": words.NO_THEME if kind is ChangeKind.ADD else words.SAME_THEME} | names
    return st.selectbox(
        words.IN_THEME, names, format_func=names.__getitem__, key=f"{key}-theme", width=720
    )


def _ask_move_or_retire(visit: Visit, book: Codebook, kind: ChangeKind, code: Code) -> None:
    named = f"{form_key(FORM)}-{kind}-{code.id}"
    with st.form(named, border=False):
        theme = ""
        if kind is ChangeKind.MOVE:
            names = {one.id: one.name for one in book.themes if one.id != code.theme_id}
            names |= {"": words.NO_THEME} if code.theme_id else {}
            theme = st.selectbox(
                words.TO_THEME, names, format_func=names.__getitem__, key=f"{named}-to", width=720
            )
        reason = _ask_reason(named)
        is_sent = st.form_submit_button(words.PROPOSE, type="primary")
    if is_sent:
        _propose(visit, kind, reason, [], codes=[code.id], theme=theme or "")


def _ask_theme(visit: Visit, book: Codebook, kind: ChangeKind) -> None:
    named = f"{form_key(FORM)}-{kind}"
    with st.form(named, border=False):
        theme = ""
        if kind is ChangeKind.RENAME_THEME:
            names = {one.id: one.name for one in book.themes}
            theme = st.selectbox(
                words.WHICH_THEME,
                names,
                format_func=names.__getitem__,
                key=f"{named}-which",
                width=720,
            )
        name = st.text_input(words.THEME_NAME, max_chars=MAX_CODE_NAME, key=f"{named}-name")
        reason = _ask_reason(named)
        is_sent = st.form_submit_button(words.PROPOSE, type="primary")
    if is_sent:
        _propose(visit, kind, reason, [name], theme=theme or "", theme_name=name)


def _ask_reason(named: str, why: str = "") -> str:
    reason = st.text_area(
        words.WHY, why, max_chars=MAX_SAID, key=f"{named}-why", height=80, width=720
    )
    st.write(words.WHY_IS_READ)
    return reason


def _propose(
    visit: Visit,
    kind: ChangeKind,
    reason: str,
    written: Sequence[str],
    *,
    codes: Sequence[str] = (),
    into: Sequence[NewCode] = (),
    theme: str = "",
    theme_name: str = "",
) -> None:
    def act() -> None:
        made = propose_change(
            visit.project,
            by=visit.by,
            kind=kind,
            reason=reason,
            codes=codes,
            into=into,
            theme=theme,
            theme_name=theme_name,
        )
        st.query_params.from_dict({"proposal": str(made.number)})

    attempt(act, words.PROPOSED, renew=FORM, written=(*written, reason))


def offer_table(visit: Visit, button: str) -> None:
    """Ask for a file with a codebook in it, and say what came of it."""
    # By member: another one may sign in while this page stays open.
    kept = f"codebook-import-{visit.member.id}"
    form = form_key("codebook")
    with st.form(form, border=False):
        file = st.file_uploader(file_words.FILE, type=["csv", "qdc"], key=f"{form}-file")
        reason = st.text_area(
            file_words.REASON, max_chars=MAX_SAID, key=f"{form}-reason", width=720
        )
        is_sent = st.form_submit_button(button, type="primary")
    if is_sent and not file:
        refuse(file_words.NO_FILE)
    elif file and is_sent:
        table = Upload(file.name, file.getvalue())
        attempt(
            lambda: _bring_in(visit, table, reason, kept),
            file_words.READ,
            renew="codebook",
            written=(reason,),
        )


def _bring_in(visit: Visit, table: Upload, reason: str, kept: str) -> None:
    made = import_codebook(visit.project, table, by=visit.by, reason=reason)
    st.session_state[kept] = made
    st.query_params.from_dict({"proposal": str(made.proposal.number)} if made.proposal else {})


def show_import(visit: Visit) -> None:
    """What came of the file that this member brought in last, until they close it."""
    kept = f"codebook-import-{visit.member.id}"
    made: CodebookImport | None = st.session_state.get(kept)
    if made is None:
        return
    with st.container(border=True, width=720):
        st.markdown(f"### {file_words.OUTCOME}")
        draw("remarks.html", remarks=_remarks(made))
        if st.button(file_words.CLOSE):
            del st.session_state[kept]
            st.rerun()


def _remarks(made: CodebookImport) -> list[str]:
    book = made.codebook
    if made.proposal:
        told = [file_words.PROPOSED.format(number=made.proposal.number)]
    elif made.is_new:
        one, several = file_words.CODES
        codes = one if len(book.codes) == 1 else several.format(count=len(book.codes))
        told = [file_words.NEW_VERSION.format(version=book.version, codes=codes)]
    else:
        told = [file_words.SAME.format(version=book.version)]
    if made.columns_not_used:
        told.append(file_words.NOT_USED.format(columns=", ".join(made.columns_not_used)))
    if made.answers_left_out:
        told.append(file_words.ANSWERS.format(answers=", ".join(made.answers_left_out)))
    return told
