"""What the team has written on a page of its own, and the way to write it anew."""

from __future__ import annotations

import streamlit as st

from toolkit.analysis.names import say_when
from toolkit.model.team import PageKind, Role, TeamPage
from toolkit.ui.frame import Visit, attempt, draw, plain
from toolkit.ui.wording import team_pages as words
from toolkit.workflow.team import list_members
from toolkit.workflow.team_pages import MAX_PAGE, list_page_versions, write_page


def show_written(visit: Visit, kind: PageKind) -> None:
    """Show what the page says, its versions, and a form for whoever may write it."""
    versions = list_page_versions(visit.project, kind)
    pen_names = {member.id: member.pen_name for member in list_members(visit.project)}
    if versions and versions[-1].words:
        draw("written.html", words=versions[-1].words)
        st.caption(plain(_by_whom(versions[-1], pen_names)))
    else:
        st.write(words.NOT_WRITTEN)
    if visit.member.roles != {Role.GUEST}:
        with st.expander(words.WRITE[kind]):
            _offer_writing(visit, kind, versions[-1] if versions else None)
    if len(versions) > 1:
        with st.expander(words.VERSIONS[kind]):
            for page in reversed(versions[:-1]):
                st.markdown(f"**{plain(_by_whom(page, pen_names))}**")
                draw("written.html", words=page.words or words.EMPTY)


def _by_whom(page: TeamPage, pen_names: dict[str, str]) -> str:
    who = pen_names.get(page.made_by or "", words.SOMEBODY)
    return words.WRITTEN_BY.format(version=page.version, who=who, when=say_when(page.made_at))


def _offer_writing(visit: Visit, kind: PageKind, now: TeamPage | None) -> None:
    st.write(words.MEANS)
    # Another form once the page has changed, whoever changed it: nobody writes over what they
    # have not seen.
    form = f"page-{kind}-{now.version if now else 0}"
    with st.form(form, border=False):
        said = st.text_area(
            words.FIELDS[kind],
            now.words if now else "",
            max_chars=MAX_PAGE,
            height=220,
            key=f"{form}-words",
        )
        is_sent = st.form_submit_button(words.SAVE, type="primary")
    if is_sent:
        attempt(
            lambda: write_page(visit.project, by=visit.by, kind=kind, words=said),
            words.SAVED,
            written=(said,),
            contacts=kind is PageKind.SUPPORT,
        )
