"""Counts of codings by case, theme, code and group; totals add up.

"Not today" is missing data and is in no count. "Not sure" and "does not fit" are counted apart
from the codes. Codings made after the seal count like any other; leave them out beforehand
where only first readings matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.analysis.names import GROUPS
from toolkit.model.coding import ANSWER_NAMES, Answer

if TYPE_CHECKING:
    import pandas as pd

NO_THEME = "No theme"
ANSWER_COLUMNS = (ANSWER_NAMES[Answer.NOT_SURE], ANSWER_NAMES[Answer.DOES_NOT_FIT])


def case_by_theme(
    codings: pd.DataFrame, codebook: pd.DataFrame, transcripts: pd.DataFrame
) -> pd.DataFrame:
    """How many codings each case has under each theme.

    Args:
        codings, codebook, transcripts: As `toolkit.analysis.frames` makes them.

    Returns:
        One row a case, in the order of the transcripts; one column a theme, in the order of the
        codebook, then "No theme", "Not sure" and "Does not fit". All cells add up to the
        number of codings without "not today".
    """
    import pandas as pd

    counted = _counted(codings)
    return (
        pd.crosstab(counted["case"], _under(counted))
        .reindex(
            index=list(dict.fromkeys([*transcripts["case"], *counted["case"]])),
            columns=_theme_order(counted, codebook),
            fill_value=0,
        )
        .rename_axis(index="case", columns="theme")
    )


def theme_counts_by_side(codings: pd.DataFrame, codebook: pd.DataFrame) -> pd.DataFrame:
    """How many codings each theme has from each group of members.

    Args:
        codings, codebook: As `toolkit.analysis.frames` makes them.

    Returns:
        One row a theme, in the order of the codebook, then "No theme", "Not sure" and "Does not
        fit"; columns as in `code_counts_by_side` from the groups on.
    """
    import pandas as pd

    counted = _counted(codings)
    counts = pd.crosstab(_under(counted), counted["group"]).reindex(
        index=_theme_order(counted, codebook), columns=list(GROUPS), fill_value=0
    )
    return counts.rename_axis(index="theme").assign(total=counts.sum(axis="columns"))


def code_counts_by_side(codings: pd.DataFrame, codebook: pd.DataFrame) -> pd.DataFrame:
    """How many codings each code has from each group of members.

    Args:
        codings, codebook: As `toolkit.analysis.frames` makes them.

    Returns:
        One row a code, indexed by its id: all codes in the order of the codebook, then others
        that were used, then the answers "Not sure" and "Does not fit". Columns `theme`,
        `code`, one a group ("academic", "lived", "both", "none"; everybody is in one) and
        `total`.
    """
    import pandas as pd

    counted = _counted(codings)
    category = counted["code_id"].fillna(counted["answer"])
    labels = pd.concat(
        [
            codebook[["code_id", "theme", "code"]],
            counted.loc[counted["code_id"].notna(), ["code_id", "theme", "code"]],
            pd.DataFrame(
                {
                    "code_id": [Answer.NOT_SURE.value, Answer.DOES_NOT_FIT.value],
                    "theme": None,
                    "code": list(ANSWER_COLUMNS),
                }
            ),
        ]
    ).drop_duplicates("code_id")
    counts = pd.crosstab(category, counted["group"]).reindex(
        index=labels["code_id"], columns=list(GROUPS), fill_value=0
    )
    made = labels.astype("str").set_index("code_id").join(counts)
    return made.assign(total=made[list(GROUPS)].sum(axis="columns"))


def _counted(codings: pd.DataFrame) -> pd.DataFrame:
    return codings[codings["answer"] != Answer.NOT_TODAY.value]


def _under(counted: pd.DataFrame) -> pd.Series:
    """The theme that each coding counts under, or its answer where that is no code."""
    is_code = counted["answer"] == Answer.CODE.value
    return counted["theme"].fillna(NO_THEME).where(is_code, counted["code"]).rename("theme")


def _theme_order(counted: pd.DataFrame, codebook: pd.DataFrame) -> list[str]:
    themes = [*codebook["theme"].dropna(), *counted["theme"].dropna()]
    return list(dict.fromkeys([*themes, NO_THEME, *ANSWER_COLUMNS]))
