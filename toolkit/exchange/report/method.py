"""The sections on people and method: how the report came about."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from toolkit.analysis.codebook_changes import History, describe_alteration
from toolkit.analysis.matrix import NO_THEME
from toolkit.analysis.names import GROUP_NAMES, GROUPS, ROLE_NAMES, RULE_NAMES, say_when
from toolkit.analysis.outcomes import STATE_NAMES
from toolkit.exchange.report.page import Page
from toolkit.exchange.telling import count, listed, split_up
from toolkit.model.codebook import Code, Codebook
from toolkit.model.coding import ANSWER_NAMES, Answer
from toolkit.model.reading_along import Reply
from toolkit.model.round import CodingRound
from toolkit.model.study import Clearing
from toolkit.model.team import Method, PageKind, Role, Rule
from toolkit.model.transcript import Unit, count_words

_METHODS = {
    Method.CODEBOOK: (
        "The team codes with a shared codebook, compares its readings, and looks at figures of "
        "agreement with care."
    ),
    Method.REFLEXIVE: (
        "The team sees coding as interpretation. It compares readings to learn from them, and "
        "makes no figures of agreement."
    ),
}
_RULES = {
    Rule.EVERYBODY: "A difference is settled when everybody present votes for the same.",
    Rule.ALL_BUT_ONE: (
        "A difference is settled when all but one of those present vote for the same."
    ),
    Rule.MAJORITY_EACH_SIDE: (
        "A difference is settled when more than half of the academics and more than half of the "
        "people with lived experience vote for the same. No side can outvote the other."
    ),
}
_UNITS = {Unit.TURN: "turn by turn", Unit.SENTENCE: "sentence by sentence"}
_FOUND = {
    "block": "Numbers and addresses",
    "person": "People",
    "place": "Places",
    "time": "Dates, ages and sentence lengths",
    "indirect": "Anything else",
}
_NO_REASON = "not written down"
_NO_MACHINE = "No machine reads along, for good. "


def write_opening(page: Page) -> None:
    """The first page: what this is, what may be hard to read, and the contents list."""
    word, study = page.word, page.study
    word.paragraph(f"Report made on {say_when(page.data.made_at)}.")
    word.heading("Before you read", 2, listed=False)
    word.paragraph(
        "This report prints what people said, word for word, as the team cleared it. Turns are "
        "counted from 0, as in the team's tables."
    )
    if page.notes:
        word.paragraph(
            f"The team has marked {count(len(page.notes), 'turn')} of the interviews as hard to "
            "read. A content note stands before each passage from there. Skip what you like."
        )
    newest = study.codebooks[-1].codes if study.codebooks else ()
    hard = [code.name for code in newest if code.content_note]
    if hard:
        word.paragraph(f"Passages under these codes may be hard to read too: {listed(hard)}.")
    word.heading("Contents", 2, listed=False)
    word.contents()


def write_summary(page: Page) -> None:
    """The whole study in a handful of counts."""
    study = page.study
    groups = Counter(page.names.group(member.id) for member in study.members)
    answers = Counter(coding.answer for coding in study.codings)
    states = Counter(page.states.values())
    revealed = sum(found.is_revealed for found in study.rounds)
    dissents = sum(len(decision.dissents) for decision in study.decisions)
    given = [("with a code", answers[Answer.CODE])]
    given += [(f"“{name.lower()}”", answers[answer]) for answer, name in ANSWER_NAMES.items()]
    words = count(sum(count_words(text.text) for text in study.transcripts), "word")
    turns = count(sum(len(text.turns) for text in study.transcripts), "turn")
    groups_told = ((GROUP_NAMES[group], groups[group]) for group in GROUPS)
    states_told = ((name, states[state]) for state, name in STATE_NAMES.items())
    rounds_told = (("revealed", revealed), ("not revealed yet", len(study.rounds) - revealed))
    for label, told in (
        ("People on the team", split_up(len(study.members), groups_told)),
        ("Texts", f"{len(study.transcripts):,} with {turns} and {words}"),
        ("Rounds of coding", split_up(len(study.rounds), rounds_told)),
        ("Codings", split_up(len(study.codings), given)),
        ("Passages read differently", split_up(len(study.differences), states_told)),
        ("Dissents, each in the dissenter's own words", f"{dissents:,}"),
    ):
        page.word.labelled(label, told, "List Bullet")


def write_team(page: Page) -> None:
    """Everybody by pen-name, with sides and roles."""
    if not page.study.members:
        page.word.paragraph("Nobody is on the team yet.")
        return
    page.word.paragraph(
        "Everybody goes by a pen-name, and says for themselves which side they speak from."
    )
    page.word.table(
        ("Pen-name", "Side", "Roles"),
        [
            (
                member.pen_name,
                GROUP_NAMES[page.names.group(member.id)],
                ", ".join(ROLE_NAMES[role] for role in Role if role in member.roles) or "none",
            )
            for member in page.study.members
        ],
        (3, 3, 4),
    )
    if page.study.positions:
        page.word.heading("Where we speak from", 2)
        page.word.paragraph("Each in their own words, where they shared them.")
    for memo in page.study.positions:
        page.word.labelled(page.names.member(memo.author_id), memo.words)


def write_terms(page: Page) -> None:
    """Method, rule and unit, and each version of them."""
    word, terms = page.word, page.study.terms
    if not terms:
        word.paragraph("The team has not agreed yet how it works.")
        return
    now = terms[-1]
    word.labelled(f"Method ({now.method})", _METHODS[now.method])
    word.labelled("Rule", _RULES[now.rule])
    word.labelled("Unit", f"Readings are compared {_UNITS[now.unit]}.")
    word.labelled("Floor", _say_floor(now.floor))
    word.labelled("Machine", _say_machine(page))
    word.heading("Each version, and why", 2)
    word.bullets(
        f"Version {one.version}, {say_when(one.made_at)}, entered by "
        f"{page.names.member(one.made_by)}. Method: {one.method}. "
        f"Rule: {RULE_NAMES[one.rule]}. Compared {_UNITS[one.unit]}. Floor: {one.floor}. "
        f"{'' if one.reads_along else _NO_MACHINE}"
        f"Why: {one.reason or _NO_REASON}"
        for one in terms
    )
    _write_ground_rules(page)


def _write_ground_rules(page: Page) -> None:
    """What the team wrote on its page How we work; the newest version."""
    versions = [one for one in page.study.pages if one.kind is PageKind.GROUND_RULES]
    if not versions or not versions[-1].words:
        return
    now = versions[-1]
    page.word.heading("Our ground rules", 2)
    page.word.paragraph(
        f"Version {now.version}, {say_when(now.made_at)}, entered by "
        f"{page.names.member(now.made_by)}."
    )
    for line in filter(str.strip, now.words.splitlines()):
        page.word.paragraph(line)


def _say_floor(floor: int) -> str:
    if floor == 1:
        return "The team has set none: tables by side are shown however few people a side has."
    return (
        f"Tables by side are shown where each side in them has {floor} people or more, so that "
        "none points at one person."
    )


def _say_machine(page: Page) -> str:
    """Whether a machine has read along, and what became of what it proposed."""
    study = page.study
    replies = Counter(one.reply for one in study.suggestion_replies)
    if not study.n_models:
        told = "No machine has read along."
    else:
        told = (
            "A machine has read along, and proposed codes to readers who had sealed. Of what it "
            f"proposed in rounds that are revealed, {replies[Reply.ACCEPTED]:,} were taken as they "
            f"stood, {replies[Reply.ADJUSTED]:,} with another code or other words, and "
            f"{replies[Reply.REJECTED]:,} rejected. What was taken was coded after the seal, and "
            "counts in no figure of agreement."
        )
    if study.terms[-1].reads_along:
        return told
    return f"The team has decided that no machine reads along from now on, for good. {told}"


def write_texts(page: Page) -> None:
    """How each text was cleared, by whom and why."""
    word, study = page.word, page.study
    if not study.transcripts:
        word.paragraph("No text has been cleared for coding yet.")
        return
    word.paragraph("A text is coded only after two people have cleared it.")
    alike: dict[tuple[str, str, str, bool, str], list[Clearing]] = defaultdict(list)
    for one in study.clearings:
        how = (one.cleared_by, one.approved_by, one.reason, one.was_read, one.made_at)
        alike[how].append(one)
    for (cleared_by, approved_by, reason, was_read, made_at), cleared in alike.items():
        changed = sum(one.findings_settled for one in cleared)
        left = sum(one.findings_left for one in cleared)
        word.labelled(
            "Cleared after reading" if was_read else "Cleared unread",
            f"{listed(_version_of(page, one) for one in cleared)}. "
            f"Cleared by {page.names.member(cleared_by)} and approved by "
            f"{page.names.member(approved_by)}, {say_when(made_at)}. "
            f"Places that might tell who somebody is: {changed} settled, {left} left as they "
            f"stood. {_checks_of(cleared) if was_read else ''}Why: {reason}",
        )
    _write_redactions(page)
    known = {one.transcript_id for one in study.clearings}
    missing = [text.name for text in study.transcripts if text.id not in known]
    if missing:
        word.paragraph(f"It is not recorded who cleared {listed(missing)}.")
    _write_corrections(page)
    noted = Counter((transcript_id, version) for transcript_id, version, _ in page.notes)
    word.table(
        ("Transcript", "Turns", "Words", "Turns with a content note"),
        [
            (
                text.name,
                f"{len(text.turns):,}",
                f"{count_words(text.text):,}",
                noted[text.id, text.version],
            )
            for text in study.transcripts
        ],
        (5, 2, 2, 3),
    )
    _write_cases(page)


def _write_cases(page: Page) -> None:
    """What sets each case apart, where anything was said of it."""
    told = [
        (case.name, one.name, one.value) for case in page.study.cases for one in case.attributes
    ]
    if told:
        page.word.heading("What sets the cases apart", 2)
        page.word.table(("Case", "What", "For this case"), told, (3, 4, 5))


def _checks_of(cleared: Iterable[Clearing]) -> str:
    fewest = min(len(one.signed) for one in cleared)
    if not fewest:
        return "No checklist was signed. "
    return f"Signed for what no rule finds: {count(fewest, 'check')}. "


def _write_redactions(page: Page) -> None:
    """How often what was kept, replaced or taken out; what stood there is nowhere."""
    settled = Counter((one.finding_class, one.choice) for one in page.study.redactions)
    if not settled:
        return
    page.word.table(
        ("What might tell who somebody is", "Kept", "Replaced", "Taken out"),
        [
            (told, *(settled[found, choice] for choice in ("keep", "replace", "remove")))
            for found, told in _FOUND.items()
            if any(one == found for one, _ in settled)
        ],
        (5, 2, 2, 2),
    )


def _version_of(page: Page, cleared: Clearing) -> str:
    name = page.names.transcript(cleared.transcript_id)
    return name if cleared.version == 1 else f"{name} (version {cleared.version})"


def _write_corrections(page: Page) -> None:
    """Which texts were corrected after they had been cleared, and why."""
    for made in page.study.revisions:
        page.word.labelled(
            "Corrected",
            f"{page.names.transcript(made.transcript_id)}, version {made.version}, "
            f"{say_when(made.made_at)}. Why: {made.reason or _NO_REASON}. Codings whose words "
            "stand in it moved with it.",
        )


def write_codebook(page: Page) -> None:
    """The codes that hold now, in plain words, and each version."""
    word, versions = page.word, page.study.codebooks
    if not versions:
        word.paragraph("No codebook has been made yet.")
        return
    newest = versions[-1]
    themes = [(theme.name, theme.id) for theme in newest.themes]
    for name, theme_id in (*themes, (NO_THEME, None)):
        codes = [code for code in newest.codes if code.theme_id == theme_id]
        if codes:
            word.heading(name, 2)
            word.table(
                ("Code", "What it means", "Use it when", "Do not use it when"),
                [
                    (f"{code.name} ({code.id})", _meaning(code), code.use_when, code.not_when)
                    for code in codes
                ],
                (3, 4, 4, 4),
            )
    word.heading("Each version, and why", 2)
    word.bullets(
        f"Version {one.version}, {say_when(one.made_at)}, from "
        f"{page.names.member(one.made_by)}: {count(len(one.codes), 'code')} in "
        f"{count(len(one.themes), 'theme')}. Why: {one.reason or _NO_REASON}"
        + "".join(f" {told}" for told in _changes(page, one))
        for one in versions
    )


def _changes(page: Page, book: Codebook) -> Iterable[str]:
    """What is different from the version before."""
    return map(describe_alteration, History.of(page.study).changes(book.version - 1, book.version))


def _meaning(code: Code) -> str:
    return code.plain_meaning + (f"\nFor example: {code.example}" if code.example else "")


def write_rounds(page: Page) -> None:
    """Each round: who sealed what and when, and when it was revealed."""
    if not page.study.rounds:
        page.word.paragraph("No round of coding has been opened yet.")
        return
    page.word.paragraph(
        "In a round each coder codes alone and then seals the work. Nobody sees anybody else's "
        "codes before the reveal."
    )
    for found in page.study.rounds:
        page.word.heading(found.name, 2)
        page.word.paragraph(_story_of(found))
        _write_seals(page, found)


def _story_of(found: CodingRound) -> str:
    if found.imported:
        return (
            f"These codings came in from a table on {say_when(found.opened_at)}. They were made "
            "elsewhere and were open from the start."
        )
    opened = (
        f"Opened on {say_when(found.opened_at)}, with version {found.codebook_version} of the "
        "codebook."
    )
    if found.is_shuffled:
        opened += " Each coder was shown the texts in an order of their own."
    if not found.is_revealed:
        return f"{opened} Not revealed yet."
    revealed = f"{opened} Revealed on {say_when(found.revealed_at or '')}."
    if not found.unsealed():
        return f"{revealed} All had sealed before."
    return (
        f"{revealed} Not all had sealed; what was not sealed is left out. "
        f"Why: {found.reveal_reason or _NO_REASON}"
    )


def _write_seals(page: Page, found: CodingRound) -> None:
    asked = Counter(assignment.coder_id for assignment in found.assignments)
    sealed: dict[str, list[str]] = defaultdict(list)
    for seal in found.seals:
        sealed[seal.coder_id].append(seal.made_at)
    coders = dict.fromkeys([*asked, *sealed])
    if coders:
        page.word.table(
            ("Coder", "Side", "Texts sealed", "First seal", "Last seal"),
            [
                (
                    page.names.member(coder),
                    GROUP_NAMES[page.names.group(coder)],
                    f"{len(sealed[coder])} of {asked[coder]}",
                    say_when(min(sealed[coder], default="")) or "not yet",
                    say_when(max(sealed[coder], default="")) or "not yet",
                )
                for coder in coders
            ],
            (3, 2.6, 2, 3.6, 3.6),
        )


def write_log(page: Page) -> None:
    """The end of the audit log, by which a later change would show."""
    page.word.paragraph(
        "Every act in the project is a row in its log, and each row holds a check of the row "
        f"before. When this report was made, the log had {count(page.study.log_rows, 'row')}."
    )
    if page.study.log_head:
        page.word.labelled("The check of its last row", page.study.log_head)
        page.word.paragraph(
            "Keep this page. If somebody changes the log's rows later, they no longer lead to "
            "this check."
        )
