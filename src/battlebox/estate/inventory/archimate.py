"""A model of ArchiMate in the Open Group's exchange format: components, nodes, business services, and who serves whom.

1. Elements: what computes becomes a system, a business service a service; the others are only followed.
2. Relations: serving, realising, assigned, composed say who needs whom, also past elements that are only followed.
3. A flow between two systems is a way.

Law: versions 2.1 and 3 are read alike; views, properties and documentation are not looked at.
Not here: opening XML (opened.py), what becomes of the lines (bring.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from battlebox.estate.inventory.following import needs_past
from battlebox.estate.inventory.line import USUAL, Found, Ids, Left, Line, Read, Whose, service, way
from battlebox.estate.inventory.opened import Opened

_SPACES: Final = ("http://www.opengroup.org/xsd/archimate", "http://www.opengroup.org/xsd/archimate/3.0/")
_ARCHI: Final = "http://www.archimatetool.com/archimate"
_TYPE: Final = "{http://www.w3.org/2001/XMLSchema-instance}type"
_SYSTEMS: Final = (
    "ApplicationComponent", "Node", "Device", "SystemSoftware", "CommunicationNetwork", "Network",
)  # fmt: skip
_SERVICE: Final = "BusinessService"
_OLD: Final = {"UsedBy": "Serving", "Realisation": "Realization", "Specialisation": "Specialization"}
_TARGET_NEEDS: Final = ("Serving", "Realization", "Assignment")
_SOURCE_NEEDS: Final = ("Composition",)


@dataclass(frozen=True, slots=True)
class _Element:
    file: str
    number: int
    kind: str
    name: str


@dataclass(slots=True)
class _Model:
    elements: dict[str, _Element] = field(default_factory=dict)
    joins: list[tuple[str, int, str, str, str]] = field(default_factory=list)
    """File, place, type, source and target."""


def read_archimate(files: Iterator[Opened], whose: Whose) -> Found:
    """Everything in these files. Raises EstateError."""
    model, found, last = _Model(), Found(), None
    for each in files:
        _read(each, model, found)
        last = each
    ids = _things(model, whose, found)
    edges = _edges(model, found)
    try:
        for number, (of, on) in enumerate(sorted(needs_past(edges, ids)), start=1):
            cells = {"of": ids[of], "on": ids[on], "note": "from ArchiMate"}
            file = model.elements[of].file
            found.lines.append(Line("needs", file, number, "relationship", f"{ids[of]} on {ids[on]}", cells))
    except ValueError as wrong:
        raise (last.refuse(str(wrong)) if last else wrong) from None
    _flows(model, ids, found)
    found.guesses += _guesses(found)
    return found


def _read(each: Opened, model: _Model, found: Found) -> None:
    root = each.xml()
    space, _, name = str(root.tag).removeprefix("{").rpartition("}")
    if space == _ARCHI:
        raise each.refuse("it is Archi's own file: export the model as an Open Exchange File")
    if name != "model" or space not in _SPACES:
        raise each.refuse(f"its root is {name[:40]} of {space[:80] or 'no namespace'}")
    inside = f"{{{space}}}"
    elements = root.findall(f"{inside}elements/{inside}element")
    for number, one in enumerate(elements, start=1):
        label = one.find(f"{inside}name")
        label = one.find(f"{inside}label") if label is None else label
        words = " ".join((label.text or "").split()) if label is not None else ""
        key = one.get("identifier", "")
        if key in model.elements or not key:
            found.left.append(Left(each.name, number, "element", words, "its identifier is blank, or is there twice"))
            continue
        model.elements[key] = _Element(each.name, number, _plain(one.get(_TYPE, "")), words)
    relations = root.findall(f"{inside}relationships/{inside}relationship")
    for number, one in enumerate(relations, start=1):
        kind = _plain(one.get(_TYPE, "")).removesuffix("Relationship")
        ends = (one.get("source", ""), one.get("target", ""))
        model.joins.append((each.name, number, _OLD.get(kind, kind), *ends))
    found.read += [Read(each.name, "element", len(elements)), Read(each.name, "relationship", len(relations))]


def _plain(kind: str) -> str:
    return kind.rpartition(":")[2][:60]


def _things(model: _Model, whose: Whose, found: Found) -> dict[str, str]:
    """A line for each element that is a row; their ids by identifier."""
    kept = {key: one for key, one in model.elements.items() if one.kind in _SYSTEMS or one.kind == _SERVICE}
    ids = Ids([(one.name, one.kind) for one in kept.values()])
    made: dict[str, str] = {}
    for key, one in kept.items():
        named = ids.of(whose.body, one.name, one.kind)
        if not named:
            found.left.append(Left(one.file, one.number, "element", "", "it has no name"))
            continue
        made[key] = named
        note = f"ArchiMate: {one.kind}"
        is_service = one.kind == _SERVICE
        cells = service(named, "P3", note) if is_service else {"system": named, "kind": one.kind, "note": note}
        cells |= {"name": one.name, "body": whose.body}
        table = "services" if is_service else "systems"
        usual = (*USUAL, "priority") if is_service else ()
        found.lines.append(Line(table, one.file, one.number, "element", one.name, cells, usual))
    others = Counter((one.file, one.kind) for key, one in model.elements.items() if key not in kept)
    for (file, kind), count in others.items():
        why = f"{kind or 'without a type'}: no row of ours, only followed from one to the next"
        found.left.append(Left(file, 0, "element", "", why, count))
    return made


def _edges(model: _Model, found: Found) -> dict[str, list[str]]:
    """From what needs to what it needs; every other relation is counted by its type."""
    edges: dict[str, list[str]] = {}
    others: Counter[tuple[str, str]] = Counter()
    for file, _, kind, source, target in model.joins:
        if source not in model.elements or target not in model.elements:
            others[file, "an end of it is no element of the model"] += 1
        elif kind in _TARGET_NEEDS:
            edges.setdefault(target, []).append(source)
        elif kind in _SOURCE_NEEDS:
            edges.setdefault(source, []).append(target)
        elif kind != "Flow":
            others[file, f"nothing follows from its type ({kind or 'none'})"] += 1
    found.left += [Left(file, 0, "relationship", "", why, count) for (file, why), count in others.items()]
    return edges


def _flows(model: _Model, ids: dict[str, str], found: Found) -> None:
    seen: set[str] = set()
    for file, number, kind, source, target in model.joins:
        if kind != "Flow":
            continue
        ends = [ids.get(one, "") for one in (source, target)]
        kinds = [model.elements[one].kind for one in (source, target) if one in model.elements]
        if not all(ends) or ends[0] == ends[1] or _SERVICE in kinds:
            found.left.append(
                Left(file, number, "relationship", "", "a flow that is not between two systems is no way")
            )
            continue
        cells = way(ends[0], ends[1], "route", "ArchiMate: Flow")
        if cells["path"] in seen:
            found.left.append(Left(file, number, "relationship", "", "another one says the same"))
            continue
        seen.add(cells["path"])
        found.lines.append(Line("paths", file, number, "relationship", f"{ends[0]} to {ends[1]}", cells))


def _guesses(found: Found) -> Iterator[str]:
    tables = Counter(line.table for line in found.lines)
    if tables["services"]:
        yield (
            "business services are all taken as P3, with usual rto_h and mtpd_h: working values, marked [WV]. Ask "
            "each service's owner"
        )
    if tables["needs"]:
        yield (
            "what serves, realises or is assigned is taken to stop what it is for, and a part its whole, at once. A "
            "model says what is meant to be: ask whether it is, and what has an alternative (any_of)"
        )
    if tables["paths"]:
        yield "a flow between two systems is taken as a way that an attacker may try (route). Guess: ask who runs them"
