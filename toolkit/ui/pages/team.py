"""Team: who is on it, its rounds of coding, and the terms by which it agrees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar
from urllib.parse import urlsplit

import streamlit as st

from toolkit.analysis.names import Names, say_when
from toolkit.model.team import Member, Role, Side, Terms
from toolkit.settings import INVITATION_DAYS
from toolkit.ui.frame import Visit, attempt, draw, explain, form_key, link, plain, table
from toolkit.ui.pages.team_rounds import show_rounds
from toolkit.ui.wording import team as words
from toolkit.workflow.accounts import invite
from toolkit.workflow.deciding import MAX_SAID
from toolkit.workflow.positions import list_positions
from toolkit.workflow.status import describe_team
from toolkit.workflow.team import MAX_NAME, add_member, change_terms

T = TypeVar("T")


def show(visit: Visit) -> None:
    """Show the team, its rounds and its terms; a facilitator is offered what they look after."""
    team = describe_team(visit.project)
    st.title(words.TITLE, anchor=False)
    st.write(words.INTRO)
    link("ground_rules", words.HOW_WE_WORK)
    explain("facilitator", "coder", "checker", "guest", "side", "round", "seal", "reveal")
    _show_members(visit, team.members)
    show_rounds(visit, team)
    _show_terms(visit, team.terms, Names(members=team.members))


def _is_facilitator(visit: Visit) -> bool:
    """Whether to offer what only a facilitator may do; the workflow refuses others anyway."""
    return Role.FACILITATOR in visit.member.roles


def _show_members(visit: Visit, members: Sequence[Member]) -> None:
    st.header(words.MEMBERS, anchor=False)
    table(
        (words.PEN_NAME, words.SIDES, words.ROLES),
        [(m.pen_name, name_sides(m), name_roles(m)) for m in members],
    )
    _show_positions(visit)
    if _is_facilitator(visit):
        with st.expander(words.ADD):
            _offer_adding(visit)
        with st.expander(words.INVITE):
            _offer_link(visit, members)


def _show_positions(visit: Visit) -> None:
    shared = list_positions(visit.project)
    if shared:
        with st.expander(words.POSITIONS):
            for pen_name, said in shared:
                st.markdown(f"**{plain(pen_name)}**")
                draw("written.html", words=said)


def name_sides(member: Member) -> str:
    """The sides that a member gives themselves, in words."""
    sides = [words.SIDE_NAMES[side] for side in Side if side in member.sides]
    return ", ".join(sides) or words.NO_SIDE


def name_roles(member: Member) -> str:
    """What a member may do, in words."""
    return ", ".join(words.ROLE_NAMES[role] for role in Role if role in member.roles)


def _offer_adding(visit: Visit) -> None:
    form = form_key("member")
    with st.form(form, border=False):
        name = st.text_input(words.ADD_NAME, max_chars=MAX_NAME, key=f"{form}-name")
        sides = ask_sides(form, words.ADD_SIDES, frozenset())
        st.write(words.ADD_ROLES)
        roles = [
            role
            for role, meaning in words.ROLE_MEANINGS.items()
            if st.checkbox(meaning, value=role is Role.CODER, key=f"{form}-{role}")
        ]
        is_sent = st.form_submit_button(words.ADD_BUTTON, type="primary")
    if is_sent:
        attempt(
            lambda: add_member(visit.project, name, roles=roles, sides=sides, by=visit.by),
            words.ADDED.format(name=name),
            renew="member",
        )


def ask_sides(form: str, question: str, given: frozenset[Side]) -> frozenset[Side]:
    """The sides that are ticked in a form."""
    st.write(question)
    return frozenset(
        side
        for side, name in words.SIDE_NAMES.items()
        if st.checkbox(name, value=side in given, key=f"{form}-{side}")
    )


def _offer_link(visit: Visit, members: Sequence[Member]) -> None:
    st.write(words.INVITE_MEANS)
    with st.form(form_key("invite"), border=False):
        name = st.selectbox(words.INVITE_WHOM, [member.pen_name for member in members])
        is_sent = st.form_submit_button(words.INVITE_BUTTON, type="primary")
    if is_sent:
        attempt(lambda: _make_link(visit, name), words.INVITED.format(name=name))
    _show_link(visit)


def _make_link(visit: Visit, name: str) -> None:
    token = invite(visit.project, member=name, by=visit.by)
    st.session_state[_link_key(visit)] = (name, token)


def _show_link(visit: Visit) -> None:
    """The link that was made just now, until it is put away: a page may stir at any time."""
    name, token = st.session_state.get(_link_key(visit), ("", ""))
    if not token:
        return
    address = urlsplit(st.context.url or "")
    start = f"{address.scheme}://{address.netloc}"
    with st.container(border=True):
        st.markdown(f"### {plain(words.LINK_TITLE.format(name=name))}")
        st.write(words.LINK_ONCE)
        st.code(f"{start}/join?token={token}", language=None, wrap_lines=True)
        steps = [
            step.format(name=name, start=start, days=INVITATION_DAYS) for step in words.LINK_STEPS
        ]
        draw("remarks.html", remarks=steps)
        if st.button(words.LINK_CLOSE):
            del st.session_state[_link_key(visit)]
            st.rerun()


def _link_key(visit: Visit) -> str:
    # By member: another one may sign in while this page stays open.
    return f"link-{visit.member.id}"


def _show_terms(visit: Visit, terms: Sequence[Terms], names: Names) -> None:
    now = terms[-1]
    st.header(words.TERMS, anchor=False)
    st.markdown(f"**{words.RULES[now.rule]}** {words.RULES_MEAN[now.rule]}")
    st.write(words.OPEN_STAYS)
    st.write(f"{words.METHODS[now.method]} {words.UNITS[now.unit]} {_say_floor(now)}")
    st.write(words.MACHINE[now.reads_along])
    with st.expander(words.VERSIONS):
        for one in reversed(terms):
            when, who = say_when(one.made_at), names.member(one.made_by)
            told = words.VERSION.format(version=one.version, when=when, who=who)
            st.markdown(f"**{plain(told)}** {_say(one)}")
            st.write(plain(words.WHY.format(reason=one.reason)))
    if _is_facilitator(visit):
        with st.expander(words.CHANGE_TERMS):
            _offer_terms(visit, now)


def _say(terms: Terms) -> str:
    agreed = (words.RULES[terms.rule], words.METHODS[terms.method], words.UNITS[terms.unit])
    return " ".join((*agreed, _say_floor(terms), words.MACHINE[terms.reads_along]))


def _say_floor(terms: Terms) -> str:
    none, some = words.FLOORS
    return none if terms.floor == 1 else some.format(floor=terms.floor)


def _offer_terms(visit: Visit, now: Terms) -> None:
    st.write(words.CHANGE_MEANS)
    form = f"terms-{now.version}"  # another one once they have changed, whoever changed them
    with st.form(form, border=False):
        rule = _ask(words.CHOOSE_RULE, words.RULES, now.rule, form)
        method = _ask(words.CHOOSE_METHOD, words.METHODS, now.method, form)
        unit = _ask(words.CHOOSE_UNIT, words.UNITS, now.unit, form)
        floor = st.number_input(
            words.CHOOSE_FLOOR, min_value=1, value=now.floor, step=1, key=f"{form}-floor"
        )
        no_machine = now.reads_along and st.checkbox(words.NO_MACHINE, key=f"{form}-machine")
        reason = st.text_area(words.CHANGE_REASON, max_chars=MAX_SAID, key=f"{form}-reason")
        is_sent = st.form_submit_button(words.CHANGE_BUTTON, type="primary")
    if is_sent:
        attempt(
            lambda: change_terms(
                visit.project,
                by=visit.by,
                reason=reason,
                rule=rule,
                method=method,
                unit=unit,
                floor=floor,
                no_machine=no_machine,
            ),
            words.CHANGED.format(version=now.version + 1),
            written=(reason,),
        )


def _ask(question: str, answers: Mapping[T, str], now: T, form: str) -> T:
    keys = list(answers)
    return st.radio(
        question,
        keys,
        index=keys.index(now),
        format_func=answers.__getitem__,
        key=f"{form}-{question}",
    )
