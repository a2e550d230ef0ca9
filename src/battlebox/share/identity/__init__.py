"""Signing in by an issuer of identities outside the desk (OpenID Connect): the settings, the way there and back.

Law: it takes an issuer that only a real desk has; what it says counts for nothing until its signature, issuer,
audience, times and nonce are right; it ends, whatever the other side does; no secret and no token is shown or kept.
Not here: which account an identity is (web), sessions, second factors.
"""

from battlebox.share.identity.errors import Code as IdentityCode
from battlebox.share.identity.errors import IdentityError
from battlebox.share.identity.flow import BACK, Known, Way, address_of_sign_in, begun, finish
from battlebox.share.identity.issuer import FILE, Issuer, read_issuer, secret_file_of
from battlebox.share.identity.provider import Provider

__all__ = [
    "BACK",
    "FILE",
    "IdentityCode",
    "IdentityError",
    "Issuer",
    "Known",
    "Provider",
    "Way",
    "address_of_sign_in",
    "begun",
    "finish",
    "read_issuer",
    "secret_file_of",
]
