"""What is written of a bulletin beside its file: rows of the ledger when it goes, the entry when it is taken in.

Law: it is in the ledger before anybody can have it; an entry says what was known of the signer when it was taken in.
Not here: the entries themselves (desk.exchange), the ledger (web.taxii).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from battlebox.desk import DeskCode, DeskError, Officer
from battlebox.desk.exchange import FactLine, ReceivedBulletin, SignedFile
from battlebox.journal import EXERCISE, SigningKey
from battlebox.share import exercise_now
from battlebox.share.bulletin import (
    TITLE_MOST,
    Bulletin,
    BulletinCode,
    BulletinError,
    Opened,
    SignedBulletin,
    Signer,
    must_fit,
    sign_bulletin,
)
from battlebox.share.bulletin import Reader as BulletinReader
from battlebox.share.release import Channel, Item
from battlebox.web.models import Partner
from battlebox.web.taxii.ledger import Grounds, released

SEALS: Final = {
    Signer.KNOWN: "Signed with the key we hold as theirs",
    Signer.UNKNOWN: "Signed by a key that nobody here knows",
    Signer.UNCHECKED: "Signed with a key that nobody checked",
    Signer.TWO_KEYS: "We hold two keys for them",
    Signer.OTHER_BODY: "Signed with ANOTHER body's key",
    Signer.OTHER_KEY: "Signed with ANOTHER key than we hold",
}
NAME_LETTERS: Final = 20
PRACTICE: Final = "MADE UP, do not act on it: "
Made = Callable[[int, tuple[FactLine, ...], datetime], Bulletin]
"""Makes a bulletin with a number, its facts and its time of issue."""


def signing(
    officer: Officer, key: SigningKey, orgs: frozenset[str], make: Made, *, practice: bool
) -> Callable[..., SignedFile]:
    """What signs a bulletin for the record: asked of the gate for each body again, then written into the ledger.

    A desk that practises says so in the title, which is signed: a file has no page around it that would.
    """

    def sign(number: int, facts: tuple[FactLine, ...], at: datetime) -> SignedFile:
        try:
            bulletin = make(number, facts, at)
            if practice:
                bulletin = replace(bulletin, title=(practice_words() + bulletin.title)[:TITLE_MOST])
            must_fit(bulletin, readers_of(officer.body, orgs, bulletin.audience), at)
            signed = sign_bulletin(bulletin, key)
        except BulletinError as wrong:
            raise in_desk_words(wrong) from wrong
        went(officer, signed, at)
        return SignedFile(signed.fingerprint, signed.to_bytes().decode())

    return sign


def practice_words() -> str:
    """What the title of a bulletin begins with where the desk practises."""
    return f"{exercise_now()}: " if exercise_now() else PRACTICE


def must_suit_desk(opened: Opened, name: str, *, drill: bool) -> None:
    """Refuse a drill's bulletin at a real desk, and at a drill's one that does not say what it is of.

    What is signed counts, and no word beside it. Raises BulletinError.
    """
    title = opened.bulletin.title
    if EXERCISE in title and not drill:
        raise BulletinError.of(BulletinCode.OF_A_DRILL, name=name)
    if drill and EXERCISE not in title and not title.startswith(PRACTICE):
        raise BulletinError.of(BulletinCode.IS_REAL, name=name)


def readers_of(ours: str, orgs: frozenset[str], bodies: tuple[str, ...]) -> list[BulletinReader]:
    """Each of these bodies as the gate asks for it: whether in the community, and whose registered client."""
    known = {each.body: each for each in Partner.objects.filter(ours=ours, body__in=bodies)}
    found = []
    for body in bodies:
        one = known.get(body)
        of = frozenset(one.client_of) if one else frozenset[str]()
        found.append(BulletinReader(body, body in orgs or bool(one and one.community), of))
    return found


def went(officer: Officer, signed: SignedBulletin, at: datetime) -> None:
    """One row of the ledger for each body that it is for; one for the public, where its label alone says who."""
    found = signed.bulletin
    item = Item(f"bulletin {found.number}", signed.fingerprint[:12], found.tlp, signed.fingerprint)
    basis = "a bulletin" if found.audience else f"a bulletin for whoever {found.tlp.to_text()} lets have it"
    for body in found.audience or ("",):
        released(Grounds(officer.body, body, Channel.BULLETIN, basis, officer.id), [item], at=at)


def taken(opened: Opened, asked: str) -> ReceivedBulletin:
    """A bulletin that came, as it goes into the record."""
    found, signed = opened.bulletin, opened.signed
    return ReceivedBulletin(
        fingerprint=signed.fingerprint,
        file=signed.to_bytes().decode(),
        issuer=found.issuer,
        issuer_name=found.issuer_name,
        number=found.number,
        title=found.title,
        tlp=found.tlp,
        to=found.audience,
        issued=found.issued,
        expires=found.expires,
        next_at=found.next_at,
        seal=SEALS[opened.signer],
        is_checked=opened.signer is Signer.KNOWN,
        asked=asked,
    )


def name_of(fingerprint: str) -> str:
    """What a bulletin is called in addresses and in the record."""
    return fingerprint[:NAME_LETTERS]


def in_desk_words(wrong: BulletinError) -> DeskError:
    """What a bulletin refuses, as the desk refuses: said at the form."""
    return DeskError(DeskCode.MAY_NOT_LEAVE, str(wrong), wrong.hint)
