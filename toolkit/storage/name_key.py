"""The key from pseudonym to name: a file of its own, encrypted, and never part of a project.

Whoever clears a text adds to the key without opening it: each entry is encrypted to the key's
public half (X25519, HKDF-SHA-256, ChaCha20-Poly1305), and only the passphrase opens the private
half (argon2id, then ChaCha20-Poly1305). So a checker needs no passphrase to keep the way back,
and who has the project's files has no way back without it.

The file is JSON. Entries are padded, so that their size does not tell a name's length.

Source: RFC 9106 (argon2id, the profile for little memory), RFC 7748, RFC 5869 and RFC 8439.
"""

from __future__ import annotations

import base64
import json
import os
import tempfile
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, insert, select, update

from toolkit.errors import BrokenProject, NotAllowed, NotFound, WrongState
from toolkit.storage import tables
from toolkit.storage.database import now

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

FORMAT = "coproduced interviews: key to the names, version 1"
TIME_COST, MEMORY_KIB, LANES = 3, 64 * 1024, 4
ENTRY_SIZE = 256
"""Bytes that an entry is padded to; a longer one takes a multiple of it."""

_SALT, _PUBLIC, _NONCE = 16, 32, 12
_ENTRY = b"entry of a key to the names"


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """One way back.

    Attributes:
        pseudonym: What stands in the texts, such as `"[Officer 3]"`.
        words: What stood there.
        kind: Of finding, such as `"titled_name"`.
    """

    pseudonym: str
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class KnownKey:
    """What the project knows of its key: that it was made, and nothing that is in it."""

    id: str
    made_by: str
    made_at: str


def find_known_key(connection: Connection) -> KnownKey | None:
    """The key that the project has; None where none was made, or it was given up."""
    table = tables.name_keys
    row = connection.execute(select(table).where(table.c.given_up_at.is_(None))).first()
    return KnownKey(row.id, row.made_by, row.made_at) if row else None


def add_known_key(connection: Connection, key: KnownKey) -> None:
    """Keep that a key was made."""
    connection.execute(insert(tables.name_keys).values(**asdict(key)))


def give_up_known_key(connection: Connection, key_id: str) -> None:
    """Keep that there is no way back by this key any more."""
    table = tables.name_keys
    connection.execute(update(table).where(table.c.id == key_id).values(given_up_at=now()))


def make_key_file(path: Path, key_id: str, passphrase: str) -> None:
    """A new key without entries.

    Raises:
        WrongState: There is a file of this name already.
    """
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    if path.exists():
        raise WrongState(
            "K101",
            "There is a key file already, and it is not written over. Move it away first, or "
            "name another place with TOOLKIT_KEY_FILE.",
        )
    private = X25519PrivateKey.generate()
    _write(path, _locked(private, key_id, passphrase) | {"entries": []})


def change_key_passphrase(path: Path, key_id: str, passphrase: str, new: str) -> None:
    """Let another passphrase open a key from now on; copies of the file keep the old one.

    Raises:
        NotFound: The file is not there.
        BrokenProject: It is damaged, or the key of another project.
        NotAllowed: The passphrase does not fit.
    """
    kept = _read(path, key_id)
    private = _unlock(kept, passphrase)
    _write(path, _locked(private, key_id, new) | {"entries": kept["entries"]})


def add_key_entries(path: Path, key_id: str, entries: Iterable[KeyEntry]) -> None:
    """Add ways back; no passphrase is needed. What is there already may be added again.

    Raises:
        NotFound: The file is not there.
        BrokenProject: It is damaged, or the key of another project.
    """
    kept = _read(path, key_id)
    public = _bytes(kept["public"])
    sealed = [_seal(public, key_id, entry) for entry in entries]
    if sealed:
        _write(path, kept | {"entries": [*kept["entries"], *sealed]})


def read_key_entries(path: Path, key_id: str, passphrase: str) -> tuple[KeyEntry, ...]:
    """Every way back, each once, in the order in which they were added.

    Raises:
        NotFound: The file is not there.
        BrokenProject: It is damaged, or the key of another project.
        NotAllowed: The passphrase does not fit.
    """
    kept = _read(path, key_id)
    private = _unlock(kept, passphrase)
    return tuple(dict.fromkeys(_open(private, key_id, sealed) for sealed in kept["entries"]))


def check_key_file(path: Path, key_id: str) -> None:
    """Nothing, where the file is there, whole as far as can be told, and this project's key.

    Raises:
        NotFound: The file is not there.
        BrokenProject: It is damaged, or the key of another project.
    """
    _read(path, key_id)


def _locked(private: X25519PrivateKey, key_id: str, passphrase: str) -> dict[str, object]:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    public = private.public_key().public_bytes_raw()
    cipher = ChaCha20Poly1305(_key_of(passphrase, salt))
    locked = cipher.encrypt(nonce, private.private_bytes_raw(), _bound(key_id, public))
    return {
        "format": FORMAT,
        "id": key_id,
        "public": _text(public),
        "salt": _text(salt),
        "private": _text(nonce + locked),
    }


def _unlock(kept: dict[str, Any], passphrase: str) -> X25519PrivateKey:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    locked, bound = _bytes(kept["private"]), _bound(str(kept["id"]), _bytes(kept["public"]))
    cipher = ChaCha20Poly1305(_key_of(passphrase, _bytes(kept["salt"])))
    try:
        raw = cipher.decrypt(locked[:_NONCE], locked[_NONCE:], bound)
    except InvalidTag:
        raise NotAllowed(
            "K102",
            "This passphrase does not open the key to the names. Nothing was changed. Try again; "
            "if it is lost, there is no way back to the names.",
        ) from None
    return X25519PrivateKey.from_private_bytes(raw)


def _seal(public: bytes, key_id: str, entry: KeyEntry) -> str:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    once = X25519PrivateKey.generate()
    mine = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    content = json.dumps(asdict(entry), ensure_ascii=False).encode()
    content = content.ljust(-(-len(content) // ENTRY_SIZE) * ENTRY_SIZE)  # JSON ends in no blank
    # The key is used once, so the nonce may be the same for all.
    cipher = _entry_cipher(shared, mine + public)
    return _text(mine + cipher.encrypt(bytes(_NONCE), content, key_id.encode()))


def _open(private: X25519PrivateKey, key_id: str, sealed: object) -> KeyEntry:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    try:
        raw = _bytes(sealed)
        theirs, locked = raw[:_PUBLIC], raw[_PUBLIC:]
        shared = private.exchange(X25519PublicKey.from_public_bytes(theirs))
        cipher = _entry_cipher(shared, theirs + private.public_key().public_bytes_raw())
        found = json.loads(cipher.decrypt(bytes(_NONCE), locked, key_id.encode()))
        return KeyEntry(found["pseudonym"], found["words"], found["kind"])
    except (InvalidTag, ValueError, KeyError, TypeError):
        raise _damaged() from None


def _entry_cipher(shared: bytes, salt: bytes) -> ChaCha20Poly1305:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return ChaCha20Poly1305(HKDF(SHA256(), 32, salt, _ENTRY).derive(shared))


def _key_of(passphrase: str, salt: bytes) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    secret = unicodedata.normalize("NFC", passphrase).encode()
    return hash_secret_raw(secret, salt, TIME_COST, MEMORY_KIB, LANES, 32, Type.ID)


def _bound(key_id: str, public: bytes) -> bytes:
    """What the private half goes with: taken into another file, it opens nothing."""
    return FORMAT.encode() + key_id.encode() + public


def _read(path: Path, key_id: str) -> dict[str, Any]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        is_whole = (
            kept["format"] == FORMAT
            and len(_bytes(kept["public"])) == _PUBLIC
            and len(_bytes(kept["salt"])) == _SALT
            and len(_bytes(kept["private"])) > _NONCE
            and isinstance(kept["entries"], list)
            and isinstance(kept["id"], str)
        )
    except FileNotFoundError:
        raise NotFound(
            "K103",
            "The key to the names is not where it should be. Put the file back, or name its place "
            "with TOOLKIT_KEY_FILE. If it is lost, a checker can give up the way back "
            "(toolkit key give-up FOLDER).",
        ) from None
    except (OSError, ValueError, KeyError, TypeError):
        raise _damaged() from None
    if not is_whole:
        raise _damaged()
    if kept["id"] != key_id:
        raise BrokenProject(
            "K105",
            "This is the key of another project. Name the place of this project's key with "
            "TOOLKIT_KEY_FILE.",
        )
    return dict(kept)


def _damaged() -> BrokenProject:
    return BrokenProject(
        "K104",
        "The key to the names is damaged: it is no key file, or something in it was changed. "
        "Nothing was changed now. Put back a copy of the file.",
    )


def _write(path: Path, kept: dict[str, object]) -> None:
    """The file is the old one or the new one, whatever happens; only its owner may read it."""
    content = json.dumps(kept, indent=1).encode()
    try:
        half, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(half, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError:
        raise BrokenProject(
            "K106",
            "The key to the names cannot be written: the folder is missing, full or locked. "
            "Nothing was changed. Make room or name another place with TOOLKIT_KEY_FILE.",
        ) from None


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _bytes(content: object) -> bytes:
    if not isinstance(content, str):
        raise TypeError
    return base64.b64decode(content, validate=True)
