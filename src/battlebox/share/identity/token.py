"""What an issuer says of somebody: an ID token, believed only where everything about it is right.

Law: 1. signed, by an algorithm of two keys, with a key of the issuer's; 2. from this issuer, for this desk; 3. of now,
give or take five minutes; 4. with the nonce of this sign-in; 5. somebody was asked for it anew, where it says when.
Not here: the keys (provider.py), which account somebody is (web).
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from typing import Any, Final

import jwt

from battlebox.share.identity.errors import Code, IdentityError
from battlebox.share.identity.provider import Provider

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
LEEWAY_SECONDS: Final = 300
"""By how much a laptop without a clock server may be off, either way, as with codes of an app."""
ANEW_SECONDS: Final = 600
"""How long before the token somebody may have been asked for a password."""
TOKEN_LETTERS_MAX: Final = 64 * 1024
_NEEDED: Final = ("iss", "sub", "aud", "exp", "iat", "nonce")


def claims_of(provider: Provider, token: object, nonce: str, now: Callable[[], float]) -> Mapping[str, Any]:
    """What a token says, once it is believed. Raises IdentityError."""
    issuer = provider.issuer

    def wrong(code: Code) -> IdentityError:
        return IdentityError.of(code, name=issuer.name)

    if not token:
        raise wrong(Code.NO_TOKEN)
    if not isinstance(token, str) or len(token) > TOKEN_LETTERS_MAX:
        raise wrong(Code.BAD_TOKEN)
    try:
        head = jwt.get_unverified_header(token)
        if head.get("alg") not in ALGORITHMS or "crit" in head:
            raise wrong(Code.UNSIGNED)
        claims = jwt.decode(
            token,
            key=provider.key(str(head.get("kid", ""))),  # type: ignore[arg-type]  # What the library itself made of it.
            algorithms=list(ALGORITHMS),
            audience=issuer.client,
            issuer=issuer.issuer,
            leeway=LEEWAY_SECONDS,
            options={"require": list(_NEEDED)},
        )
    except jwt.PyJWTError as error:
        raise wrong(_code_of(error)) from None
    except (TypeError, ValueError, RecursionError):
        # A key of one kind under an algorithm of another; numbers that are none.
        raise wrong(Code.UNSIGNED) from None
    many = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (many or "azp" in claims) and claims.get("azp") != issuer.client:
        raise wrong(Code.OTHER_DESK)
    said = claims["nonce"]
    # JSON may hold half a letter, which is none of ours.
    if not isinstance(said, str) or not hmac.compare_digest(said.encode(errors="replace"), nonce.encode()):
        raise wrong(Code.OTHER_SIGN_IN)
    asked = claims.get("auth_time")
    if asked is not None and not (isinstance(asked, int | float) and asked > now() - ANEW_SECONDS - LEEWAY_SECONDS):
        raise wrong(Code.NOT_ASKED_ANEW)
    return claims


_CODES: Final[tuple[tuple[type[jwt.PyJWTError], Code], ...]] = (
    (jwt.InvalidSignatureError, Code.UNSIGNED),
    (jwt.InvalidAlgorithmError, Code.UNSIGNED),
    (jwt.ExpiredSignatureError, Code.WRONG_TIME),
    (jwt.ImmatureSignatureError, Code.WRONG_TIME),
    (jwt.InvalidAudienceError, Code.OTHER_DESK),
    (jwt.InvalidIssuerError, Code.OTHER_ISSUER),
    (jwt.InvalidKeyError, Code.UNSIGNED),
)


def _code_of(error: jwt.PyJWTError) -> Code:
    return next((code for kind, code in _CODES if isinstance(error, kind)), Code.BAD_TOKEN)
