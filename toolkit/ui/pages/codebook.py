"""Codebook: what each code means, in every version."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from toolkit.analysis.names import Names, say_when
from toolkit.exchange.tables.codebook import format_codebook
from toolkit.model.codebook import Codebook
from toolkit.model.team import Role
from toolkit.model.upload import Upload
from toolkit.ui.frame import Visit, attempt, draw, explain, form_key, plain, refuse
from toolkit.ui.wording import codebook as words
from toolkit.workflow.codebooks import CodebookImport, find_codes, import_codebook, list_codebooks
from toolkit.workflow.deciding import MAX_SAID
from toolkit.workflow.team import list_members

STYLE = Path(__file__).parents[1] / "assets" / "codebook.css"


def show(visit: Visit) -> None:
    """Show one version of the codebook, and offer a facilitator to bring in the next."""
    st.title(words.TITLE, anchor=False)
    st.html(STYLE)
    explain("codebook", "code", "theme", "round")
    versions = list_codebooks(visit.project)
    if versions:
        _show_version(visit, versions)
    else:
        st.write(words.NONE)
        _offer_import(visit, is_first=True)


def _show_version(visit: Visit, versions: tuple[Codebook, ...]) -> None:
    book = _choose_version(versions)
    names = Names(members=list_members(visit.project))
    facts = words.FACTS.format(
        codes=_counted(len(book.codes), words.CODES),
        themes=_counted(len(book.themes), words.THEMES),
        version=book.version,
        when=say_when(book.made_at),
        who=names.member(book.made_by),
    )
    st.write(plain(facts))
    st.write(plain(words.WHY.format(reason=book.reason)))
    if book != versions[-1]:
        st.write(words.EARLIER)
    st.download_button(
        words.DOWNLOAD,
        format_codebook(book),
        file_name=f"codebook-version-{book.version}.csv",
        mime="text/csv",
        on_click="ignore",
    )
    _offer_import(visit, is_first=False)
    wanted = st.text_input(words.SEARCH, max_chars=200, width=720)
    found = find_codes(book, wanted)
    if wanted.strip():
        st.write(words.FOUND.format(found=len(found), all=len(book.codes)))
    draw("codebook.html", themes=book.themes, codes=found, words=words)


def _choose_version(versions: tuple[Codebook, ...]) -> Codebook:
    if len(versions) == 1:
        return versions[0]
    named = {
        one.version: words.VERSION_OF.format(version=one.version, when=say_when(one.made_at))
        for one in versions
    }
    numbers = sorted(named, reverse=True)
    chosen = st.selectbox(words.VERSION, numbers, format_func=named.__getitem__, width=720)
    return next(one for one in versions if one.version == chosen)


def _counted(count: int, forms: tuple[str, str]) -> str:
    one, several = forms
    return one if count == 1 else several.format(count=count)


def _offer_import(visit: Visit, *, is_first: bool) -> None:
    if Role.FACILITATOR not in visit.member.roles:
        return
    # By member: another one may sign in while this page stays open.
    kept = f"codebook-import-{visit.member.id}"
    with st.expander(words.IMPORT_FIRST if is_first else words.IMPORT):
        st.write(words.FIRST_MEANS if is_first else words.IMPORT_MEANS)
        _ask_for_table(visit, kept)
    if kept in st.session_state:
        _show_outcome(st.session_state[kept], kept)


def _ask_for_table(visit: Visit, kept: str) -> None:
    form = form_key("codebook")
    with st.form(form, border=False):
        file = st.file_uploader(words.FILE, type="csv", key=f"{form}-file")
        reason = st.text_area(words.REASON, max_chars=MAX_SAID, key=f"{form}-reason")
        is_sent = st.form_submit_button(words.IMPORT_BUTTON, type="primary")
    if is_sent and not file:
        refuse(words.NO_FILE)
    elif file and is_sent:
        table = Upload(file.name, file.getvalue())
        attempt(
            lambda: _bring_in(visit, table, reason, kept),
            words.READ,
            renew="codebook",
            written=(reason,),
        )


def _bring_in(visit: Visit, table: Upload, reason: str, kept: str) -> None:
    st.session_state[kept] = import_codebook(visit.project, table, by=visit.by, reason=reason)


def _show_outcome(made: CodebookImport, kept: str) -> None:
    told = [
        (words.NEW_VERSION if made.is_new else words.SAME).format(
            version=made.codebook.version, codes=_counted(len(made.codebook.codes), words.CODES)
        )
    ]
    if made.columns_not_used:
        told.append(words.NOT_USED.format(columns=", ".join(made.columns_not_used)))
    if made.answers_left_out:
        told.append(words.ANSWERS.format(answers=", ".join(made.answers_left_out)))
    with st.container(border=True, width=720):
        st.markdown(f"### {words.OUTCOME}")
        draw("remarks.html", remarks=told)
        if st.button(words.CLOSE):
            del st.session_state[kept]
            st.rerun()
