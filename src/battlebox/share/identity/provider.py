"""What an issuer says of itself: where one signs in, where tokens are given out, and its keys; held for a while.

Law: nothing is asked before somebody needs it; after a failure it rests for a quarter of a minute, so that a dead one
holds up no threads; an unknown key has the keys asked for anew, once in half a minute at most.
Not here: reading a token (token.py), the way there and back (flow.py).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from battlebox.share.identity.asking import ask
from battlebox.share.identity.errors import Code, IdentityError
from battlebox.share.identity.issuer import Issuer, is_reachable

REST_SECONDS: Final = 15.0
PLACES_SECONDS: Final = 60.0
"""How long what it says of itself is held: no browser is sent to an issuer that has gone down since."""
KEYS_SECONDS: Final = 3600.0
KEYS_AGAIN_SECONDS: Final = 30.0
KEYS_MOST: Final = 50
RSA_BITS_LEAST: Final = 2048
_WELL_KNOWN: Final = "/.well-known/openid-configuration"
_KINDS: Final = frozenset({"RSA", "EC", "OKP"})
_GOOD: Final = 200


@dataclass(frozen=True, slots=True)
class Places:
    """Where an issuer is asked for what."""

    authorize: str
    token: str
    keys: str
    by_form: bool
    """Whether our secret goes into the form, because it takes it in no header."""
    names_itself: bool
    """Whether it says on the way back who it is (RFC 9207)."""


class Provider:
    """One issuer, asked by every thread of a process."""

    def __init__(self, issuer: Issuer, *, seconds: Callable[[], float] = time.monotonic) -> None:
        self.issuer = issuer
        self._seconds = seconds
        self._lock = threading.Lock()
        self._places: Places | None = None
        self._until = 0.0
        self._rests_until = 0.0
        self._keys: dict[str, Any] = {}
        self._keys_at = float("-inf")

    @property
    def is_resting(self) -> bool:
        """Whether it could not be reached a moment ago, and is not asked yet."""
        return self._seconds() < self._rests_until

    def places(self) -> Places:
        """Where it is asked. Raises IdentityError."""
        with self._lock:
            return self._known()

    def key(self, kid: str) -> object:
        """The public key of a name; with no name, the only one there is. Raises IdentityError."""
        with self._lock:
            places = self._known()
            now = self._seconds()
            if (kid not in self._keys or now - self._keys_at > KEYS_SECONDS) and (
                now - self._keys_at >= KEYS_AGAIN_SECONDS or not self._keys
            ):
                self._keys = _keys(self._asked(places.keys))
                self._keys_at = now
            if not kid and len(self._keys) == 1:
                return next(iter(self._keys.values()))
            if not kid or kid not in self._keys:
                raise self._wrong(Code.NO_KEY)
            return self._keys[kid]

    def _known(self) -> Places:
        if self._places is None or self._seconds() > self._until:
            found = self._asked(self.issuer.issuer.rstrip("/") + _WELL_KNOWN)
            if found.get("issuer") != self.issuer.issuer:
                raise self._wrong(Code.OTHER_ISSUER)
            self._places = self._read(found)
            self._until = self._seconds() + PLACES_SECONDS
        return self._places

    def _asked(self, url: str) -> Mapping[str, Any]:
        if self.is_resting:
            raise self._wrong(Code.RESTING)
        try:
            answer = ask(self.issuer, url)
            if answer.status != _GOOD:
                raise self._wrong(Code.AWAY)
        except IdentityError:
            self._rests_until = self._seconds() + REST_SECONDS
            raise
        return answer.found

    def _read(self, found: Mapping[str, Any]) -> Places:
        places = [found.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
        own = self.issuer.on_this_machine
        if not all(isinstance(each, str) and is_reachable(each, own=own) for each in places):
            raise self._wrong(Code.NOT_UNDERSTOOD)
        ways = found.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        by_form = isinstance(ways, list) and "client_secret_basic" not in ways and "client_secret_post" in ways
        names_itself = found.get("authorization_response_iss_parameter_supported") is True
        return Places(str(places[0]), str(places[1]), str(places[2]), by_form, names_itself)

    def _wrong(self, code: Code) -> IdentityError:
        return IdentityError.of(code, name=self.issuer.name)


def _keys(found: Mapping[str, Any]) -> dict[str, Any]:
    """The keys that sign, by name; what is not understood, meant for something else, or too weak is left out."""
    listed = found.get("keys")
    kept: dict[str, Any] = {}
    for each in (listed if isinstance(listed, list) else [])[:KEYS_MOST]:
        if not isinstance(each, dict) or each.get("kty") not in _KINDS or each.get("use", "sig") != "sig":
            continue
        try:
            key = jwt.PyJWK(each).key
        except (jwt.PyJWTError, ValueError, TypeError, KeyError):
            continue
        if isinstance(key, RSAPublicKey) and key.key_size < RSA_BITS_LEAST:
            continue
        kept[str(each.get("kid", ""))] = key
    return kept
