"""A bulletin as a page shows it: whatever speaks against it first, then what it says, then the words for the phone.

Law: nothing in it can be clicked on; letters that turn the writing around are written out.
Not here: opening it (share.bulletin), what may be done with it (listing.py).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms

from battlebox.desk import unturned
from battlebox.desk.brief import clock
from battlebox.share.bulletin import HEADINGS, Bulletin, BulletinError, Opened, Reader, heard_words, key_words
from battlebox.share.bulletin import open_bulletin as opened_file
from battlebox.share.foreign import defanged
from battlebox.web.bulletins.keys import own_list
from battlebox.web.bulletins.recorded import SEALS
from battlebox.web.estates_to_choose import body_name
from battlebox.web.incident.at_desk import AtDesk

HERE: Final = "partners"
"""The place in the menu."""
SIGN_HEADS: Final = ("Kind", "Value", "Note")


def opened_here(desk: AtDesk, raw: bytes, *, name: str, seen: tuple[Bulletin, ...] = ()) -> Opened:
    """A file as the officer's body opens it. Raises BulletinError."""
    reader = Reader(desk.officer.body, community=True)
    return opened_file(raw, own_list(desk), desk.sight.now, name=name, reader=reader, seen=seen, called=body_name)


def seal_of(opened: Opened) -> str:
    """What is known of the signer, in words."""
    return SEALS[opened.signer]


def parts_of(bulletin: Bulletin) -> dict[str, Any]:
    """What it says."""
    lists = [(title, [unturned(one) for one in getattr(bulletin, name)]) for name, title in HEADINGS]
    return {
        "says": {
            "title": unturned(bulletin.title),
            "label": bulletin.tlp.to_text(),
            "facts": [(one.believed.words, unturned(one.words), one.tlp.to_text()) for one in bulletin.facts],
            "lists": [(title, lines) for title, lines in lists if lines],
            "signs": [
                (unturned(one.kind), unturned(defanged(one.value)), unturned(one.note)) for one in bulletin.indicators
            ],
            "sign_heads": SIGN_HEADS,
        }
    }


def about(desk: AtDesk, bulletin: Bulletin, *, is_theirs: bool = True) -> list[tuple[str, str]]:
    """From whom, for whom, from when until when, whom to ask; of an unchecked key that this is its own word."""
    readers = ", ".join(desk.body_name(each) for each in bulletin.audience)
    return [
        ("From", f"{unturned(bulletin.issuer_name)}, bulletin {bulletin.number}"),
        ("For", readers or f"whoever {bulletin.tlp.to_text()} lets have it"),
        ("Issued", clock(bulletin.issued)),
        ("Holds until", clock(bulletin.expires)),
        ("Next", clock(bulletin.next_at) if bulletin.next_at else "not said"),
        ("Ask" if is_theirs else "Ask, as it says itself, which nobody checked", unturned(bulletin.ring)),
    ]


def phone_words(opened: Opened, body: str = "") -> list[tuple[str, str]]:
    """What is read out on the phone, and compared."""
    rows = [("Twelve words of this bulletin", opened.signed.spoken)]
    rows.append(("Twelve words of the key that signed it", key_words(opened.signed.key)))
    for one in opened.partners:
        if one.key and one.key != opened.signed.key:
            rows.append((f"Twelve words of the key we hold for {one.name}", key_words(one.key)))
        if one.number:
            rows.append((f"Ring {one.name} on", f"{one.number}{f', {one.who}' if one.who else ''}"))
    if body:
        rows.append(("Our four words, to read back", heard_words(opened.signed.fingerprint, body)))
    return rows


def code_of(opened: Opened, body: str = "") -> dict[str, Any]:
    """The QR code, the words for the phone and the fingerprint."""
    return {"code": opened.signed.card, "phone": phone_words(opened, body), "fingerprint": opened.signed.fingerprint}


def at_form(wrong: BulletinError) -> forms.ValidationError:
    """The same, of one field."""
    said = str(wrong)
    return forms.ValidationError(f"{said[:1].upper()}{said[1:]}: {wrong.hint}")
