"""The section on what was said: counts, and under each code its quotations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from toolkit.analysis import frames, matrix
from toolkit.analysis.names import GROUP_NAMES, GROUPS
from toolkit.exchange import charts
from toolkit.exchange.report.page import Page
from toolkit.exchange.telling import Passage, count, listed
from toolkit.exchange.word import LEAD_IN
from toolkit.model.coding import Answer, Coding

_MOST_BARS = 20
"""With more themes than this a chart cannot be read; the table has them all."""

Passages = dict[str, dict[Passage, list[Coding]]]


def write_themes(page: Page) -> None:
    """Counts by theme and code, then every quotation under its code."""
    study, names = page.study, page.names
    if not study.codings:
        page.word.paragraph("Nothing has been revealed yet.")
        return
    _write_counts(page)
    passages = _find_passages(study.codings)
    newest = study.codebooks[-1].codes if study.codebooks else ()
    used = (coding.code_id for coding in study.codings if coding.code_id is not None)
    themes: dict[str, list[str]] = defaultdict(list)
    for code_id in dict.fromkeys([*(code.id for code in newest), *used]):
        theme = names.theme(code_id)
        themes[theme.name if theme else matrix.NO_THEME].append(code_id)
    for name, code_ids in themes.items():
        page.word.heading(name, 2)
        silent = [code_id for code_id in code_ids if code_id not in passages]
        for code_id in code_ids:
            if code_id in passages:
                _write_passages(page, code_id, passages[code_id])
        if silent:
            page.word.paragraph(f"No passage has been given: {listed(map(names.code, silent))}.")
    _write_answers(page, passages)


def _write_counts(page: Page) -> None:
    codings = frames.codings_frame(page.study.codings, page.names)
    codebook = frames.codebook_frame(page.study.codebooks[-1] if page.study.codebooks else None)
    by_code = matrix.code_counts_by_side(codings, codebook)
    by_theme = matrix.theme_counts_by_side(codings, codebook)
    by_code, by_theme = by_code[by_code["total"] > 0], by_theme[by_theme["total"] > 0]
    hidden = page.explain_floor(coding.coder_id for coding in page.study.codings)
    groups = [group for group in GROUPS if by_code[group].any() and not hidden]
    page.word.paragraph(
        "Here codings are counted. A passage to which three people gave the same code counts "
        "three times. Passages that were left for another day are in no count.",
        LEAD_IN,
    )
    if 0 < len(by_theme) <= _MOST_BARS:
        chart = charts.draw_bars(
            "Codings by theme" if hidden else "Codings by theme and by the side of who coded",
            list(by_theme.index),
            {GROUP_NAMES[group]: by_theme[group].tolist() for group in groups}
            or {"codings": by_theme["total"].tolist()},
        )
        page.word.picture(chart.picture, chart.alt)
    page.word.heading("Codings by code" if hidden else "Codings by code and side", 2)
    columns = [*groups, "total"]
    rows = [*by_code[["code", *columns]].itertuples(index=False), ("All", *by_code[columns].sum())]
    titles = ("Code", *(GROUP_NAMES[group].capitalize() for group in groups), "All")
    page.word.table(titles, rows, (5, *(2 for _ in columns)))
    if hidden:
        page.word.paragraph(hidden)


def _find_passages(codings: Iterable[Coding]) -> Passages:
    """The codings of each code or answer, those of the same words together."""
    found: Passages = defaultdict(lambda: defaultdict(list))
    for coding in codings:
        passage = Passage(coding.transcript_id, coding.transcript_version, coding.start, coding.end)
        found[coding.category][passage].append(coding)
    return dict(found)


def _write_passages(page: Page, category: str, found: dict[Passage, list[Coding]]) -> None:
    """One code or answer with its quotations, in the order of the texts."""
    texts = {passage.transcript_id for passage in found}
    coders = {coding.coder_id for codings in found.values() for coding in codings}
    page.word.heading(page.names.code(category), 3)
    meaning = page.names.meaning(category)
    if meaning:
        page.word.labelled("What it means", meaning, LEAD_IN)
    page.word.paragraph(
        f"{count(len(found), 'passage')} in {count(len(texts), 'transcript')}, "
        f"from {count(len(coders), 'coder')}.",
        LEAD_IN,
    )

    def order(passage: Passage) -> tuple[str, Passage]:
        return page.names.transcript(passage.transcript_id), passage

    for passage in sorted(found, key=order):
        codings = found[passage]
        page.quote(passage, codings[0].quotation, _source_of(page, passage, codings))


def _source_of(page: Page, passage: Passage, codings: Sequence[Coding]) -> str:
    """Where a passage stands, who coded it, what they wrote and where it was talked about."""
    coders = listed(
        page.person(c.coder_id) + (" after the seal" if c.after_seal else "") for c in codings
    )
    lines = [f"{page.place(passage)}. Coded by {coders}."]
    lines += [remark for coding in codings for remark in page.remarks(coding.id)]
    lines += [f"{told}." for told in dict.fromkeys(page.discussed(c.id) for c in codings) if told]
    return "\n".join(lines)


def _write_answers(page: Page, passages: Passages) -> None:
    """What nobody could place, and how much was left for another day."""
    answers = [a.value for a in (Answer.NOT_SURE, Answer.DOES_NOT_FIT) if a.value in passages]
    left = sum(coding.answer is Answer.NOT_TODAY for coding in page.study.codings)
    if not answers and not left:
        return
    page.word.heading("Answers that are no codes", 2)
    for answer in answers:
        _write_passages(page, answer, passages[answer])
    if left:
        page.word.paragraph(
            f"Passages left for another day: {left}. They count as missing, never as "
            "disagreement, and nobody is asked why."
        )
