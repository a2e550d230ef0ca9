"""The keys of a list of people: names are sealed to the list's own key, and that key to each holder apart.

Law: the record never holds a name or the list's key in the clear; any one holder can open the list, at any hour, and
nobody else can; who holds no key can still seal a note into it.
Not here: the cipher (journal's age sealing), who may open a list (reach_list.py).
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.reach.person import FIELDS, Person
from battlebox.desk.record import values
from battlebox.desk.record.writing import line
from battlebox.journal import Json, new_sealing_key, seal, unseal

HOLDERS_LEAST: Final = 2
PASSPHRASE_LEAST: Final = 20
SEALED_MOST: Final = 1 << 20
"""Characters of a sealed list: what one part of an entry can hold."""
_UNPACKED_MOST: Final = 1 << 26


class Means(StrEnum):
    """How a holder opens the list."""

    WORDS = "passphrase"
    SEALING_KEY = "sealing key"


@dataclass(frozen=True, slots=True)
class Holder:
    """A post that is to hold a key (never a person's name), and either its passphrase or its public sealing key."""

    post: str
    passphrase: str = field(default="", repr=False)
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a holder shows to open a list: the post, and its passphrase or the secret of its sealing key."""

    post: str
    passphrase: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SealedKey:
    """The list's key as one holder can open it."""

    post: str
    means: Means
    sealed: str


@dataclass(frozen=True, slots=True)
class Keys:
    """The public key of a list, and its secret one sealed to each holder."""

    public: str
    held: tuple[SealedKey, ...]

    @property
    def posts(self) -> tuple[str, ...]:
        """Who holds a key."""
        return tuple(each.post for each in self.held)


def new_keys(holders: tuple[Holder, ...]) -> Keys:
    """A fresh key, sealed to each holder. Raises DeskError for fewer than two or a weak passphrase.

    Cost: about a second for each holder with a passphrase, on purpose.
    """
    clean = tuple(_checked(holder) for holder in holders)
    posts = {holder.post.casefold() for holder in clean}
    if len(posts) < HOLDERS_LEAST or len(posts) < len(clean):
        raise DeskError.of(Code.FEW_HOLDERS, found=len(posts))
    public, secret = new_sealing_key()
    return Keys(public, tuple(_sealed_to(holder, secret) for holder in clean))


def replaced(keys: Keys, secret: str, lost: str, new: Holder) -> Keys:
    """The same key with one holder's place given to another. Raises DeskError."""
    clean = _checked(new)
    if lost not in keys.posts:
        raise DeskError.of(Code.NOT_HOLDER, post=lost, posts=", ".join(keys.posts))
    kept = tuple(each for each in keys.held if each.post != lost)
    if clean.post.casefold() in {each.post.casefold() for each in kept}:
        raise DeskError.of(Code.FEW_HOLDERS, found=len(kept))
    return Keys(keys.public, (*kept, _sealed_to(clean, secret)))


def secret_of(keys: Keys, proof: Proof) -> str:
    """The list's secret key. Raises DeskError if the post holds none, JournalError if the proof does not open it."""
    held = next((each for each in keys.held if each.post == proof.post), None)
    if held is None:
        raise DeskError.of(Code.NOT_HOLDER, post=proof.post, posts=", ".join(keys.posts))
    sealed = base64.b64decode(held.sealed)
    name = f"the key of {held.post}"
    if held.means is Means.WORDS:
        return unseal(sealed, name, passphrase=proof.passphrase or " ").decode()
    return unseal(sealed, name, secret=proof.secret).decode()


def seal_people(people: tuple[Person, ...], public: str) -> str:
    """The people as one sealed text. Raises DeskError if they do not fit into one entry."""
    rows: list[Json] = [[values.write(getattr(person, name)) for name in FIELDS] for person in people]
    text = _seal({"fields": list(FIELDS), "rows": rows}, public)
    if len(text) > SEALED_MOST:
        raise DeskError.of(Code.TOO_MANY_PEOPLE, people=len(people))
    return text


def unseal_people(sealed: str, secret: str) -> tuple[Person, ...]:
    """The people again. Raises JournalError if this is not their key."""
    found = _unseal(sealed, secret)
    return tuple(values.read(Person, dict(zip(found["fields"], row, strict=True))) for row in found["rows"])


def seal_notes(notes: Mapping[int, str], public: str) -> str:
    """Notes on people, by their place in the list, sealed so that only a key holder reads them; "" for none."""
    written: dict[str, Json] = {str(place): note for place, note in notes.items() if note}
    return _seal(written, public) if written else ""


def unseal_notes(sealed: str, secret: str) -> dict[int, str]:
    """The notes again. Raises JournalError if this is not their key."""
    return {int(place): str(note) for place, note in _unseal(sealed, secret).items()}


def _checked(holder: Holder) -> Holder:
    post = line("the key holder", holder.post, what="a post, such as duty director; never a name")
    words = " ".join(holder.passphrase.split())
    if not holder.recipient and len(words) < PASSPHRASE_LEAST:
        raise DeskError.of(Code.WEAK_PASSPHRASE, post=post, found=len(words), least=PASSPHRASE_LEAST)
    return Holder(post, words, holder.recipient.strip())


def _sealed_to(holder: Holder, secret: str) -> SealedKey:
    means = Means.SEALING_KEY if holder.recipient else Means.WORDS
    recipients = (holder.recipient,) if holder.recipient else ()
    sealed = seal(secret.encode(), recipients=recipients, passphrase=holder.passphrase)
    return SealedKey(holder.post, means, base64.b64encode(sealed).decode())


def _seal(data: Json, public: str) -> str:
    packed = zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    return base64.b64encode(seal(packed, recipients=(public,))).decode()


def _unseal(sealed: str, secret: str) -> dict[str, Any]:
    opened = unseal(base64.b64decode(sealed), "the list of people", secret=secret)
    packing = zlib.decompressobj()
    found: dict[str, Any] = json.loads(packing.decompress(opened, _UNPACKED_MOST))
    return found
