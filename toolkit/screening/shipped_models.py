"""The files of the models that ship with the toolkit: each is read only as it was tested."""

from __future__ import annotations

import hashlib
from importlib.resources import files

from toolkit.errors import BadInput


def read_model(name: str, sha256: str) -> bytes:
    """The bytes of a model.

    Args:
        name: Of its file, beside this one.
        sha256: Of its bytes, as they were tested.

    Raises:
        BadInput: The file is missing or is not the one that was tested.
    """
    resource = files("toolkit.screening").joinpath(name)
    content = resource.read_bytes() if resource.is_file() else b""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise BadInput(
            "S101",
            f"The model {name}, which finds what may point at somebody, is missing or has been "
            "changed. It came with the toolkit. Install the toolkit again.",
        )
    return content
