"""A spaCy pipeline as a second opinion: its people and places, line by line."""

import pytest

from toolkit.screening.finding import Kind
from toolkit.screening.screen import find_all
from toolkit.screening.second_opinion import (
    PIPELINES,
    find_with_pipeline,
    installed_opinion,
    installed_pipeline,
)


@pytest.fixture(scope="module")
def pipeline():  # type: ignore[no-untyped-def]
    """A blank pipeline whose recogniser was taught one sentence here."""
    import spacy
    from spacy.training import Example
    from spacy.util import fix_random_seed

    fix_random_seed(0)
    made = spacy.blank("en")
    made.add_pipe("ner")
    taught = "then Zorblax went to Quendorp on Monday"
    entities = {"entities": [(5, 12, "PERSON"), (21, 29, "GPE"), (33, 39, "DATE")]}
    example = Example.from_dict(made.make_doc(taught), entities)
    optimizer = made.initialize(lambda: [example])
    for _ in range(40):
        made.update([example], sgd=optimizer)
    return made


def test_people_and_places_of_a_pipeline_are_findings_and_the_rest_is_not(pipeline) -> None:  # type: ignore[no-untyped-def]
    text = "yeah\nthen Zorblax went to Quendorp on Monday"
    found = find_with_pipeline(text, pipeline)
    assert [(f.kind, text[f.start : f.end], f.sure) for f in found] == [
        (Kind.NAME, "Zorblax", False),
        (Kind.OTHER_PLACE, "Quendorp", False),
    ]
    both = find_all(text, also=found)
    assert {(f.start, f.end) for f in found} <= {(f.start, f.end) for f in both}


def test_without_a_trained_pipeline_there_is_none() -> None:
    from spacy.util import is_package

    if any(map(is_package, PIPELINES)):
        pytest.skip("a trained English pipeline is installed here")
    assert installed_pipeline() is None
    assert installed_opinion() is None
