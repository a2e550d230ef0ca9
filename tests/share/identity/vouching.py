"""A small issuer of identities on this machine, that follows OpenID Connect, or breaks it in the way a test asks for.

Law: it checks what a real one checks: client, secret, address to go back to, PKCE; a code works once.
Not here: the desk.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

CLIENT, SECRET = "battlebox", "a-secret:with/odd letters%"
RSA_KEYS = [rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2)]
SMALL_KEY = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505 - too weak on purpose
EC_KEY = ec.generate_private_key(ec.SECP256R1())


def jwk_of(key: Any, kid: str) -> dict[str, Any]:
    """A public key as an issuer publishes it."""
    kind = jwt.algorithms.ECAlgorithm if isinstance(key, ec.EllipticCurvePrivateKey) else jwt.algorithms.RSAAlgorithm
    return {**json.loads(kind.to_jwk(key.public_key())), "kid": kid, "use": "sig"}


@dataclass
class Vouching:
    """What it is told to do: whom it signs in, and what it gets wrong."""

    claims: dict[str, Any] = field(default_factory=lambda: {"sub": "person-1"})
    drop: tuple[str, ...] = ()
    key: Any = None
    kid: str = "one"
    alg: str = "RS256"
    published: list[dict[str, Any]] = field(default_factory=list)
    metadata: dict[str, Any] = field(default_factory=dict)
    answer: dict[str, Any] | None = None
    """Instead of what is given out for a code."""
    status: int = 200
    raw: bytes | None = None
    """Instead of any answer."""
    down: bool = False
    says_no: bool = False
    back_iss: str | None = None
    state: str | None = None
    nonce: str | None = None
    page: bool = False
    """Show a page with a button, as for a person, and not send on at once."""
    redirect_to: str = ""


class Issuer:
    """It runs until it is closed."""

    def __init__(self) -> None:
        self.told = Vouching(key=RSA_KEYS[0], published=[jwk_of(RSA_KEYS[0], "one")])
        self.asked: list[str] = []
        self.codes: dict[str, dict[str, str]] = {}
        self.used: set[str] = set()
        self.backs: set[str] = set()
        handler = type("Handler", (_Handler,), {"issuer": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def signs_in(self, asked: dict[str, str]) -> str:
        """Where the browser goes back to, with a code."""
        told = self.told
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert asked["prompt"] == "login"
        assert "openid" in asked["scope"].split()
        assert len(asked["state"]) >= 43
        assert len(asked["nonce"]) >= 43
        code = token_urlsafe(16)
        self.codes[code] = asked
        self.backs.add(asked["redirect_uri"])
        back = {"state": asked["state"] if told.state is None else told.state}
        back |= {"error": "access_denied", "error_description": "<b>no</b>"} if told.says_no else {"code": code}
        if told.back_iss is not None:
            back["iss"] = told.back_iss
        return f"{asked['redirect_uri']}?{urlencode(back)}"

    def gives_out(self, form: dict[str, str], proof: str) -> tuple[int, dict[str, Any]]:
        """What a code is turned into."""
        told = self.told
        kind, _, text = proof.partition(" ")
        sent = base64.b64decode(text).decode().split(":") if kind == "Basic" else ["", ""]
        name, secret = unquote(sent[0]), unquote(sent[1])
        if not proof:
            name, secret = form.get("client_id", ""), form.get("client_secret", "")
        if (name, secret) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        asked = self.codes.get(form["code"])
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=")
        if (
            asked is None
            or form["code"] in self.used
            or asked["redirect_uri"] != form["redirect_uri"]
            or asked["code_challenge"] != challenge.decode()
            or form["grant_type"] != "authorization_code"
        ):
            return 400, {"error": "invalid_grant"}
        self.used.add(form["code"])
        if told.answer is not None:
            return told.status, told.answer
        nonce = asked["nonce"] if told.nonce is None else told.nonce
        return told.status, {"access_token": "x", "token_type": "Bearer", "id_token": self.token(nonce)}

    def token(self, nonce: str) -> str:
        """An ID token."""
        told, now = self.told, int(time.time())
        claims = {
            "iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "auth_time": now, "nonce": nonce,
            **told.claims,
        }  # fmt: skip
        kept = {name: value for name, value in claims.items() if name not in told.drop}
        if told.alg == "none":
            return jwt.encode(kept, None, algorithm="none", headers={"kid": told.kid})
        headers = {"kid": told.kid} if told.kid else {}
        return jwt.encode(kept, told.key, algorithm=told.alg, headers=headers)


class _Handler(BaseHTTPRequestHandler):
    issuer: Issuer

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        one, told = self.issuer, self.issuer.told
        parts = urlsplit(self.path)
        one.asked.append(parts.path)
        if told.down:
            self._send(503, b"{}")
        elif told.redirect_to:
            self._send(302, b"", {"Location": told.redirect_to})
        elif told.raw is not None:
            self._send(200, told.raw)
        elif parts.path == "/.well-known/openid-configuration":
            places = {
                "issuer": one.address, "authorization_endpoint": f"{one.address}/authorize",
                "token_endpoint": f"{one.address}/token", "jwks_uri": f"{one.address}/keys",
            }  # fmt: skip
            self._send(200, json.dumps({**places, **told.metadata}).encode())
        elif parts.path == "/keys":
            self._send(200, json.dumps({"keys": told.published}).encode())
        elif parts.path == "/authorize":
            to = one.signs_in({name: values[-1] for name, values in parse_qs(parts.query).items()})
            if told.page:
                page = f'<h1>The issuer</h1><a id="in" href="{escape(to)}">Sign me in</a>'
                self._send(200, page.encode(), {"Content-Type": "text/html"})
            else:
                self._send(302, b"", {"Location": to})
        else:
            self._send(404, b"{}")

    def do_POST(self) -> None:
        self.issuer.asked.append(self.path)
        raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[-1] for name, values in parse_qs(raw).items()}
        if self.issuer.told.down:
            self._send(503, b"{}")
            return
        status, found = self.issuer.gives_out(form, self.headers.get("Authorization", ""))
        self._send(status, json.dumps(found).encode())

    def _send(self, status: int, body: bytes, more: dict[str, str] | None = None) -> None:
        with suppress(OSError):
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **(more or {})}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
