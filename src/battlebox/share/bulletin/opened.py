"""What whoever opens a bulletin is told of it, before its first word is believed: who signed it, and whether it holds.

Law: an unknown key is said as unknown, never as wrong and never as right; a number in the bulletin itself is never the
one to ring; nothing here needs an account or a network.
Not here: the file (signed.py), taking it into a record (desk).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from battlebox.share.bulletin.bulletin import Bulletin
from battlebox.share.bulletin.callback import CallBack, Partner
from battlebox.share.bulletin.errors import BulletinError, Code
from battlebox.share.bulletin.fitting import Reader, why_not
from battlebox.share.bulletin.signed import RING, SignedBulletin, altered


class Signer(StrEnum):
    """What is known of the key."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    UNCHECKED = "unchecked"
    """It is on the list as theirs, and nobody says how that was checked."""
    TWO_KEYS = "two_keys"
    """It is one of two that are held for that body, and nobody chose between them."""
    OTHER_BODY = "other_body"
    """It is the key of another body than the one that the bulletin says it is from."""
    OTHER_KEY = "other_key"
    """That body has another key on the list."""


class Holds(StrEnum):
    """Whether it holds today."""

    NOW = "now"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    REPLACED = "replaced"
    DOUBLED = "doubled"
    """There is another bulletin of theirs with the same number."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A bulletin, and what its reader must know first.

    `partners` are the rows of the call-back list for whoever it says it is from; `not_for` says why it was not made
    for the reader, blank where it was or where nobody said who reads.
    """

    signed: SignedBulletin
    signer: Signer
    holds: Holds
    partners: tuple[Partner, ...]
    not_for: str = ""

    @property
    def bulletin(self) -> Bulletin:
        """What it says."""
        return self.signed.bulletin

    @property
    def is_sound(self) -> bool:
        """Signed by a key that was checked before, and it holds now."""
        return self.signer is Signer.KNOWN and self.holds is Holds.NOW

    def may_be_used(self, *, asked: bool = False) -> bool:
        """Whether it may be taken for theirs, and for us, today; `asked`: they were rung, and the words agree.

        Asking makes up for a key that nobody checked, never for one that is known to be somebody else's.
        """
        signer = Signer.KNOWN, *((Signer.UNKNOWN, Signer.UNCHECKED) if asked else ())
        return self.signer in signer and self.holds is Holds.NOW and not self.not_for

    @property
    def is_theirs(self) -> bool:
        """Whether the key that signed it was checked before, so that what it says of itself may be believed."""
        return self.signer is Signer.KNOWN

    @property
    def _no_number(self) -> str:
        """Where somebody is to be rung and the reader's own list has no number."""
        must_ring = not self.is_theirs or self.holds in (Holds.EXPIRED, Holds.DOUBLED)
        return _NO_NUMBER if must_ring and not any(one.number for one in self.partners) else ""

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to say before anything else, most important first."""
        return tuple(
            words.format(name=self.bulletin.issuer_name, number=self.bulletin.number)
            for words in (_SIGNER[self.signer], self._no_number, _HOLDS[self.holds], self.not_for)
            if words
        )


def open_bulletin(  # noqa: PLR0913 - what a reader knows, each named at the call
    raw: bytes,
    known: CallBack,
    now: datetime,
    *,
    name: str,
    reader: Reader | None = None,
    seen: Iterable[Bulletin] = (),
    called: Callable[[str], str] = str,
) -> Opened:
    """Open a file at the aware instant `now`; `seen` are bulletins that this reader has already.

    `called` gives the name of a body that is not on the reader's list.

    Raises BulletinError for a file that no key signed as it stands.
    """
    try:
        signed = SignedBulletin.from_bytes(raw, name=name)
    except BulletinError as wrong:
        if wrong.code is not Code.ALTERED:
            raise
        raise altered(name, _ring(wrong.claims, known, called), claims=wrong.claims) from None
    found = signed.bulletin
    denied = why_not(found, reader, now) if reader is not None and now < found.expires else None
    not_for = f"This was not made for {reader.body}: {denied[1]}. Pass it on to nobody." if reader and denied else ""
    return Opened(signed, _signer(signed, known), _holds(found, now, seen), known.of_body(found.issuer), not_for)


def _ring(claims: str, known: CallBack, called: Callable[[str], str]) -> str:
    """Whom to ring about a file that was altered: whoever it claims to be from, on the number of the reader's list."""
    rows = known.of_body(claims) if claims else ()
    numbers = dict.fromkeys(f"{one.number}{f' ({one.who})' if one.who else ''}" for one in rows if one.number)
    if numbers:
        return f"it claims to be from {rows[0].name}: ring them on {' or '.join(numbers)}, which your own list has"
    if claims:
        name = rows[0].name if rows else called(claims)
        lacks = "has no number for them" if rows else "does not have them"
        return f"it claims to be from {name}, and your call-back list {lacks}: ring them on a number you held before"
    return RING


def _signer(signed: SignedBulletin, known: CallBack) -> Signer:
    issuer = signed.bulletin.issuer
    theirs = {one.key: one.checked for one in known.of_body(issuer) if one.key}
    if any(one.body != issuer for one in known.of_key(signed.key)):
        return Signer.OTHER_BODY
    if signed.key in theirs:
        if len(theirs) > 1:
            return Signer.TWO_KEYS
        return Signer.KNOWN if theirs[signed.key] else Signer.UNCHECKED
    return Signer.OTHER_KEY if theirs else Signer.UNKNOWN


def _holds(found: Bulletin, now: datetime, seen: Iterable[Bulletin]) -> Holds:
    theirs = [one for one in seen if one.issuer == found.issuer]
    if any(one.number == found.number and one != found for one in theirs):
        return Holds.DOUBLED
    if any(one.number > found.number for one in theirs):
        return Holds.REPLACED
    if now >= found.expires:
        return Holds.EXPIRED
    return Holds.NOT_YET if now < found.issued else Holds.NOW


_NO_NUMBER = (
    "Your call-back list has no number for {name}. Take it from paper that you had before, or from somebody you know; "
    "never from this bulletin."
)
_SIGNER = {
    Signer.KNOWN: "",
    Signer.UNKNOWN: (
        "Nobody here has checked the key that signed this. Before you act on it, ring {name} on a number you had "
        "before the incident (not one in this bulletin), and have them read the twelve words."
    ),
    Signer.UNCHECKED: (
        "Your list has the key that signed this as that of {name}, and does not say who checked it. Ring them on a "
        "number you had before the incident, and have them read the twelve words."
    ),
    Signer.TWO_KEYS: (
        "Your list has two keys for {name}, and nobody has chosen between them. Do not act on it until you have rung "
        "them on a number you had before the incident."
    ),
    Signer.OTHER_BODY: (
        "The key that signed this belongs to another body on your list, not to {name}. Do not act on it. Ring both on "
        "numbers you had before the incident."
    ),
    Signer.OTHER_KEY: (
        "{name} has another key on your list than the one that signed this. Do not act on it until you have rung them "
        "on a number you had before the incident."
    ),
}
_HOLDS = {
    Holds.NOW: "",
    Holds.NOT_YET: "It is dated later than this machine's clock. Compare the clock with your watch.",
    Holds.EXPIRED: (
        "The time for which it held is over. Do not act on it: ask {name} for a newer one, on a number you had before "
        "the incident."
    ),
    Holds.DOUBLED: (
        "There is another bulletin of {name} with number {number}, and it says something else. Believe neither until "
        "you have rung them on a number you had before the incident."
    ),
    Holds.REPLACED: "You have a newer bulletin of {name} than number {number}. Act on that one.",
}
