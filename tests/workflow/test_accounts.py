"""Invitations, signing in and sessions, on each database and with a clock of our own."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from sqlalchemy import text

from toolkit.errors import BadInput, NotAllowed, NotFound, ToolkitError, WrongRole
from toolkit.model.team import Role
from toolkit.storage import audit, tables
from toolkit.storage.database import later
from toolkit.storage.project import Project
from toolkit.workflow import accounts, passphrases
from toolkit.workflow.projects import open_project, verify
from toolkit.workflow.slowing import BY_NAME
from toolkit.workflow.team import add_member, list_members

GOOD = "four small grey boats"
OTHER = "nine old brass lamps"
BAD_TOKENS = ["", "x", "' OR 1=1 --", "\x00", "\ud800", "é" * 43, "A" * 1_000_000]


class Clock:
    """The time as it is told to the functions under test."""

    def __init__(self) -> None:
        self.at = "2026-11-01T09:00:00.000000Z"

    def __call__(self) -> str:
        return self.at

    def passes(self, **by: float) -> None:
        self.at = later(self.at, **by)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(accounts, "now", made)
    return made


@pytest.fixture
def team(project: Project, clock: Clock) -> Project:
    add_member(project, "Heron", roles=[Role.FACILITATOR, Role.CODER])
    for name in ("Kestrel", "Wren"):
        add_member(project, name, roles=[Role.CODER])
    return project


def accept(project: Project, token: str, passphrase: str = GOOD) -> str:
    return accounts.accept_invitation(project, token, passphrase, cost=CHEAPEST)


def sign_in(project: Project, pen_name: str = "Kestrel", passphrase: str = GOOD) -> str:
    return accounts.sign_in(project, pen_name, passphrase, cost=CHEAPEST)


def join(project: Project, name: str = "Kestrel") -> str:
    return accept(project, accounts.invite(project, by="Heron", member=name))


def who(project: Project, token: str) -> str | None:
    member = accounts.find_session(project, token)
    return member.pen_name if member else None


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(ToolkitError) as error:
        act()
    return error.value.problem.code


def account_log(project: Project, name: str) -> list[str]:
    member = next(m for m in list_members(project) if m.pen_name == name)
    with project.reading() as tx:
        return [act.kind for act in audit.list_acts(tx, audit.account_chain(member.id))]


def at_once(*acts: Callable[[], str]) -> list[str]:
    """What came of acts that began together: a token, or an error's code."""
    gate, found = threading.Barrier(len(acts)), list[str]()

    def run(act: Callable[[], str]) -> None:
        gate.wait()
        try:
            found.append(act())
        except ToolkitError as error:
            found.append(error.problem.code)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_an_invitation_leads_to_a_passphrase_and_that_to_sessions(team: Project) -> None:
    token = accounts.invite(team, by="Heron", member=" Kestrel ")
    assert accounts.find_invited(team, token).pen_name == "Kestrel"
    first = accept(team, token)
    second, third = sign_in(team), sign_in(team, "  Kestrel\n")
    assert len({first, second, third}) == 3
    assert [who(team, one) for one in (first, second, third)] == ["Kestrel"] * 3


def test_only_a_facilitator_invites_and_only_members(team: Project) -> None:
    with pytest.raises(WrongRole):
        accounts.invite(team, by="Kestrel", member="Kestrel")
    with pytest.raises(NotFound):
        accounts.invite(team, by="Heron", member="Nobody")


def test_an_invitation_works_once(team: Project) -> None:
    token = accounts.invite(team, by="Heron", member="Kestrel")
    accept(team, token)
    assert code_of(lambda: accept(team, token, OTHER)) == "W202"
    assert code_of(lambda: sign_in(team, passphrase=OTHER)) == "W204"


def test_of_two_who_accept_at_once_one_is_let_in(team: Project) -> None:
    token = accounts.invite(team, by="Heron", member="Kestrel")
    found = at_once(*(lambda word=word: accept(team, token, word) for word in (GOOD, OTHER)))
    assert found.count("W202") == 1
    (session,) = set(found) - {"W202"}
    assert who(team, session) == "Kestrel"
    assert account_log(team, "Kestrel") == ["invitation.accepted", "member.signed_in"]


def test_a_new_invitation_ends_the_older_one_and_nobody_elses(team: Project) -> None:
    older = accounts.invite(team, by="Heron", member="Kestrel")
    others = accounts.invite(team, by="Heron", member="Wren")
    newer = accounts.invite(team, by="Heron", member="Kestrel")
    assert code_of(lambda: accept(team, older)) == "W202"
    assert [who(team, accept(team, token)) for token in (newer, others)] == ["Kestrel", "Wren"]


def test_an_invitation_is_too_old_after_two_weeks(team: Project, clock: Clock) -> None:
    token = accounts.invite(team, by="Heron", member="Kestrel")
    clock.passes(days=14, seconds=-1)
    assert accounts.find_invited(team, token).pen_name == "Kestrel"
    clock.passes(seconds=1)
    assert code_of(lambda: accept(team, token)) == "W202"


def test_a_lost_passphrase_is_set_anew_and_the_old_one_holds_until_then(team: Project) -> None:
    before = join(team)
    token = accounts.invite(team, by="Heron", member="Kestrel")
    assert who(team, sign_in(team)) == "Kestrel"
    accept(team, token, OTHER)
    assert who(team, before) is None
    assert code_of(lambda: sign_in(team)) == "W204"
    assert who(team, sign_in(team, passphrase=OTHER)) == "Kestrel"


def test_a_passphrase_is_judged_by_its_length_alone(team: Project) -> None:
    token = accounts.invite(team, by="Heron", member="Kestrel")
    for bad in ("", "eleven char", "e\u0301" * 11, "x" * 1001):
        with pytest.raises(BadInput, match="characters"):
            accept(team, token, bad)
    assert who(team, accept(team, token, "aaaaaaaaaaaa")) == "Kestrel"


def test_a_passphrase_fits_however_the_keyboard_writes_it(team: Project) -> None:
    token = accounts.invite(team, by="Heron", member="Kestrel")
    accept(team, token, unicodedata.normalize("NFC", "trois cafés noirs"))
    assert sign_in(team, passphrase=unicodedata.normalize("NFD", "trois cafés noirs"))


@pytest.mark.parametrize("bad", BAD_TOKENS, ids=range(len(BAD_TOKENS)))
def test_what_is_no_token_opens_nothing(team: Project, bad: str) -> None:
    accounts.invite(team, by="Heron", member="Kestrel")
    session = join(team, "Wren")
    assert accounts.find_session(team, bad) is None
    accounts.sign_out(team, bad)
    assert {
        code_of(lambda: accept(team, bad)),
        code_of(lambda: accounts.find_invited(team, bad)),
        code_of(lambda: accounts.enter_as_owner(team, bad)),
    } == {"W202"}
    assert {
        code_of(lambda: accounts.sign_out_everywhere(team, bad)),
        code_of(lambda: accounts.change_passphrase(team, bad, GOOD, OTHER, cost=CHEAPEST)),
    } == {"W203"}
    assert who(team, session) == "Wren"


def test_a_token_changed_in_one_place_opens_nothing(team: Project) -> None:
    session = join(team)
    for place in range(0, len(session), 7):
        other = "A" if session[place] != "A" else "B"
        assert who(team, session[:place] + other + session[place + 1 :]) is None
    assert [who(team, wrong) for wrong in (session[:-1], session + "A", session.swapcase())] == [
        None, None, None,
    ]  # fmt: skip


def test_a_token_of_one_kind_is_none_of_another(team: Project) -> None:
    invitation = accounts.invite(team, by="Heron", member="Heron")
    owner = accounts.open_for_owner(team)
    session = join(team)
    for wrong in (owner, session):
        assert code_of(lambda wrong=wrong: accept(team, wrong)) == "W202"
    for wrong in (invitation, session):
        assert code_of(lambda wrong=wrong: accounts.enter_as_owner(team, wrong)) == "W202"
    assert [who(team, wrong) for wrong in (invitation, owner)] == [None, None]


@pytest.mark.parametrize("typed", ["\x00", "\ud800", "'; DROP TABLE members; --", "é" * 10**6])
def test_what_is_typed_is_never_more_than_wrong(team: Project, typed: str) -> None:
    join(team)
    assert code_of(lambda: sign_in(team, typed)) == "W204"
    assert code_of(lambda: sign_in(team, "Kestrel", typed)) == "W204"
    assert who(team, sign_in(team)) == "Kestrel"


def wrong_tries(project: Project, clock: Clock, name: str, number: int) -> list[str]:
    """What each wrong try is told, one a second, looked at or not."""
    told = []
    for _ in range(number):
        with pytest.raises(NotAllowed) as error:
            sign_in(project, name, "a wrong passphrase")
        told.append(str(error.value))
        clock.passes(seconds=1)
    return told


def test_a_name_that_nobody_has_is_answered_and_slowed_as_one_that_somebody_has(
    team: Project, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[int] = []

    class Counted(PasswordHasher):
        def hash(self, *given, **named):  # type: ignore[no-untyped-def]
            runs.append(self.memory_cost)
            return super().hash(*given, **named)

        def verify(self, *given, **named):  # type: ignore[no-untyped-def]
            runs.append(self.memory_cost)
            return super().verify(*given, **named)

    join(team)
    monkeypatch.setattr(passphrases, "_hasher", Counted.from_parameters)
    seen = []
    # One with an account, one invited who has set nothing, one who is not on the team.
    for name in ("Kestrel", "Wren", "Nobody"):
        runs.clear()
        told = wrong_tries(team, clock, name, 12)
        seen.append((told, tuple(runs)))
        clock.passes(hours=1)
    assert seen[0] == seen[1] == seen[2]
    told, worked = seen[0]
    assert 4 < len(worked) < 12
    assert {words[1:5] for words in told} == {"W204", "W205"}


def test_two_hundred_wrong_tries_are_slowed_and_a_restart_forgives_nothing(
    team: Project, clock: Clock
) -> None:
    join(team)
    began, looked_at = clock.at, 0
    project = team
    while looked_at < 200:
        (told,) = wrong_tries(project, clock, "Kestrel", 1)
        looked_at += told.startswith("[W204]")
        if told.startswith("[W205]"):
            clock.passes(seconds=BY_NAME.longest * 0.6)
        if looked_at == 100:
            project.close()
            project = open_project(team.folder)
    assert clock.at > later(began, seconds=180 * BY_NAME.longest)
    # Not even the right one is looked at before its time; afterwards all is forgotten.
    assert code_of(lambda: sign_in(project)) == "W205"
    clock.passes(seconds=BY_NAME.longest)
    assert who(project, sign_in(project)) == "Kestrel"
    assert wrong_tries(project, clock, "Kestrel", 3)[2][1:5] == "W204"
    assert who(project, sign_in(project)) == "Kestrel"
    project.close()


def test_wrong_tries_at_once_do_not_slip_through(team: Project) -> None:
    join(team)
    told = at_once(*[lambda: sign_in(team, passphrase="a wrong passphrase")] * 12)
    assert (told.count("W204"), told.count("W205")) == (4, 8)


def test_who_must_wait_is_told_how_long(team: Project, clock: Clock) -> None:
    told = wrong_tries(team, clock, "Nobody", 5)
    assert told[0].startswith(
        "[W204] The pen-name and the passphrase do not fit together. Check both, and try again. "
    )
    assert "try again in 2 seconds" in told[3]
    assert told[4].endswith("Try again in 1 second.")


def test_many_names_are_slowed_together_but_only_a_little(team: Project, clock: Clock) -> None:
    join(team)
    told = [code_of(lambda n=n: sign_in(team, f"Name {n}", OTHER)) for n in range(40)]
    assert (told[:20], set(told[25:])) == (["W204"] * 20, {"W205"})
    assert code_of(lambda: sign_in(team)) == "W205"
    clock.passes(seconds=2)
    assert who(team, sign_in(team)) == "Kestrel"


def test_a_clock_that_was_set_back_keeps_nobody_out(team: Project, clock: Clock) -> None:
    join(team)
    clock.passes(days=400)
    wrong_tries(team, clock, "Kestrel", 30)
    clock.passes(days=-400)
    assert who(team, sign_in(team)) == "Kestrel"


def test_an_invitation_lets_in_whom_a_stranger_keeps_waiting(team: Project, clock: Clock) -> None:
    join(team)
    wrong_tries(team, clock, "Kestrel", 30)
    join(team)
    assert who(team, sign_in(team)) == "Kestrel"


def test_a_session_ends_after_an_hour_without_a_sign_of_life(team: Project, clock: Clock) -> None:
    session = join(team)
    clock.passes(minutes=59)
    assert who(team, session) == "Kestrel"
    clock.passes(minutes=59)
    assert who(team, session) == "Kestrel"
    clock.passes(minutes=60)
    assert who(team, session) is None
    assert code_of(lambda: accounts.sign_out_everywhere(team, session)) == "W203"


def test_a_session_ends_after_twelve_hours_whatever_is_done_in_it(
    team: Project, clock: Clock
) -> None:
    session = join(team)
    for _ in range(23):
        clock.passes(minutes=30)
        assert who(team, session) == "Kestrel"
    clock.passes(minutes=30)
    assert who(team, session) is None


def test_who_signs_out_is_out_in_that_browser_alone(team: Project) -> None:
    here, there = join(team), sign_in(team)
    accounts.sign_out(team, here)
    accounts.sign_out(team, here)
    assert (who(team, here), who(team, there)) == (None, "Kestrel")
    assert account_log(team, "Kestrel").count("member.signed_out") == 1


def test_who_signs_out_everywhere_is_out_everywhere_and_nobody_else(team: Project) -> None:
    here, there, others = join(team), sign_in(team), join(team, "Wren")
    accounts.sign_out_everywhere(team, here)
    assert [who(team, one) for one in (here, there, others)] == [None, None, "Wren"]


def test_who_has_left_the_team_is_signed_in_nowhere(team: Project) -> None:
    session = join(team)
    with team.transaction() as tx:
        tx.execute(text("DELETE FROM members WHERE pen_name = 'Kestrel'"))
    assert who(team, session) is None
    assert code_of(lambda: sign_in(team)) == "W204"


def test_a_session_outlives_a_restart(team: Project) -> None:
    session = join(team)
    team.close()
    again = open_project(team.folder)
    assert who(again, session) == "Kestrel"
    again.close()


def test_a_changed_passphrase_ends_every_other_session(team: Project) -> None:
    here, there = join(team), sign_in(team)
    accounts.invite(team, by="Heron", member="Kestrel")
    invitation = accounts.invite(team, by="Heron", member="Kestrel")
    new = accounts.change_passphrase(team, here, GOOD, OTHER, cost=CHEAPEST)
    assert [who(team, one) for one in (here, there, new)] == [None, None, "Kestrel"]
    assert code_of(lambda: sign_in(team)) == "W204"
    assert code_of(lambda: accounts.find_invited(team, invitation)) == "W202"
    assert who(team, sign_in(team, passphrase=OTHER)) == "Kestrel"


def test_a_passphrase_is_not_changed_without_the_old_one(team: Project, clock: Clock) -> None:
    session = join(team)
    change = [
        code_of(
            lambda: accounts.change_passphrase(team, session, "a wrong one", OTHER, cost=CHEAPEST)
        )
        for _ in range(6)
    ]
    assert change == ["W204"] * 4 + ["W205"] * 2
    clock.passes(seconds=10)
    with pytest.raises(BadInput):
        accounts.change_passphrase(team, session, GOOD, "short", cost=CHEAPEST)
    assert who(team, session) == "Kestrel"
    assert who(team, sign_in(team)) == "Kestrel"


def test_the_owner_enters_once_as_the_one_facilitator(team: Project, clock: Clock) -> None:
    token = accounts.open_for_owner(team)
    session = accounts.enter_as_owner(team, token)
    assert who(team, session) == "Heron"
    assert code_of(lambda: accounts.enter_as_owner(team, token)) == "W202"
    late = accounts.open_for_owner(team, member="Kestrel")
    clock.passes(minutes=10)
    assert code_of(lambda: accounts.enter_as_owner(team, late)) == "W202"


def test_the_owner_is_asked_who_they_are_where_it_is_not_clear(team: Project) -> None:
    add_member(team, "Plover", roles=[Role.FACILITATOR])
    with pytest.raises(NotFound, match="2 facilitators"):
        accounts.open_for_owner(team)
    session = accounts.enter_as_owner(team, accounts.open_for_owner(team, member="Plover"))
    assert who(team, session) == "Plover"


def test_each_act_is_in_the_log_and_only_the_invitation_in_the_teams(team: Project) -> None:
    with team.reading() as tx:
        before = audit.count_acts(tx)
    join(team)
    session = sign_in(team)
    session = accounts.change_passphrase(team, session, GOOD, OTHER, cost=CHEAPEST)
    code_of(lambda: sign_in(team))
    accounts.sign_out(team, session)
    assert account_log(team, "Kestrel") == [
        "invitation.accepted", "member.signed_in", "member.signed_in",
        "passphrase.changed", "member.signed_in", "member.signed_out",
    ]  # fmt: skip
    with team.reading() as tx:
        assert [act.kind for act in audit.list_acts(tx)[before:]] == ["member.invited"]
    assert verify(team).problems == ()


def test_neither_token_nor_passphrase_nor_typed_name_is_in_the_database(team: Project) -> None:
    invitation = accounts.invite(team, by="Heron", member="Kestrel")
    tokens = [invitation, accept(team, invitation), sign_in(team), accounts.open_for_owner(team)]
    code_of(lambda: sign_in(team, "My real name", "a passphrase typed by mistake"))
    code_of(lambda: sign_in(team, GOOD, "Kestrel"))
    with team.reading() as tx:
        rows = " ".join(
            repr(tx.execute(table.select()).all()) for table in tables.project.sorted_tables
        )
    secrets = [*tokens, GOOD, "My real name", "typed by mistake"]
    assert [secret for secret in secrets if secret in rows] == []


def test_what_has_ended_is_not_kept(team: Project, clock: Clock) -> None:
    join(team)
    wrong_tries(team, clock, "Nobody", 2)
    clock.passes(days=2)
    wrong_tries(team, clock, "Kestrel", 1)
    sign_in(team)
    with team.reading() as tx:
        count = {
            table: len(tx.execute(text(f"SELECT * FROM {table}")).all())
            for table in ("sessions", "one_time_links", "sign_in_failures")
        }
    assert count == {"sessions": 1, "one_time_links": 0, "sign_in_failures": 1}


def test_a_passphrase_costs_what_rfc_9106_asks_of_little_memory() -> None:
    assert passphrases.hash_passphrase(GOOD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_a_hash_of_an_older_cost_is_renewed_at_the_next_sign_in(team: Project) -> None:
    join(team)
    dearer = replace(CHEAPEST, memory_cost=16)
    assert accounts.sign_in(team, "Kestrel", GOOD, cost=dearer)
    with team.reading() as tx:
        kept = tx.execute(text("SELECT passphrase_hash FROM accounts")).scalar_one()
    assert "$m=16," in kept
    assert accounts.sign_in(team, "Kestrel", GOOD, cost=dearer)


def test_a_damaged_hash_lets_nobody_in(team: Project) -> None:
    join(team)
    with team.transaction() as tx:
        tx.execute(text("UPDATE accounts SET passphrase_hash = ''"))
    assert code_of(lambda: sign_in(team)) == "W204"


A, B = ("https://a.example", "one"), ("https://a.example", "two")


def tie(project: Project, who_: tuple[str, str], name: str = "Kestrel") -> str:
    token = accounts.invite(project, by="Heron", member=name)
    return accounts.accept_invitation_by_identity(project, token, issuer=who_[0], subject=who_[1])


def known(project: Project, who_: tuple[str, str]) -> str:
    return accounts.sign_in_by_identity(project, issuer=who_[0], subject=who_[1])


def test_an_identity_is_tied_by_an_invitation_and_by_nothing_else(team: Project) -> None:
    before = join(team)
    assert code_of(lambda: known(team, A)) == "W207"
    here = tie(team, A)
    assert [who(team, one) for one in (before, here, known(team, A))] == [
        None,
        "Kestrel",
        "Kestrel",
    ]
    # Pairs that are written alike behind one another are still two.
    for other in (B, ("https://a.example one", ""), ("https://a.example/", "one"), ("", "one")):
        assert code_of(lambda other=other: known(team, other)) == "W207"
    assert "new_identity" in repr(team_log(team))


def test_an_identity_and_a_passphrase_take_each_others_place(team: Project) -> None:
    join(team)
    tie(team, A)
    assert code_of(lambda: sign_in(team)) == "W204"
    tie(team, B)
    assert code_of(lambda: known(team, A)) == "W207"
    join(team)
    assert code_of(lambda: known(team, B)) == "W207"
    assert who(team, sign_in(team)) == "Kestrel"


def test_an_identity_of_somebody_else_leaves_the_invitation_good(team: Project) -> None:
    tie(team, A)
    token = accounts.invite(team, by="Heron", member="Wren")
    refused = code_of(
        lambda: accounts.accept_invitation_by_identity(team, token, issuer=A[0], subject=A[1])
    )
    assert refused == "W208"
    assert who(team, accept(team, token)) == "Wren"
    with team.transaction() as tx:
        tx.execute(text("DELETE FROM members WHERE pen_name = 'Kestrel'"))
    assert code_of(lambda: known(team, A)) == "W207"


def team_log(project: Project) -> list[object]:
    """Every member's own log."""
    with project.reading() as tx:
        return [
            act.facts
            for member in list_members(project)
            for act in audit.list_acts(tx, audit.account_chain(member.id))
        ]
