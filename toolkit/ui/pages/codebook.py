"""Codebook: what each code means, what somebody would change, and every version."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from toolkit.analysis.names import Names, say_when
from toolkit.model.codebook import Codebook
from toolkit.model.team import Role
from toolkit.ui.frame import Visit, draw, explain, link, plain
from toolkit.ui.pages.codebook_history import show_codings_to_see, show_versions
from toolkit.ui.pages.codebook_propose import offer_table, show_import, show_proposing
from toolkit.ui.pages.codebook_vote import show_proposal, show_proposals
from toolkit.ui.wording import codebook as words
from toolkit.workflow.codebooks import (
    CodebookFormat,
    find_codes,
    format_codebook_as,
    list_codebooks,
)
from toolkit.workflow.looking_again import list_codings_to_see
from toolkit.workflow.team import list_members

STYLE = Path(__file__).parents[1] / "assets" / "codebook.css"


def show(visit: Visit) -> None:
    """Show what the address asks for: the codes, proposals, a form, versions or a list."""
    st.html(STYLE)
    versions = list_codebooks(visit.project)
    chosen, proposal = st.query_params.get("view", ""), st.query_params.get("proposal", "")
    # In a box with a name, what was unfolded stays so when a message above comes or goes.
    with st.container(key=f"codebook-{chosen or 'codes'}"):
        st.title(words.TITLE, anchor=False)
        explain("codebook", "code", "theme", "round")
        if not versions:
            _show_none(visit)
            return
        _show_ways(visit)
        show_import(visit)
        if proposal.isdecimal():
            show_proposal(visit, int(proposal))
        elif chosen == "proposals":
            show_proposals(visit)
        elif chosen == "propose":
            show_proposing(visit, versions[-1])
        elif chosen == "versions":
            show_versions(visit)
        elif chosen == "look":
            show_codings_to_see(visit)
        else:
            _show_version(visit, versions)


def _show_ways(visit: Visit) -> None:
    has_to_look = bool(list_codings_to_see(visit.project, by=visit.by))
    with st.container(horizontal=True):
        for name, label in words.VIEWS.items():
            if name != "look" or has_to_look:
                link("codebook", label, **({"view": name} if name else {}))


def _show_none(visit: Visit) -> None:
    st.write(words.NONE)
    if Role.FACILITATOR in visit.member.roles:
        with st.expander(words.IMPORT_FIRST):
            st.write(words.FIRST_MEANS)
            st.write(words.FIRST_QDC)
            offer_table(visit, words.IMPORT_BUTTON)


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
    _offer_files(visit, book)
    wanted = st.text_input(words.SEARCH, max_chars=200, width=720)
    found = find_codes(book, wanted)
    if wanted.strip():
        st.write(words.FOUND.format(found=len(found), all=len(book.codes)))
    draw("codebook.html", themes=book.themes, codes=found, words=words)


def _offer_files(visit: Visit, book: Codebook) -> None:
    st.write(words.TAKE_ALONG)
    labels = {
        CodebookFormat.CSV: (words.DOWNLOAD, "text/csv"),
        CodebookFormat.QDC: (words.DOWNLOAD_QDC, "application/xml"),
        CodebookFormat.PAGE: (words.DOWNLOAD_PAGE, "text/html"),
    }
    with st.container(horizontal=True):
        for wanted, (label, kind) in labels.items():
            if book.codes:
                st.download_button(
                    label,
                    format_codebook_as(visit.project, wanted, book),
                    file_name=f"codebook-version-{book.version}.{wanted}",
                    mime=kind,
                    on_click="ignore",
                )


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
