"""Worlds of intelligence from a seed: facts, the bytes that say them, and who asks by which channel.

Law: one seed, one world; what a fact says stands in the bytes in any of the places and spellings that STIX allows.
Not here: what the answer should be (oracle.py).
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

import orjson
from oracle import WORDS, Fact, World

from battlebox.marking import Recipient, Tlp, WayOut
from battlebox.share.intel import Thing
from battlebox.share.release import Channel, Held

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
BODIES = ("northmere", "eastholt", "farwick")
PEOPLE = ("gold", "silver")
KINDS = ("indicator", "report", "note", "sighting", "relationship", "x-cell", "grouping", "observed-data")
# One old label reads as one that is stricter, and one word has two ids.
OLD = {
    "CLEAR": "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9",
    "GREEN": "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da",
    "AMBER+STRICT": "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82",
    "RED": "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed",
}
FORM = "extension-definition--ef765651-680c-498d-9894-99799f2fa126"
TLP_FORM = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"


@dataclass
class Shelf:
    """A shelf in memory, as the store is to keep it."""

    home: str
    identities: dict[str, str] = field(default_factory=dict)
    copies: dict[str, list[Held]] = field(default_factory=dict)

    def put(self, held):
        others = [each for each in self.copies.get(held.thing.id, []) if each.owner != held.owner]
        self.copies[held.thing.id] = [*others, held]
        return held

    def held(self, ids, owner):
        found = {each: self.copies[each] for each in ids if each in self.copies}
        return {each: self._chosen(copies, owner) for each, copies in found.items()}

    def _chosen(self, copies, owner):
        for wanted in (owner, self.home):
            for each in copies:
                if each.owner == wanted:
                    return each
        return copies[0]


@dataclass
class Case:
    world: World
    shelf: Shelf
    fact: Fact
    held: Held
    to: Recipient
    channel: str


def an_id(draw, kind):
    return f"{kind}--{UUID(int=draw.getrandbits(128), version=4)}"


def marking_id(draw, mark):
    if mark not in WORDS:
        return mark
    return OLD[mark] if mark in OLD and draw.random() < 0.2 else Tlp(mark).stix_id


def says_of(draw, fact):
    """What the thing says, and which texts of it are to be escaped in its bytes."""
    kind = fact.id.partition("--")[0]
    if fact.label:
        return label_says(draw, fact), []
    says = {"type": kind, "spec_version": "2.1", "id": fact.id, "created": "2026-11-23T04:10:00.000Z"}
    says["modified"] = f"2026-11-23T04:10:00.{draw.randrange(1000):03d}Z"
    says["name"] = draw.choice(("Seen at night", "Indicator of\nnothing", "A--b", "é — ü", 'a "quoted\\ name'))
    if fact.is_statement:
        says |= {"definition_type": "statement", "definition": {"statement": "Made by us."}}
    if fact.author:
        says["created_by_ref"] = fact.author
    if fact.whole:
        says["object_marking_refs"] = [marking_id(draw, each) for each in fact.whole]
    for each in fact.parts:
        place_marking(draw, says, marking_id(draw, each))
    escaped = [each for each in fact.names if place_name(draw, says, each)]
    if draw.random() < 0.2:
        says.setdefault("extensions", {}).setdefault(FORM, {"extension_type": "x"})
    return says, escaped


def label_says(draw, fact):
    word = fact.brought.lower()
    says = {"type": "marking-definition", "spec_version": "2.1", "id": fact.id, "name": f"TLP:{word.upper()}"}
    says["created"] = "2022-10-01T00:00:00.000Z"
    says["extensions"] = {TLP_FORM: {"extension_type": "property-extension", "tlp_2_0": word}}
    if fact.label == "changed":
        name, value = draw.choice((("name", "TLP:PURPLE"), ("description", "the plans"), ("extensions", {})))
        says[name] = value
    elif draw.random() < 0.5:
        del says[draw.choice(("name", "spec_version"))]
    return says


def place_marking(draw, says, marking):
    where = draw.randrange(4)
    if where < 2:
        says.setdefault("granular_markings", []).append({"marking_ref": marking, "selectors": ["name"]})
    elif where == 2:
        says.setdefault("objects", {})[str(draw.randrange(9))] = {"object_marking_refs": [marking]}
    else:
        says["x_said"] = says.get("x_said", "") + f" it was {marking} once."


def place_name(draw, says, name):
    """Put a name somewhere; True if its bytes are to be escaped."""
    where = draw.randrange(8)
    if where == 0:
        says.setdefault("object_refs", []).append(name)
    elif where == 1:
        says[f"x_{draw.randrange(99)}_ref"] = name
    elif where == 2:
        says.setdefault("extensions", {}).setdefault(FORM, {"extension_type": "x"})[f"p{draw.random()}"] = [[name]]
    elif where == 3:
        says["description"] = says.get("description", "") + f"\n{name}.\t{name}"
    elif where == 4:
        says["pattern"] = says.get("pattern", "") + f"[x:id = '{name}']"
    elif where == 5:
        says.setdefault("x_map", {})[name] = 1
    elif where == 6:
        says.setdefault("external_references", []).append({"source_name": "é", "url": f"https://a.example/{name}?x"})
    else:
        says.setdefault("where_sighted_refs", []).append(name)
        return draw.random() < 0.5
    return False


def held_of(draw, fact):
    says, escaped = says_of(draw, fact)
    raw = orjson.dumps(says)
    for each in escaped:
        raw = raw.replace(each.encode(), each.replace("--", "\\u002d-").encode())
    return Held(
        Thing(fact.id, says["type"], says.get("modified", says.get("created", "")), raw, says),
        fact.owner,
        audience=frozenset(fact.audience),
        brought_under=Tlp(fact.brought) if fact.brought else None,
        people=frozenset(fact.people),
        # To the second: what expires now has expired.
        expires=NOON if fact.expired else draw.choice((None, None, None, NOON + timedelta(seconds=1))),
    )


def any_world(seed):
    draw = random.Random(seed)
    world = World(draw.choice(BODIES), {})
    shelf = Shelf(world.home, world.identities)
    cards = {body: an_id(draw, "identity") for body in BODIES}
    world.identities.update({cards[body]: body for body in BODIES if draw.random() < 0.8})
    rules = [an_id(draw, "marking-definition") for _ in range(3)]
    ids = [an_id(draw, draw.choice(KINDS)) for _ in range(draw.choice((1, 2, 3, 4, 5, 6)))]
    dirty = draw.random()
    facts = [any_fact(draw, each, ids, cards, rules, dirty) for each in ids]
    facts += [any_fact(draw, each, ids[:1], cards, rules, dirty) for each in ids if draw.random() < 0.1]
    for rule in rules[:2]:
        facts.append(Fact(rule, draw.choice(BODIES), is_statement=draw.random() < 0.8))
    for body, card in cards.items():
        if draw.random() < 0.4:
            fact = any_fact(draw, card, [], cards, rules, dirty)
            fact.owner = body if draw.random() < 0.8 else fact.owner
            facts.append(fact)
    facts += any_labels(draw)
    if draw.random() < 0.02:
        facts += any_chain(draw)
    pairs = []
    for fact in facts:
        held = held_of(draw, fact)
        world.newest[fact.id, fact.owner] = fact
        shelf.put(held)
        pairs.append((fact, held))
    # What came under an id a second time from one body is its newer version: the first is the older one.
    return draw, world, shelf, pairs


def any_fact(draw, id_, ids, cards, rules, dirty):
    owner = draw.choice(BODIES)
    marks = [*WORDS[:3], *WORDS, "CLEAR", "GREEN"]
    whole = [draw.choice(marks)] if draw.random() > 0.12 * (1 + dirty) else []
    whole += [draw.choice(marks)] if draw.random() < 0.05 else []
    whole += [draw.choice(rules[:2])] if draw.random() < 0.15 else []
    whole += [rules[2]] if draw.random() < 0.03 * dirty else []
    parts = [draw.choice([*marks, *rules[:2]])] if draw.random() < 0.1 else []
    names = draw.sample(ids, min(len(ids), draw.choice((0, 0, 1, 1, 2, 3))))
    names += [an_id(draw, "malware")] if draw.random() < 0.06 * dirty else []
    author = draw.choice((cards[owner], cards[owner], cards[owner], cards[draw.choice(BODIES)], ""))
    people = set(draw.sample(PEOPLE, draw.choice((0, 1, 2))))
    audience = set(draw.sample(BODIES, draw.choice((0, 0, 0, 1, 2))))
    return Fact(
        id_, owner, whole, parts, [each for each in names if each != id_], author, audience, people,
        brought=draw.choice(WORDS) if draw.random() < 0.08 else "", expired=draw.random() < 0.02,
    )  # fmt: skip


def any_labels(draw):
    if draw.random() > 0.1:
        return []
    label = draw.choice(list(Tlp))
    untouched = draw.random() < 0.5
    fact = Fact(label.stix_id, draw.choice(BODIES), brought=label.value)
    fact.label = "as published" if untouched else "changed"
    return [fact]


def any_chain(draw):
    ids = [an_id(draw, "note") for _ in range(draw.choice((31, 32, 33, 34, 35)))]
    return [Fact(each, "northmere", ["CLEAR"], names=ids[n + 1 : n + 2]) for n, each in enumerate(ids)]


def any_recipient(draw):
    channel = draw.choice(tuple(Channel))
    way = draw.choice((channel.way,) * 12 + (WayOut.HAND, WayOut.FILE, "pigeon"))
    return channel, Recipient(
        way,
        body=draw.choice((*BODIES, *BODIES, *BODIES, "")),
        person=draw.choice((*PEOPLE, "")),
        client_of=frozenset(draw.sample((*BODIES, ""), draw.choice((0, 0, 1, 2)))),
        community=draw.random() < 0.6,
    )


def cases(many, seed):
    """So many cases, eight of each world."""
    made = 0
    while made < many:
        draw, world, shelf, pairs = any_world(seed + made)
        for _ in range(min(8, many - made)):
            fact, held = draw.choice(pairs)
            channel, to = any_recipient(draw)
            yield Case(world, shelf, fact, held, to, channel)
            made += 1
