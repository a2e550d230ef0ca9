"""What binds a thing: its own marking, that of its newest version, and those of all it names, as far as that goes.

Law: what cannot be read, is not here or goes too far keeps the thing back; nothing that is missing ever loosens.
Not here: whom the markings let it go to (gate.py), and the second reading, which shares no line with this (second.py).

1. A thing with the id of a traffic light label is CLEAR if it says what the label's owners publish, else kept back.
2. Its label is the strictest of all that stand anywhere in it and of the one it was brought under.
3. Where the whole of it carries no label it is kept back if it is ours, and is for its owner and us alone if not. So is
   one that was brought under a stricter label than it carries: whoever got it would not know.
4. A marking that is no label restricts nothing if it is a statement of the same owner or of ours; others keep it back.
5. The same is asked of the newest version of it, and of the newest version of all it names, and so on.
6. The identity registered for its owner, named as its author, binds it only if the owner sent it with a marking.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from battlebox.marking import Marked, Tlp, strictest
from battlebox.share.intel import Named
from battlebox.share.release.held import Held, Shelf
from battlebox.share.release.kept import Why
from battlebox.share.release.labels import is_untouched, label_of
from battlebox.share.release.reach import Reach

STEPS_MOST: Final = 32
"""How far what a thing names is followed: the things it names are one step away."""
THINGS_MOST: Final = 2_000
"""How many things it may name in all."""


def reach_of(held: Held, shelf: Shelf) -> Reach:
    """How far this version of a thing may travel, given all that is held now.

    The shelf is asked once for each step and owner. Work it out anew when anything that it names comes, or a newer
    version of it.
    """
    if label_of(held.thing.id) is not None:
        return _reach_of_label(held)
    newest = shelf.held((held.thing.id,), held.owner).get(held.thing.id, held)
    is_other = newest.owner == held.owner and newest != held
    return _followed((held, newest) if is_other else (held,), shelf)


def _reach_of_label(held: Held) -> Reach:
    if not is_untouched(held.thing):
        return Reach(kept_back=Why.FALSE_LABEL)
    return Reach(frozenset({Marked(owner="", tlp=Tlp.CLEAR)}))


def _followed(first: Iterable[Held], shelf: Shelf) -> Reach:
    atoms: set[Marked] = set()
    level = [_Read.of(held) for held in first]
    met = {read.held.key for read in level}
    for _ in range(STEPS_MOST + 1):
        here = _here(level, shelf)
        following: dict[tuple[str, str], Held] = {}
        for read in level:
            found = here[read.held.owner]
            atom = _own(read, shelf.home)
            if isinstance(atom, Why):
                return Reach(kept_back=atom)
            if not all(_is_statement(found.get(one), read.held, shelf) for one in read.strange):
                return Reach(kept_back=Why.STRANGE_MARKING)
            atoms.add(atom)
            for one in _binding(read, found, shelf.identities):
                if one not in found:
                    return Reach(kept_back=Why.UNKNOWN_NAME)
                following[found[one].key] = found[one]
        level = [_Read.of(held) for key, held in following.items() if key not in met]
        met.update(following)
        if len(met) > THINGS_MOST + 1:
            return Reach(kept_back=Why.TOO_FAR)
        if not level:
            return Reach(frozenset(atoms))
    return Reach(kept_back=Why.TOO_FAR)


def _here(level: Iterable[_Read], shelf: Shelf) -> Mapping[str, Mapping[str, Held]]:
    """What the things of each owner name, as far as it is held."""
    asked: dict[str, dict[str, None]] = {}
    for read in level:
        asked.setdefault(read.held.owner, {}).update(dict.fromkeys((*read.names, *read.strange)))
    return {owner: shelf.held(ids, owner) for owner, ids in asked.items()}


@dataclass(frozen=True, slots=True)
class _Read:
    """A thing with what stands in it: names of things, traffic light labels, ids of other markings."""

    held: Held
    names: tuple[str, ...]
    labels: Mapping[str, Tlp]
    strange: tuple[str, ...]

    @classmethod
    def of(cls, held: Held) -> _Read:
        named = Named.of(held.thing)
        labels = {one: label for one in named.markings if (label := label_of(one)) is not None}
        return cls(held, named.things, labels, tuple(one for one in named.markings if one not in labels))


def _own(read: _Read, home: str) -> Marked | Why:
    """The marking of one thing, without what it names."""
    held, inside = read.held, strictest(read.labels.values())
    whole = not read.labels.keys().isdisjoint(held.thing.says.get("object_marking_refs", ()))
    if not whole and held.owner == home:
        return Why.UNMARKED
    known = [label for label in (inside, held.brought_under) if label is not None]
    if whole and strictest(known) is inside:
        return Marked(held.owner, inside, held.audience, held.people, expires=held.expires)
    label = strictest((*known, Tlp.AMBER_STRICT))
    return Marked(held.owner, label, frozenset({home}), held.people, expires=held.expires)


def _is_statement(marking: Held | None, held: Held, shelf: Shelf) -> bool:
    # Another body's would let whoever guesses the id of a marking say that it restricts nothing.
    if marking is None or marking.owner not in (held.owner, shelf.home):
        return False
    return marking.thing.says.get("definition_type") == "statement"


def _binding(read: _Read, found: Mapping[str, Held], identities: Mapping[str, str]) -> Iterator[str]:
    author, owner = read.held.thing.says.get("created_by_ref"), read.held.owner
    for one in read.names:
        if one == author and identities.get(one) == owner:
            own = found.get(one)
            if own is None or own.owner != owner or not Named.of(own.thing).markings:
                continue
        yield one
