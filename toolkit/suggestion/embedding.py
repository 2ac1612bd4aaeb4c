"""Passages as vectors: near where they mean alike. Each passage is worked out once."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.suggestion.minilm import WIDTH, Weights, find_weights, read_graph, write_whole

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

_MOST_PIECES = 256
_PIECES_AT_ONCE = 2048


def can_embed(folder: Path | None = None) -> bool:
    """Whether MiniLM's weights, and what runs them, are here."""
    from importlib.util import find_spec

    runs = all(find_spec(name) for name in ("onnxruntime", "tokenizers", "onnx"))
    return runs and find_weights(folder) is not None


def embed(texts: Sequence[str], folder: Path | None = None) -> Vectors:
    """Where each text stands by its meaning: MiniLM's vectors.

    Args:
        texts: Passages; what is longer than 256 word pieces is cut there.
        folder: Where the weights are, if not in the package that carries them.

    Returns:
        Shape (n_texts, 384), each of length 1, so that a product is a cosine. A text of blanks
        has a vector too. The same text has the same vector, up to the rounding that the others
        in its batch bring (cosine over .99).

    Raises:
        BrokenProject: The weights are not the published ones.
        LookupError: There are no weights; ask `can_embed` first.

    Source:
        Wang et al. (2020), MiniLM, arXiv:2002.10957; Reimers and Gurevych (2019), Sentence-BERT,
        arXiv:1908.10084.
    """
    import numpy as np

    vectors = np.zeros((len(texts), WIDTH), np.float32)
    if not len(texts):
        return vectors
    weights = find_weights(folder)
    if weights is None:
        raise LookupError("MiniLM's weights are not installed.")
    tokenizer, session = _load(weights)
    pieces = [np.array(found.ids, np.int64) for found in tokenizer.encode_batch(list(texts))]
    for places in _batches([len(ids) for ids in pieces]):
        longest = max(len(pieces[place]) for place in places)
        ids = np.zeros((len(places), longest), np.int64)
        mask = np.zeros((len(places), longest), np.int32)
        for row, place in enumerate(places):
            ids[row, : len(pieces[place])] = pieces[place]
            mask[row, : len(pieces[place])] = 1
        vectors[places] = session.run(None, {"ids": ids, "mask": mask})[0]
    return vectors


class VectorStore:
    """Vectors by the hash of their text, in one file beside the project's database.

    Vectors tell something of the words they were made of. So the file belongs in the project's
    own folder, and only cleared text may be handed in.

    Attributes:
        path: The file, `.npz`; None keeps nothing.
        folder: Where the weights are, if not in the package that carries them.
    """

    def __init__(self, path: Path | None, folder: Path | None = None) -> None:
        self.path = path
        self.folder = folder
        self._places: dict[bytes, int] | None = None
        self._vectors: NDArray[np.float16]

    def embed(self, texts: Sequence[str]) -> Vectors:
        """As `embed`, to three decimals; a text that was seen before is looked up.

        The file is replaced in one go. Of two processes that write at once the last wins, and the
        other's vectors are worked out again when they are asked for.
        """
        import numpy as np

        keys = [hashlib.sha256(text.encode()).digest() for text in texts]
        places = self._look_up()
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in places}
        if new:
            worked_out = embed(list(new.values()), self.folder).astype(np.float16)
            places |= {key: place for place, key in enumerate(new, start=len(places))}
            self._vectors = np.concatenate([self._vectors, worked_out])
            self._write(list(places), self._vectors)
        return self._vectors[np.array([places[key] for key in keys], np.intp)].astype(np.float32)

    def _look_up(self) -> dict[bytes, int]:
        """Where each text's vector is, after a first look into the file."""
        if self._places is None:
            keys, self._vectors = self._read()
            self._places = {key: place for place, key in enumerate(keys)}
        return self._places

    def _read(self) -> tuple[list[bytes], NDArray[np.float16]]:
        import numpy as np

        nothing = np.zeros((0, WIDTH), np.float16)
        try:
            content = self.path.read_bytes() if self.path else b""
        except OSError:
            content = b""
        # A file that is not what was written is worked out anew, as if it were not there.
        if not content or content[:32] != hashlib.sha256(content[32:]).digest():
            return [], nothing
        with np.load(io.BytesIO(content[32:]), allow_pickle=False) as found:
            return [row.tobytes() for row in found["keys"]], found["vectors"]

    def _write(self, keys: Sequence[bytes], vectors: NDArray[np.float16]) -> None:
        import numpy as np

        if self.path is None:
            return
        file = io.BytesIO()
        rows = np.frombuffer(b"".join(keys), np.uint8).reshape(len(keys), 32)
        np.savez(file, keys=rows, vectors=vectors)
        content = file.getvalue()
        write_whole(self.path, hashlib.sha256(content).digest() + content)


@lru_cache(maxsize=1)
def _load(weights: Weights) -> tuple[Any, Any]:
    """The tokenizer and the network, once in a process."""
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(weights.tokenizer))
    tokenizer.enable_truncation(_MOST_PIECES)
    tokenizer.no_padding()
    options = SessionOptions()
    options.intra_op_num_threads = os.cpu_count() or 1
    options.log_severity_level = 3
    session = InferenceSession(read_graph(weights), options, providers=["CPUExecutionProvider"])
    return tokenizer, session


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Places of texts of about the same length, the longest first, so that little is padded."""
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lambda place: -lengths[place]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > _PIECES_AT_ONCE:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch
