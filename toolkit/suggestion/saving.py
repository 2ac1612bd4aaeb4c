"""A trained model as two files, numbers and a card, without anything that could run."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.errors import BrokenProject
from toolkit.suggestion.classifier import Classifier
from toolkit.suggestion.features import Encoder, Letters, Vocabulary
from toolkit.suggestion.minilm import write_whole

if TYPE_CHECKING:
    from toolkit.suggestion.features import FloatArray

NUMBERS = "model.npz"
CARD = "card.json"


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What a model is, for people.

    Attributes:
        version: The first characters of a hash of the lessons: the same lessons, the same model.
        made_at: When it was trained.
        codes: The ids of its codes, in the order of its numbers.
        examples: How many passages bear each code.
        guesses: Codes with too few examples, which are only ranked by likeness.
        n_passages, n_transcripts: What it was trained on.
        decided, shared: Of the codings, how many were decided and how many were read alike.
        by_meaning: Whether MiniLM took part; otherwise words alone.
        ece, macro_f1: How far chances are off, and how well codes are told apart, on interviews
            that it had not seen.
        thresholds: From which chance on each code is shown; None for not enough evidence.
        sha256: Of the file of numbers.
    """

    version: str
    made_at: str
    codes: tuple[str, ...]
    examples: tuple[int, ...]
    guesses: tuple[str, ...]
    n_passages: int
    n_transcripts: int
    decided: int
    shared: int
    by_meaning: bool
    temperature: float
    ece: float
    macro_f1: float
    thresholds: tuple[float | None, ...]
    sha256: str = ""


def save_model(model: Classifier, sure: FloatArray, card: ModelCard, folder: Path) -> ModelCard:
    """Put a model into a folder; the card, which names the numbers' checksum, comes last.

    The numbers' file holds the words that the model knows, so the folder belongs in the project's.

    Args:
        model: What was trained.
        sure: The chances it gives each segment of the study, shape (n_segments, n_codes).
        card: About it.
        folder: Made if it is not there.

    Returns:
        The card with its checksum.
    """
    import numpy as np

    encoder = model.encoder
    arrays = {
        "sure": sure,
        "weights": model.weights,
        "biases": model.biases,
        "thresholds": model.thresholds,
        "cuts": model.cuts,
        "letters.places": encoder.letters.places,
        "letters.rarity": encoder.letters.rarity,
    }
    for part, vocabulary in encoder.vocabularies.items():
        arrays[f"{part}.rarity"] = vocabulary.rarity
        joined = "\n".join(vocabulary.places).encode()
        arrays[f"{part}.terms"] = np.frombuffer(joined, np.uint8)
    told = {
        "temperature": model.temperature,
        "exclusive": model.exclusive,
        "ece": model.ece,
        "macro_f1": model.macro_f1,
        "speakers": encoder.speakers,
        "uses_meaning": encoder.uses_meaning,
        "parts": list(encoder.vocabularies),
    }
    arrays["told"] = np.frombuffer(json.dumps(told).encode(), np.uint8)
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **arrays)
    content = file.getvalue()
    kept = replace(card, sha256=hashlib.sha256(content).hexdigest())
    write_whole(folder / NUMBERS, content)
    write_whole(folder / CARD, json.dumps(asdict(kept), ensure_ascii=False, indent=1).encode())
    return kept


def read_card(folder: Path) -> ModelCard | None:
    """The card of the model in a folder; None where there is none."""
    try:
        told = json.loads((folder / CARD).read_text(encoding="utf-8"))
        fields: dict[str, Any] = {
            key: tuple(v) if isinstance(v, list) else v for key, v in told.items()
        }
        return ModelCard(**fields)
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, OSError) as error:
        raise _broken(CARD) from error


def load_model(card: ModelCard, folder: Path) -> tuple[Classifier, FloatArray]:
    """The model that a card tells of, and the chances it gave each segment.

    Raises:
        BrokenProject: The numbers are not those that the card names.
    """
    import numpy as np

    try:
        content = (folder / NUMBERS).read_bytes()
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != card.sha256:
        raise _broken(NUMBERS)
    with np.load(io.BytesIO(content), allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    told = json.loads(arrays["told"].tobytes())
    vocabularies = {}
    for part in told["parts"]:
        joined = arrays[f"{part}.terms"].tobytes().decode()
        terms = joined.split("\n") if joined else []
        vocabularies[part] = Vocabulary(
            {term: place for place, term in enumerate(terms)}, arrays[f"{part}.rarity"]
        )
    letters = Letters(arrays["letters.places"], arrays["letters.rarity"])
    model = Classifier(
        Encoder(vocabularies, letters, tuple(told["speakers"]), told["uses_meaning"]),
        arrays["weights"],
        arrays["biases"],
        told["temperature"],
        arrays["thresholds"],
        arrays["cuts"],
        told["exclusive"],
        told["ece"],
        told["macro_f1"],
    )
    return model, arrays["sure"]


def _broken(name: str) -> BrokenProject:
    return BrokenProject(
        "G112",
        "The model's file is not the one that was saved: its checksum is another, or it cannot be "
        "read. It was not used. Delete it; the next suggestions train a new one.",
        where=name,
    )
