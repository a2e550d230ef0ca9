"""The way to an issuer and back: an authorization code with PKCE, a state and a nonce, each for one sign-in.

Law: what comes back counts only in the browser where it was begun, within ten minutes, once; the code is turned into a
token by this desk alone; of the token nothing is kept but who it is and which groups the map asks for.
Not here: where the start is remembered (web), whether the token is right (token.py).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode

from battlebox.share.identity.asking import ask
from battlebox.share.identity.errors import Code, IdentityError
from battlebox.share.identity.issuer import Given
from battlebox.share.identity.provider import Provider
from battlebox.share.identity.token import claims_of

BACK: Final = "/account/issuer/back/"
"""Where on the desk an issuer sends people back to."""
SECONDS_MAX: Final = 600
_RANDOM_BYTES: Final = 32
_WHO_LETTERS_MAX: Final = 255
_GOOD: Final = 200
_SCOPES_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "email": ("email",), "preferred_username": ("profile",), "upn": ("profile",), "name": ("profile",),
}  # fmt: skip
_GROUPS_MOST: Final = 2000


@dataclass(frozen=True, slots=True)
class Way:
    """A sign-in that was begun."""

    state: str
    nonce: str
    verifier: str
    at: float
    back: str

    def to_kept(self) -> dict[str, Any]:
        """As a session keeps it."""
        return {each: getattr(self, each) for each in self.__slots__}

    @classmethod
    def from_kept(cls, kept: object) -> Way | None:
        """The inverse; None for anything else."""
        if not isinstance(kept, dict) or set(kept) != set(cls.__slots__):
            return None
        return cls(**kept)


@dataclass(frozen=True, slots=True)
class Known:
    """Whom an issuer vouches for."""

    issuer: str
    subject: str
    who: str
    """What the claim says that names people here: the subject itself, where no other was set."""
    roles: tuple[Given, ...]


def begun(back: str, now: Callable[[], float] = time.time) -> Way:
    """A new one; the issuer sends the browser back to `back`."""
    state, nonce, verifier = (secrets.token_urlsafe(_RANDOM_BYTES) for _ in range(3))
    return Way(state, nonce, verifier, now(), back)


def address_of_sign_in(provider: Provider, way: Way) -> str:
    """Where the browser is sent. Raises IdentityError where the issuer cannot be asked."""
    issuer = provider.issuer
    scopes = " ".join(dict.fromkeys(["openid", *_SCOPES_OF.get(issuer.who, ()), *issuer.scopes.split()]))
    challenge = base64.urlsafe_b64encode(hashlib.sha256(way.verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code", "client_id": issuer.client, "redirect_uri": way.back, "scope": scopes,
        "state": way.state, "nonce": way.nonce, "code_challenge": challenge, "code_challenge_method": "S256",
        "prompt": "login",
    }  # fmt: skip
    place = provider.places().authorize
    return f"{place}{'&' if '?' in place else '?'}{urlencode(asked)}"


def finish(provider: Provider, way: Way | None, came: Mapping[str, str], now: Callable[[], float] = time.time) -> Known:
    """Who it is, by what the browser brought back. Raises IdentityError.

    1. It belongs to this sign-in, and this issuer. 2. The issuer did not say no. 3. Its code is turned into a token.
    4. The token is believed. 5. It names somebody.
    """
    issuer = provider.issuer

    def wrong(code: Code) -> IdentityError:
        return IdentityError.of(code, name=issuer.name)

    is_late = way is not None and not 0 <= now() - way.at <= SECONDS_MAX
    if way is None or is_late or not hmac.compare_digest(came.get("state", "").encode(), way.state.encode()):
        raise wrong(Code.NOT_BEGUN)
    places = provider.places()
    said = came.get("iss", "")
    if said != issuer.issuer and (said or places.names_itself):
        raise wrong(Code.OTHER_ISSUER)
    if came.get("error") or not came.get("code"):
        raise wrong(Code.SAID_NO)
    form = {
        "grant_type": "authorization_code", "code": came["code"], "redirect_uri": way.back,
        "code_verifier": way.verifier,
    }  # fmt: skip
    if places.by_form:
        answer = ask(issuer, places.token, {**form, "client_id": issuer.client, "client_secret": issuer.secret})
    else:
        proof = (quote(issuer.client, safe=""), quote(issuer.secret, safe=""))
        answer = ask(issuer, places.token, form, proof=proof)
    if answer.status != _GOOD:
        is_us = answer.status == 401 or answer.found.get("error") in ("invalid_client", "unauthorized_client")  # noqa: PLR2004 - as HTTP names it
        raise wrong(Code.DESK_REFUSED if is_us else Code.CODE_REFUSED)
    return _known(provider, claims_of(provider, answer.found.get("id_token"), way.nonce, now))


def _known(provider: Provider, claims: Mapping[str, Any]) -> Known:
    issuer = provider.issuer
    subject, who = claims["sub"], claims.get(issuer.who)
    for each in (subject, who):
        if not isinstance(each, str) or not each.strip() or len(each) > _WHO_LETTERS_MAX or not each.isprintable():
            raise IdentityError.of(Code.NO_WHO, name=issuer.name)
    if issuer.who == "email" and claims.get("email_verified") is not True:
        raise IdentityError.of(Code.UNVERIFIED, name=issuer.name)
    said = claims.get(issuer.groups, []) if issuer.roles else []
    listed = [said] if isinstance(said, str) else said if isinstance(said, list) else []
    groups = {each for each in listed[:_GROUPS_MOST] if isinstance(each, str)}
    return Known(issuer.issuer, subject, str(who), tuple(each for each in issuer.roles if each.group in groups))
