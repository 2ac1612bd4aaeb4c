"""The files of the shipped models: a missing or changed one is refused."""

from pathlib import Path

import pytest

from toolkit.errors import BadInput
from toolkit.screening import learnt_times, names, shipped_models
from toolkit.screening.shipped_models import read_model


@pytest.mark.parametrize("model", [names, learnt_times])
def test_the_shipped_model_is_the_one_that_was_tested(model: object) -> None:
    assert len(read_model(model.MODEL, model.SHA256)) > 100_000


@pytest.mark.parametrize("model", [names, learnt_times])
@pytest.mark.parametrize("content", [b"", b"lCRF", b"always\t0\t0\t0\n", None])
def test_a_missing_or_changed_model_is_refused(
    model: object, content: bytes | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / model.MODEL).write_bytes(content)
    monkeypatch.setattr(shipped_models, "files", lambda package: tmp_path)
    with pytest.raises(BadInput) as raised:
        read_model(model.MODEL, model.SHA256)
    assert raised.value.problem.code == "S101"
    assert model.MODEL in str(raised.value)
