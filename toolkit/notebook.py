"""What notebooks see of a project: tables, and only of what is cleared and revealed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from toolkit.analysis import frames, matrix
from toolkit.analysis.names import Names
from toolkit.errors import BadInput
from toolkit.ingest.reading import read_transcript
from toolkit.model.study import Study
from toolkit.workflow.figures import measure_agreement
from toolkit.workflow.projects import open_project as open_folder
from toolkit.workflow.study import load_study

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ProjectTables", "open_project", "read_transcript"]


def open_project(folder: str | Path) -> ProjectTables:
    """The tables of a project, as it stands at this moment.

    Nothing that is sealed or not cleared is in them, whoever asks.

    Args:
        folder: The one with `project.toml` in it.

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
        return ProjectTables(load_study(project))
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
        """How many codings each theme has from each side: one row a theme, one column a side."""
        return matrix.theme_counts_by_side(self.codings(), self.codebook())

    def who_moved(self) -> pd.DataFrame:
        """One row a reader of each settled difference: what became of the codes they had given."""
        study = self.study
        return matrix.who_moved(study.decisions, study.differences, study.codings, Names.of(study))

    def agreement(self, by: Literal["side"] | None = None) -> pd.DataFrame:
        """One row a coefficient: measure, scope, side, value, low, high, n_units, n_coders, reason.

        Args:
            by: `"side"` for agreement within each side and between the sides as well.

        Raises:
            NotAllowed: The team works reflexively, and agreed to have no coefficients.
        """
        import pandas as pd

        if by not in (None, "side"):
            raise BadInput("N101", 'Agreement can be had by="side", or without.')
        found = measure_agreement(self.study, by_side=by == "side")
        columns = (
            "measure", "scope", "side", "value", "low", "high", "n_units", "n_coders", "reason"
        )  # fmt: skip
        return pd.DataFrame([asdict(one) for one in found], columns=list(columns)).astype(
            {"value": "float64", "low": "float64", "high": "float64"}
        )
