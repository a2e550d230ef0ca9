"""That a bulletin was read: a signed file, or four words over the phone.

Law: an acknowledgement says that somebody opened this bulletin, and neither that they agree nor that they did anything.
Not here: who has not answered (desk).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from battlebox.journal import SigningKey
from battlebox.share.bulletin.callback import CallBack
from battlebox.share.bulletin.errors import BulletinError, Code
from battlebox.share.bulletin.signed import SignedBulletin, fingerprint_of, open_file, to_file
from battlebox.share.bulletin.spoken import heard_words

FORMAT: Final = "battlebox-bulletin-heard/1"
_PREFIX: Final = b"battlebox/bulletin-heard/1\0"
_SAYS: Final = frozenset({"at", "body", "bulletin"})


@dataclass(frozen=True, slots=True)
class Receipt:
    """Which bulletin (its fingerprint), by which body, when, and the key (64 hex digits) that signed it."""

    fingerprint: str
    body: str
    at: datetime
    key: str

    def is_theirs(self, known: CallBack) -> bool:
        """Whether its key is the one on the call-back list for that body, and somebody checked it."""
        return {(one.key, bool(one.checked)) for one in known.of_body(self.body) if one.key} == {(self.key, True)}


def receipt_words(is_theirs: bool) -> str:  # noqa: FBT001 - read as a phrase: receipt_words(found.is_theirs(known))
    """How an acknowledgement in a file came, for the record."""
    return "a file signed with their key" if is_theirs else "a file whose key nobody checked: ring them"


def acknowledge(signed: SignedBulletin, body: str, at: datetime, key: SigningKey) -> bytes:
    """The file by which a body says that it opened this bulletin at the aware instant `at`."""
    says = {
        "at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "body": body,
        "bulletin": signed.fingerprint,
    }
    signature = key.sign(_PREFIX + bytes.fromhex(fingerprint_of(says, key.public, FORMAT)))
    return to_file(says, FORMAT, key.public, signature)


def read_receipt(raw: bytes, signed: SignedBulletin, *, name: str) -> Receipt:
    """The acknowledgement in a file, of this bulletin. Raises BulletinError."""
    try:
        found = open_file(raw, name, FORMAT)
    except BulletinError as wrong:
        if wrong.code is Code.NOT_A_BULLETIN:
            raise BulletinError.of(Code.NOT_AN_ACKNOWLEDGEMENT, name=name) from None
        raise
    says = found.says
    if says.keys() != _SAYS or not all(isinstance(one, str) for one in says.values()):
        raise BulletinError.of(Code.NOT_AN_ACKNOWLEDGEMENT, name=name)
    if says["bulletin"] != signed.fingerprint:
        raise BulletinError.of(Code.OTHER_BULLETIN)
    try:
        at = datetime.fromisoformat(says["at"]).astimezone(UTC)
    except ValueError:
        raise BulletinError.of(Code.NOT_AN_ACKNOWLEDGEMENT, name=name) from None
    return Receipt(signed.fingerprint, says["body"], at, found.key)


def must_be_heard(signed: SignedBulletin, body: str, words: str) -> None:
    """Raises BulletinError unless these are the four words that this body sees for this bulletin."""
    if words.lower().split() != heard_words(signed.fingerprint, body).split():
        raise BulletinError.of(Code.WRONG_WORDS, body=body)
