"""A small institution on this machine that says who somebody is, and can be made to lie."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from tests.browser.coder_server import free_port

CLIENT, SECRET = "the-toolkit", "kept between the two"


class Institution:
    """Answers as OpenID Connect says, for whoever `subject` is.

    Attributes:
        subject: Who signs in next.
        lies: Claims of the next answers that are not as they should be.
        signs_with: What answers are signed with: the `"own"` key, `"another"` one, the shared
            `"secret"`, or `"nothing"`.
        asked: What it was asked for when somebody was last sent to it.
    """

    def __init__(self) -> None:
        self.port = free_port()
        # By this name a browser takes it for another site than the app.
        self.issuer = f"http://localhost:{self.port}"
        self.key = RSAKey.generate_key(2048, parameters={"kid": "one"})
        self.subject = "somebody"
        self.lies: dict[str, object] = {}
        self.signs_with = "own"
        self.asked: dict[str, str] = {}
        self._codes: dict[str, dict[str, str]] = {}

    @contextmanager
    def running(self) -> Iterator[Institution]:
        institution = self

        class Desk(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path, _, query = self.path.partition("?")
                self._say(*institution.show(path, dict(parse_qsl(query))))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                known = self.headers.get("Authorization", "")
                self._say(*institution.exchange(dict(parse_qsl(body)), known))

            def _say(self, status: int, said: str | Mapping[str, object]) -> None:
                self.send_response(status)
                if isinstance(said, str):
                    self.send_header("Location", said)
                    self.end_headers()
                    return
                content = json.dumps(said).encode()
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", self.port), Desk)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    def show(self, path: str, query: dict[str, str]) -> tuple[int, str | Mapping[str, object]]:
        """Its own description, its keys, or somebody on their way back with a code."""
        if path == "/.well-known/openid-configuration":
            return 200, {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            }
        if path == "/keys":
            return 200, {"keys": [self.key.as_dict(private=False)]}
        self.asked = query
        code = secrets.token_urlsafe(16)
        self._codes[code] = query
        return 302, f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def exchange(self, form: dict[str, str], known: str) -> tuple[int, Mapping[str, object]]:
        """The answer to a code, once and for whom it was given alone."""
        expected = base64.b64encode(f"{CLIENT}:{SECRET.replace(' ', '+')}".encode()).decode()
        plainly = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = self._codes.pop(form.get("code", ""), None)
        if asked is None or known not in (f"Basic {expected}", f"Basic {plainly}"):
            return 400, {"error": "invalid_grant"}
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        at = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT,
            "nonce": asked["nonce"],
            "iat": at,
            "exp": at + 300,
        } | self.lies
        told = {name: value for name, value in claims.items() if value is not None}
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": self._sign(told)}

    def _sign(self, claims: Mapping[str, object]) -> str:
        if self.signs_with == "nothing":
            parts = ({"alg": "none"}, claims)
            bare = (base64.urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=") for p in parts)
            return b".".join([*bare, b""]).decode()
        if self.signs_with == "secret":
            header = {"alg": "HS256", "kid": "one"}
            return jwt.encode(header, dict(claims), OctKey.import_key(SECRET * 3))
        another = RSAKey.generate_key(2048, parameters={"kid": "one"})
        key = self.key if self.signs_with == "own" else another
        return jwt.encode({"alg": "RS256", "kid": "one"}, dict(claims), key)


def state_of(address: str) -> str:
    """The state that an address carries."""
    return parse_qs(urlsplit(address).query)["state"][0]
