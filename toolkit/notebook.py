"""What notebooks see of a project: tables, and only of what is cleared and revealed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from toolkit.analysis import frames, matrix, outcomes
from toolkit.analysis.floor import explain_floor
from toolkit.analysis.names import Names
from toolkit.errors import BadInput, NotAllowed
from toolkit.ingest.reading import read_transcript
from toolkit.model.study import Study
from toolkit.model.transcript import Unit
from toolkit.workflow.figures import CHARACTERS, Count, measure_agreement, measure_pairs
from toolkit.workflow.projects import open_project as open_folder
from toolkit.workflow.study import load_study

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ProjectTables", "open_project", "read_transcript"]


def open_project(folder: str | Path, *, practice: bool = False) -> ProjectTables:
    """The tables of a project, as it stands at this moment.

    Nothing that is sealed or not cleared is in them, whoever asks.

    Args:
        folder: The one with `project.toml` in it.
        practice: With the practice rounds, which are otherwise left out.

    Raises:
        NotFound: There is no project in the folder.
        BrokenProject: It cannot be used.

    Example:
        >>> import tempfile
        >>> from toolkit.workflow.projects import init_project
        >>> folder = tempfile.mkdtemp()
        >>> init_project(Path(folder), "A study").close()
        >>> len(open_project(folder).codings())
        0
    """
    project = open_folder(Path(folder))
    try:
        return ProjectTables(load_study(project, practice=practice))
    finally:
        project.close()


@dataclass(frozen=True, slots=True)
class ProjectTables:
    """A project as DataFrames. Each method makes a new one, so that changing it changes no other.

    Columns are named in `toolkit.analysis.frames`, with their types; they are the same when
    there are no rows.
    """

    study: Study

    @property
    def title(self) -> str:
        """What the study is called."""
        return self.study.title

    def transcripts(self) -> pd.DataFrame:
        """One row a cleared transcript: its name, case, version and counts."""
        return frames.transcripts_frame(self.study.transcripts, Names.of(self.study))

    def cases(self) -> pd.DataFrame:
        """One row for each thing that sets a case apart: case, attribute and value."""
        return frames.cases_frame(self.study.cases, self.study.transcripts)

    def redactions(self) -> pd.DataFrame:
        """One row a finding that was settled before a text was cleared; never what stood there."""
        return frames.redactions_frame(self.study.redactions, Names.of(self.study))

    def turns(self) -> pd.DataFrame:
        """One row a turn: speaker, role, words, offsets, locator and content note."""
        return frames.turns_frame(self.study.transcripts, self.study.content_notes)

    def codebook(self) -> pd.DataFrame:
        """One row a code of the newest version, with its theme and meaning."""
        books = self.study.codebooks
        return frames.codebook_frame(books[-1] if books else None)

    def codebook_versions(self) -> pd.DataFrame:
        """One row a version of the codebook: why it was made, and what changed in it, in words."""
        return frames.versions_frame(self.study, Names.of(self.study))

    def proposals(self) -> pd.DataFrame:
        """One row a vote on a proposal to change the codebook: reason, votes by side, dissent."""
        return frames.proposals_frame(self.study, Names.of(self.study))

    def rankings(self) -> pd.DataFrame:
        """One row an idea and side of each question that was ranked: points, place, spread."""
        return frames.rankings_frame(self.study, Names.of(self.study))

    def codings(self) -> pd.DataFrame:
        """One row a revealed coding: span, quotation, code, theme, coder and their side."""
        return frames.codings_frame(self.study.codings, Names.of(self.study))

    def differences(self) -> pd.DataFrame:
        """One row a passage that was read differently: its kind, who said what, what came of it."""
        return frames.differences_frame(
            self.study.differences, self.study.codings, self.study.decisions, Names.of(self.study)
        )

    def decisions(self) -> pd.DataFrame:
        """One row a decision: outcome, rule, reason, votes by side, and dissent word for word."""
        return frames.decisions_frame(
            self.study.decisions, self.study.differences, Names.of(self.study)
        )

    def case_by_theme(self) -> pd.DataFrame:
        """How many codings each case has under each theme: one row a case, one column a theme."""
        return matrix.case_by_theme(self.codings(), self.codebook(), self.transcripts())

    def themes_by_side(self) -> pd.DataFrame:
        """How many codings each theme has from each side: one row a theme, one column a side.

        Raises:
            NotAllowed: The team's floor hides it, for a side has too few coders.
        """
        self._check_floor(coding.coder_id for coding in self.study.codings)
        return matrix.theme_counts_by_side(self.codings(), self.codebook())

    def who_moved(self) -> pd.DataFrame:
        """One row a reader of each settled difference: what became of the codes they had given."""
        study = self.study
        names = Names.of(study)
        return outcomes.who_moved(study.decisions, study.differences, study.codings, names)

    def moves_by_side(self) -> pd.DataFrame:
        """How many readers of each side were kept, partly kept, moved: one row a side.

        Raises:
            NotAllowed: The team's floor hides it, for a side has too few readers.
        """
        moves = self.who_moved()
        self._check_floor(moves["coder_id"])
        return outcomes.count_moves(moves)

    def codes_taken(self) -> pd.DataFrame:
        """One row a code that a reader had given in a settled difference: taken, or not."""
        study = self.study
        names = Names.of(study)
        return outcomes.codes_taken(study.decisions, study.differences, study.codings, names)

    def codes_taken_by_side(self) -> pd.DataFrame:
        """How many codes of each side's readers were taken: one row a side.

        Raises:
            NotAllowed: The team's floor hides it, for a side has too few readers.
        """
        codes = self.codes_taken()
        self._check_floor(codes["coder_id"])
        return outcomes.count_codes_taken(codes)

    def how_settled(self) -> pd.DataFrame:
        """How the differences stand: one row a kind, one column a way to stand."""
        return outcomes.how_settled(self.study)

    def _check_floor(self, people: Iterable[str]) -> None:
        terms = self.study.terms
        floor = terms[-1].floor if terms else 1
        hidden = explain_floor(people, Names.of(self.study), floor)
        if hidden:
            raise NotAllowed("N102", f"{hidden} Look at the counts of all together.")

    def agreement(
        self, by: Literal["side"] | None = None, *, unit: str | None = None
    ) -> pd.DataFrame:
        """One row a coefficient: measure, scope, side, value, low, high, n_units, n_coders, reason.

        Args:
            by: `"side"` for agreement within each side and between the sides as well; what the
                team's floor hides has no value, and a reason.
            unit: `"turn"`, `"sentence"` or `"characters"`; without it the team's unit.

        Raises:
            BadInput: There is no such unit, or agreement cannot be had by that.
            NotAllowed: The team works reflexively, and agreed to have no coefficients.
        """
        import pandas as pd

        if by not in (None, "side"):
            raise BadInput("N101", 'Agreement can be had by="side", or without.')
        found = measure_agreement(self.study, by_side=by == "side", unit=_count_in(unit))
        columns = (
            "measure", "scope", "side", "value", "low", "high", "n_units", "n_coders", "reason"
        )  # fmt: skip
        return pd.DataFrame([asdict(one) for one in found], columns=list(columns)).astype(
            {"value": "float64", "low": "float64", "high": "float64"}
        )

    def agreement_of_pairs(self, *, unit: str = CHARACTERS) -> pd.DataFrame:
        """One row a code and two readers: agreement, kappa, its limits, n_units, reason.

        Args:
            unit: As for `agreement`; characters without it.

        Raises:
            BadInput: There is no such unit.
            NotAllowed: The team works reflexively; or it set a floor, and this table points at
                single people.
        """
        import pandas as pd

        rows = [
            (pair.code, *pair.coders, pair.agreement, pair.kappa, pair.low, pair.high,
             pair.n_units, pair.reason)
            for pair in measure_pairs(self.study, unit=_count_in(unit))
        ]  # fmt: skip
        columns = (
            "code", "coder_1", "coder_2", "agreement", "kappa", "low", "high", "n_units", "reason"
        )  # fmt: skip
        return pd.DataFrame(rows, columns=list(columns)).astype(
            dict.fromkeys(("agreement", "kappa", "low", "high"), "float64")
        )


def _count_in(unit: str | None) -> Count | None:
    if unit is None or unit == CHARACTERS:
        return CHARACTERS if unit else None
    if unit not in set(Unit):
        raise BadInput("N103", "Agreement can be counted by turn, sentence or characters.")
    return Unit(unit)
