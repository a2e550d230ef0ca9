"""May this thing be taken in, given what is held: only the owner changes, loosens or revokes what is his.

Law: the first that came under an id and version stays; what is there already, to the byte, is welcome from anybody.
Not here: whether it is sound by itself (share.intel), whether it may leave again (gate.py).

The rules, in the order in which they are asked:
1. A thing with the id of a traffic light label is the label as its owners publish it.
2. It comes in the name of the body that brings it.
3. What is held to the byte is taken again.
4. Nobody brings the identity that is registered for another body, or what names such an identity as its author.
5. Its times can be read, and it was not modified before it was created.
6. A thing that is held is changed by the body whose it is and by nobody else: so nobody else loosens its marking. Of a
   cyber observable each body has its own copy.
7. Under one id and version there is one thing; created and author stay; after revoked comes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from battlebox.share.release.errors import TEXT, Code
from battlebox.share.release.held import Held
from battlebox.share.release.labels import is_untouched, label_of


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Why a thing is not taken in. `hashes` (of what is held and of what came) are for our own log alone."""

    id: str
    code: Code
    hashes: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What is wrong, for whoever sent it."""
        return TEXT[self.code][0]

    @property
    def hint(self) -> str:
        """What to do about it."""
        return TEXT[self.code][1]

    @property
    def tells_of_held(self) -> bool:
        """Whether the reason gives away that something is held under this id.

        A sender who may not have what is held is answered as for something new, and theirs is put aside unused.
        """
        return self.code in _OF_HELD


_OF_HELD = frozenset({Code.NOT_OWNER, Code.CONFLICT, Code.CREATED_CHANGED, Code.AUTHOR_CHANGED, Code.REVOKED})


def accept(
    new: Held, before: Held | None, by: str, identities: Mapping[str, str], *, same: Held | None = None
) -> NotTaken | None:
    """Why a thing is not taken in from this body; None if it is.

    `before` is the newest version held, `same` the one held under its id and version, if that is another.
    `identities` are those that the shelf knows.
    """
    if label_of(new.thing.id) is not None and not is_untouched(new.thing):
        return NotTaken(new.thing.id, Code.FALSE_LABEL)
    if new.owner != by:
        return NotTaken(new.thing.id, Code.OTHER_OWNER)
    known = [held for held in (before, same) if held is not None]
    if any(held.thing.raw == new.thing.raw for held in known):
        return None
    code = _of_itself(new, by, identities)
    if code is not None:
        return NotTaken(new.thing.id, code)
    for held in known:
        code = _of_change(held, new)
        if code is not None:
            return NotTaken(new.thing.id, code, (_hash(held), _hash(new)))
    return None


def _of_itself(new: Held, by: str, identities: Mapping[str, str]) -> Code | None:
    says = new.thing.says
    if identities.get(new.thing.id, by) != by:
        return Code.OTHER_IDENTITY
    if identities.get(says.get("created_by_ref", ""), by) != by:
        return Code.OTHER_AUTHOR
    try:
        created, modified = _instant(says, "created"), _instant(says, "modified")
    except ValueError:
        return Code.BAD_STAMP
    if created is not None and modified is not None and modified < created:
        return Code.BEFORE_CREATED
    return None


def _of_change(held: Held, new: Held) -> Code | None:
    if held.owner != new.owner:
        # An observable is nobody's: its id is worked out from what it is, and each body has its own copy.
        return Code.NOT_OWNER if "created" in new.thing.says else None
    was, says = held.thing.says, new.thing.says
    if _instant(was, "created") != _instant(says, "created"):
        return Code.CREATED_CHANGED
    if was.get("created_by_ref") != says.get("created_by_ref"):
        return Code.AUTHOR_CHANGED
    held_at, new_at = _version(held), _version(new)
    if held_at == new_at:
        return Code.CONFLICT
    return Code.REVOKED if was.get("revoked") is True and new_at > held_at else None


def _version(held: Held) -> datetime:
    # What has no versions (a marking, an observable) has one: the first.
    return _instant(held.thing.says, "modified") or datetime.min.replace(tzinfo=UTC)


def _instant(says: Mapping[str, object], name: str) -> datetime | None:
    found = says.get(name)
    if found is None:
        return None
    instant = datetime.fromisoformat(str(found))
    if instant.tzinfo is None:
        raise ValueError(name)
    return instant


def _hash(held: Held) -> str:
    return hashlib.sha256(held.thing.raw).hexdigest()
