"""What may go to whom, written from docs/gate.md over plain facts: no bytes are read, no code of the gate is used.

Law: short enough to be seen to be right; slow is fine.
Not here: making the facts and the bytes that say them (cases.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field

WORDS = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]


@dataclass(eq=False)
class Fact:
    """A thing as a sentence would put it. Labels are words; other markings are ids."""

    id: str
    owner: str
    whole: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    author: str = ""
    audience: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    brought: str = ""
    expired: bool = False
    is_statement: bool = False
    label: str = ""
    """Not blank for a thing that has the id of a label: `as published` or `changed`."""


@dataclass
class World:
    """All that is held: the newest version of each body's copy of each id, in the order in which they came."""

    home: str
    identities: dict[str, str]
    newest: dict[tuple[str, str], Fact] = field(default_factory=dict)

    def find(self, id_, owner):
        copies = [fact for (one, _), fact in self.newest.items() if one == id_]
        return next((f for who in (owner, self.home) for f in copies if f.owner == who), (copies or [None])[0])


def goes(world, fact, to):
    if to.way not in ("hand", "file", "feed", "public") or (to.way != "public" and not to.body):
        return False
    if fact.label:
        return fact.label == "as published"
    bound, edge = [], {fact, world.newest.get((fact.id, fact.owner), fact)}
    for _ in range(33):
        bound += edge
        edge = {named for each in edge for named in names(world, each)}
        if None in edge:
            return False
        edge = {named for named in edge if (named.id, named.owner) not in {(each.id, each.owner) for each in bound}}
    return not edge and len({(each.id, each.owner) for each in bound}) <= 2001 and all(one(world, b, to) for b in bound)


def names(world, fact):
    card = world.find(fact.author, fact.owner)
    signed = card is not None and card.owner == fact.owner and bool(card.whole + card.parts)
    free = world.identities.get(fact.author) == fact.owner and not signed
    return [world.find(each, fact.owner) for each in {*fact.names, fact.author} - {"", fact.author if free else ""}]


def one(world, fact, to):
    marks = fact.whole + fact.parts
    rules = [world.find(each, fact.owner) for each in marks if each not in WORDS]
    if fact.expired or not all(r and r.is_statement and r.owner in (fact.owner, world.home) for r in rules):
        return False
    inside, outside = (max([WORDS.index(e) for e in m if e in WORDS], default=-1) for m in (marks, [fact.brought]))
    if not set(fact.whole) & set(WORDS) and fact.owner == world.home:
        return False
    carried = bool(set(fact.whole) & set(WORDS)) and inside >= outside
    level, given = (inside, fact.audience) if carried else (max(3, inside, outside), {world.home})
    if to.way == "public":
        return level == 0 and not given
    mine, wide = to.body in given | {fact.owner}, not given
    near = mine or bool((given | {fact.owner}) & to.client_of)
    by_hand = to.way == "hand" and to.person in fact.people - {""} and (mine or wide)
    return [near or wide, near or (wide and to.community), near, mine, by_hand][level]
