"""Passages as vectors, without torch, and kept by the hash of their text."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from toolkit.errors import BrokenProject
from toolkit.suggestion import minilm
from toolkit.suggestion.embedding import VectorStore, can_embed, embed

TEXTS = ["I was alone all night.", "Nobody was with me in the dark.", "We had soup.", ""]


def test_vectors_have_length_one_and_near_meanings_are_near() -> None:
    vectors = embed(TEXTS)
    assert vectors.shape == (4, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    near, far = vectors[0] @ vectors[1], vectors[0] @ vectors[2]
    assert near > far + 0.1


def test_no_texts_have_no_vectors() -> None:
    assert embed([]).shape == (0, 384)


def test_a_text_has_about_the_same_vector_whatever_is_worked_out_with_it() -> None:
    alone = embed(TEXTS[:1])[0]
    among = embed([*TEXTS, "A much longer one, about the night and the morning after. " * 9])[0]
    assert alone @ among > 0.99


def test_vectors_are_those_of_sentence_transformers() -> None:
    from sentence_transformers import SentenceTransformer

    weights = minilm.find_weights()
    assert weights is not None
    theirs = SentenceTransformer(str(weights.model.parent), device="cpu").encode(
        TEXTS[:3], normalize_embeddings=True
    )
    assert ((embed(TEXTS[:3]) * theirs).sum(axis=1) > 0.95).all()


def test_neither_torch_nor_scikit_learn_is_loaded() -> None:
    program = (
        "import sys; from toolkit.suggestion.embedding import embed; embed(['night']);"
        "heavy = {'torch', 'transformers', 'sklearn', 'bertopic', 'umap'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_text_is_worked_out_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "vectors.npz"
    first = VectorStore(path).embed(TEXTS)
    monkeypatch.setattr("toolkit.suggestion.embedding.embed", lambda *_: pytest.fail("again"))
    again = VectorStore(path).embed([TEXTS[2], TEXTS[0]])
    assert np.array_equal(again, first[[2, 0]])


def test_a_kept_file_that_was_changed_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "vectors.npz"
    first = VectorStore(path).embed(TEXTS)
    content = bytearray(path.read_bytes())
    content[200] ^= 255
    path.write_bytes(content)
    assert np.allclose(VectorStore(path).embed(TEXTS), first)


def test_no_word_of_a_text_is_in_the_kept_file(tmp_path: Path) -> None:
    path = tmp_path / "vectors.npz"
    VectorStore(path).embed(["Swordfish."])
    assert b"wordfish" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0


def test_other_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"something else")
    (tmp_path / "tokenizer.json").write_text("{}")
    monkeypatch.setenv("TOOLKIT_CACHE", str(tmp_path / "cache"))
    weights = minilm.find_weights(tmp_path)
    assert weights is not None
    with pytest.raises(BrokenProject, match="G111"):
        minilm.read_graph(weights)


def test_a_named_folder_without_the_files_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOOLKIT_MINILM", str(tmp_path))
    with pytest.raises(BrokenProject, match="G110"):
        can_embed()


def test_a_damaged_network_in_the_cache_is_built_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOOLKIT_CACHE", str(tmp_path))
    weights = minilm.find_weights()
    assert weights is not None
    first = minilm.read_graph(weights)
    (kept,) = tmp_path.glob("*.onnx")
    kept.write_bytes(b"half of it")
    assert minilm.read_graph(weights) == first
    assert kept.read_bytes()[32:] == first
