"""The model that finds names: the file is the one that was tested, and can be made again."""

import hashlib
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from toolkit.screening import names

SCRIPT = Path(__file__).parents[2] / "scripts" / "train_names.py"
SHIPPED = Path(str(files("toolkit.screening").joinpath(names.MODEL)))


def train(target: Path, sentences: int, hash_seed: str) -> str:
    subprocess.run(
        [sys.executable, str(SCRIPT), "--sentences", str(sentences), str(target)],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
    )
    return hashlib.sha256(target.read_bytes()).hexdigest()


def test_the_shipped_model_is_the_one_that_was_tested() -> None:
    assert hashlib.sha256(SHIPPED.read_bytes()).hexdigest() == names.SHA256
    assert set(names.load_model().labels()) == {"O", "B-P", "I-P", "B-L", "I-L"}


def test_training_again_writes_the_same_bytes(tmp_path: Path) -> None:
    first = train(tmp_path / "first", 300, "1")
    again = train(tmp_path / "again", 300, "2")
    assert first == again


@pytest.mark.skipif(
    not os.environ.get("TRAIN_NAMES"), reason="takes a minute: set TRAIN_NAMES=1 to train in full"
)
def test_training_in_full_writes_the_shipped_model(tmp_path: Path) -> None:
    target = tmp_path / "full"
    subprocess.run([sys.executable, str(SCRIPT), str(target)], check=True, capture_output=True)
    assert target.read_bytes() == SHIPPED.read_bytes()
