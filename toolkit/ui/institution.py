"""An institution's own sign-in (OpenID Connect), where whoever starts the app has set one up.

Streamlit's `st.login` keeps who somebody is in a cookie of its own for thirty days, which nothing
on the server ends. So it is not used: the institution's word is proved here, once, and begins one
of our own sessions. Nothing is asked for but that word: no name and no e-mail address.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from starlette.requests import Request

from toolkit.errors import BadInput, NotAllowed
from toolkit.settings import OIDC_CLIENT, OIDC_ISSUER, OIDC_SECRET
from toolkit.ui.gate import LOOPBACK
from toolkit.ui.wording import entrance as words

if TYPE_CHECKING:
    from authlib.integrations.starlette_client import StarletteOAuth2App

RETURN_PATH = "/institution/return"
"""Where the institution sends people back to; it has to know this address beforehand."""

ALGORITHMS = ["RS256", "PS256", "ES256"]
"""What an answer may be signed with; never with nothing, and never with a shared secret."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom an institution says somebody is: the same at each sign-in, and nobody's name."""

    issuer: str
    subject: str


def is_set_up() -> bool:
    """Whether there is an institution to sign in through."""
    return bool(os.environ.get(OIDC_ISSUER))


def check_set_up() -> None:
    """Nothing, where no institution is set up, or one is as it should be.

    Raises:
        BadInput: A part of it is missing, it is not reached by HTTPS, or a package is missing.
    """
    if not is_set_up():
        return
    if not (os.environ.get(OIDC_CLIENT) and os.environ.get(OIDC_SECRET)):
        raise BadInput(
            "U124",
            f"{OIDC_ISSUER} is set, and {OIDC_CLIENT} or {OIDC_SECRET} is not. Set all three as "
            "the institution gave them, or none.",
        )
    issuer = urlsplit(os.environ[OIDC_ISSUER])
    if issuer.scheme != "https" and issuer.hostname not in LOOPBACK:
        raise BadInput("U125", f"The address in {OIDC_ISSUER} has to begin with https://.")
    try:
        find_client()
    except ImportError:
        raise BadInput(
            "U126",
            "Signing in through an institution needs two packages more: pip install "
            "'coproduced-interview-toolkit[auth]'",
        ) from None


@cache
def find_client() -> StarletteOAuth2App:
    """What speaks to the institution; nothing is asked of it before somebody signs in."""
    from authlib.integrations.starlette_client import OAuth

    issuer = os.environ[OIDC_ISSUER].rstrip("/")
    made: StarletteOAuth2App = OAuth().register(
        "institution",
        client_id=os.environ[OIDC_CLIENT],
        client_secret=os.environ[OIDC_SECRET],
        server_metadata_url=f"{issuer}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid", "code_challenge_method": "S256"},
    )
    return made


async def begin(request: Request) -> str:
    """The address at the institution to go to; what has to come back is kept with the browser.

    Raises:
        NotAllowed: The institution does not answer, or not as one.
    """
    client = find_client()
    back = str(request.url.replace(path=RETURN_PATH, query=""))
    with _proving():
        await _load_metadata(client)
        redirect = await client.authorize_redirect(request, back)
    return str(redirect.headers["location"])


async def identify(request: Request) -> Identity:
    """Whom the institution says somebody is who comes back from it.

    Proved are the state and the nonce that this browser was given, the code by PKCE, and the
    answer's signature, issuer, audience and time.

    Raises:
        NotAllowed: Any of it does not hold.
    """
    client = find_client()
    with _proving():
        metadata = await _load_metadata(client)
        claims: dict[str, Any] = (await client.authorize_access_token(request))["userinfo"]
        issuer, subject = claims["iss"], claims["sub"]
    if issuer != metadata["issuer"] or not isinstance(subject, str) or not subject:
        raise _no_answer()
    return Identity(issuer, subject)


async def _load_metadata(client: StarletteOAuth2App) -> dict[str, Any]:
    metadata: dict[str, Any] = await client.load_server_metadata()
    if str(metadata.get("issuer", "")).rstrip("/") != os.environ[OIDC_ISSUER].rstrip("/"):
        raise _no_answer()
    offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
    metadata["id_token_signing_alg_values_supported"] = [a for a in offered if a in ALGORITHMS]
    return metadata


@contextmanager
def _proving() -> Iterator[None]:
    """Whatever does not hold, or does not come, is told in one way."""
    from authlib.common.errors import AuthlibBaseError
    from httpx import HTTPError
    from joserfc.errors import JoseError

    try:
        yield
    except (AuthlibBaseError, JoseError, HTTPError) as error:
        raise _no_answer() from error
    # So Authlib says that a part of a description or of an answer is missing.
    except (LookupError, RuntimeError, TypeError, ValueError) as error:
        raise _no_answer() from error


def _no_answer() -> NotAllowed:
    return NotAllowed("U127", words.NO_ANSWER)
