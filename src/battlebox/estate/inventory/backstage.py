"""A catalogue of Backstage: components and resources become systems, and what they depend on what they need.

1. Read each entity: a document of YAML, or one of the JSON that the catalogue answers with.
2. A component or resource is a system; an API is only followed, from who consumes it to who provides it.
3. Teams are the owners of what they own; nobody's user entity is read.

Law: entities are named as Backstage names them (kind:namespace/name); a name that is not there joins nothing.
Not here: opening YAML (opened.py), what becomes of the lines (bring.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from battlebox.estate.inventory.following import needs_past
from battlebox.estate.inventory.line import Found, Ids, Left, Line, Read, Whose
from battlebox.estate.inventory.opened import Item, Opened

_VERSIONS: Final = ("backstage.io/v1alpha1", "backstage.io/v1beta1")
_SYSTEMS: Final = ("component", "resource")
_NOT_RUN: Final = ("library", "documentation", "template")
_REF: Final = re.compile(r"(?:([^:/]+):)?(?:([^:/]+)/)?([^:/]+)")
_NEEDS: Final = (("dependsOn", "component"), ("consumesApis", "api"), ("subcomponentOf", "component"))
_NEEDED: Final = (("dependencyOf", "component"), ("providesApis", "api"))
_RELATIONS: Final = ("dependsOn", "consumesApi")
_BACK: Final = ("dependencyOf", "providesApi")


def read_backstage(files: Iterator[Opened], whose: Whose) -> Found:
    """Everything in these files. Raises EstateError."""
    found, entities, last = Found(), dict[str, Item](), None
    for each in files:
        items = [item for item in _items(each) if item.says]
        for kind, count in Counter(item.text("kind") or "thing" for item in items).items():
            found.read.append(Read(each.name, kind[:40].lower(), count))
        for item in items:
            if item.text("apiVersion") not in _VERSIONS:
                version = item.text("apiVersion")[:60] or "unknown"
                raise each.refuse(f"item {item.number} is of apiVersion {version}; read are {', '.join(_VERSIONS)}")
            name = _name(item)
            if name in entities:
                found.left.append(Left(each.name, item.number, item.text("kind").lower(), "", "it is there twice"))
            entities.setdefault(name, item)
        last = each
    ids = _things(entities, whose, found)
    edges = _edges(entities)
    try:
        pairs = sorted(needs_past(edges, ids))
    except ValueError as wrong:
        raise (last.refuse(str(wrong)) if last else wrong) from None
    for of, on in pairs:
        cells = {"of": ids[of], "on": ids[on], "note": "from Backstage"}
        item = entities[of]
        found.lines.append(Line("needs", item.file, item.number, "relation", f"{ids[of]} on {ids[on]}", cells))
    missing = Counter((entities[of].file, on) for of, several in edges.items() for on in several if on not in entities)
    for file, count in Counter({file: 0 for file, _ in missing} | _by_file(missing)).items():
        found.left.append(Left(file, 0, "relation", "", "what it names is not in the files", count))
    found.guesses += _guesses(found)
    return found


def _by_file(missing: Counter[tuple[str, str]]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for (file, _), count in missing.items():
        counts[file] += count
    return dict(counts)


def _items(each: Opened) -> list[Item]:
    if each.name.lower().endswith((".yaml", ".yml")):
        documents = [one for one in each.yaml() if one not in (None, "")]
        return each.items(documents)
    said = each.json()
    if isinstance(said, dict):
        said = said.get("items", said.get("entities", [said]))
    return each.items(said)


def _name(item: Item) -> str:
    space = item.text("metadata", "namespace") or "default"
    return f"{item.text('kind')}:{space}/{item.text('metadata', 'name')}".lower()


def _ref(text: str, kind: str, space: str) -> str:
    """The whole name of what is named in short: without a kind it is the usual one, without a namespace our own."""
    said = _REF.fullmatch(text)
    return f"{said[1] or kind}:{said[2] or space}/{said[3]}".lower() if said else ""


def _things(entities: dict[str, Item], whose: Whose, found: Found) -> dict[str, str]:
    """A line for each entity that runs; their ids by whole name."""
    kept = {name: item for name, item in entities.items() if name.partition(":")[0] in _SYSTEMS}
    ids = Ids([(item.text("metadata", "name"), _more(name)) for name, item in kept.items()])
    made: dict[str, str] = {}
    for name, item in kept.items():
        kind = item.text("spec", "type")
        title = item.text("metadata", "title") or item.text("metadata", "name")
        named = ids.of(whose.body, item.text("metadata", "name"), _more(name))
        why = f"a {kind} does not run by itself: it is only followed" if kind in _NOT_RUN else ""
        if why or not named:
            found.left.append(Left(item.file, item.number, name.partition(":")[0], title, why or "it has no name"))
            continue
        made[name] = named
        cells = {"system": named, "name": title, "body": whose.body, "kind": kind, "owner": _owner(item, entities)}
        cells["note"] = _note(item, name)
        found.lines.append(Line("systems", item.file, item.number, name.partition(":")[0], title, cells))
    others = Counter((item.file, name.partition(":")[0]) for name, item in entities.items() if name not in kept)
    for (file, kind), count in others.items():
        why = "it is only followed" if kind == "api" else "nothing in an estate is made of it"
        found.left.append(Left(file, 0, kind or "thing", "", why, count))
    return made


def _more(name: str) -> str:
    kind, _, rest = name.partition(":")
    return f"{rest.partition('/')[0]} {kind}"


def _owner(item: Item, entities: dict[str, Item]) -> str:
    """The team that owns it, by its title; a person who owns it is not named."""
    space = item.text("metadata", "namespace") or "default"
    named = _ref(item.text("spec", "owner"), "group", space)
    if not named.startswith("group:"):
        return ""
    team = entities.get(named)
    # Without a kind an owner may be a person all the same: only a team that is there is sure to be one.
    if team is None and not item.text("spec", "owner").lower().startswith("group:"):
        return ""
    title = team.text("spec", "profile", "displayName") or team.text("metadata", "title") if team else ""
    return title or named.rpartition("/")[2]


def _note(item: Item, name: str) -> str:
    parts = [f"Backstage: {name.partition(':')[0]}", item.text("spec", "lifecycle")]
    parts.append(f"part of {item.text('spec', 'system')}" if item.text("spec", "system") else "")
    return "; ".join(filter(None, parts))


def _edges(entities: dict[str, Item]) -> dict[str, list[str]]:
    """From what needs to what it needs; of an API, to who provides it."""
    edges: dict[str, list[str]] = {}
    for name, item in entities.items():
        space = item.text("metadata", "namespace") or "default"
        for key, kind in (*_NEEDS, *_NEEDED):
            spec = item.part("spec")
            for text in _listed(spec, key) if spec else ():
                other = _ref(text, kind, space)
                of, on = (name, other) if (key, kind) in _NEEDS else (other, name)
                edges.setdefault(of, []).append(on)
        for relation in item.parts("relations"):
            kind, other = relation.text("type"), relation.text("targetRef").lower()
            if kind in _RELATIONS:
                edges.setdefault(name, []).append(other)
            elif kind in _BACK:
                edges.setdefault(other, []).append(name)
    # Only what is there needs something; the same said twice is said once.
    return {of: list(dict.fromkeys(on)) for of, on in edges.items() if of in entities}


def _listed(spec: Item, key: str) -> list[str]:
    return spec.words(key) if spec.holds(key, list) else list(filter(None, [spec.text(key)]))


def _guesses(found: Found) -> Iterator[str]:
    tables = Counter(line.table for line in found.lines)
    if tables["needs"]:
        yield (
            "what depends on something, or consumes its API, is taken to stop at once without it. Guess: ask how long "
            "each carries on (holds_h), and which have an alternative (any_of)"
        )
    if tables["systems"]:
        yield (
            "a catalogue lists what is developed: it says nothing of networks, directories and what was bought. Ask "
            "what these systems stand on, and write it in"
        )
