"""An export of ServiceNow's CMDB: configuration items become systems and services, relations needs and ways.

1. Tell items from relations by their columns; read names and numbers as tables, workbooks and the Table API write them.
2. An item that is a business service becomes a service; whatever computes becomes a system; what is retired does not.
3. A relation says who stops without whom, who manages whom, or who talks to whom, by its type; others are counted.

Law: no person's name is read (`owned_by`, `managed_by`, `assigned_to`); the group that supports an item is its owner.
Not here: opening files (opened.py), what becomes of the lines (bring.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from battlebox.estate.inventory.line import USUAL, Found, Ids, Left, Line, Read, Whose, service, way
from battlebox.estate.inventory.opened import Item, Opened

_CLASS: Final = re.compile(r"(cmdb_ci(?:_[a-z0-9]+)+|service_offering)", re.ASCII)
_SERVICES: Final = ("service", "business service", "cmdb_ci_service", "cmdb_ci_service_business")
_PARTS: Final = re.compile(
    r"\b(rack|data ?cent(er|re)|zone|ups|pdu|network adapter|ip address|file system|disk|partition|memory|printer|"
    r"software package|spkg|business capability|business process|information object|service offering|certificate|"
    r"location|peripheral|monitor)\b"
)
_GONE: Final = ("retired", "absent", "stolen", "on order", "in stock", "pending install", "disposed", "end of life")
_STATES: Final = {
    "operational_status": {"6": "retired"},
    "install_status": {"2": "on order", "4": "pending install", "6": "in stock", "7": "retired", "8": "stolen",
                       "100": "absent"},
}  # fmt: skip
_LABELS: Final = {
    "class": "sys_class_name",
    "operational status": "operational_status",
    "install status": "install_status",
    "status": "install_status",
    "business criticality": "busines_criticality",
    "business_criticality": "busines_criticality",
    "support group": "support_group",
    "life cycle stage": "life_cycle_stage",
    "used for": "used_for",
    "sys id": "sys_id",
}
"""Names of columns where a list was exported with its labels; and ServiceNow's own spelling of one of them."""
_PARENT_STOPS: Final = (
    "depends on", "runs on", "hosted on", "uses", "consumes", "virtualized by", "registered on", "instantiates",
    "stored on", "powered by",
)  # fmt: skip
_CHILD_STOPS: Final = ("provides storage for", "provides", "powers")
_ONE_WAY: Final = ("sends data to",)
_BOTH_WAYS: Final = ("connects to", "ip connection", "exchanges data with")


@dataclass(slots=True)
class _Heap:
    items: list[Item] = field(default_factory=list)
    relations: list[Item] = field(default_factory=list)


def read_servicenow(files: Iterator[Opened], whose: Whose) -> Found:
    """Everything in these files. Raises EstateError."""
    heap, found = _Heap(), Found()
    for each in files:
        rows = [_named(item) for item in _rows(each)]
        joins = bool(rows) and rows[0].has("parent", "child", "type")
        if rows and not joins and not rows[0].has("name"):
            raise each.refuse(f"it has neither a name nor parent, child and type: {', '.join(rows[0].says)[:200]}")
        (heap.relations if joins else heap.items).extend(rows)
        if rows:
            found.read.append(Read(each.name, "relation" if joins else "configuration item", len(rows)))
    known = _things(heap, whose, found)
    _joins(heap, found, known)
    found.guesses += _guesses(found)
    return found


def _rows(each: Opened) -> list[Item]:
    if each.is_table:
        return each.table()
    said = each.json()
    if isinstance(said, dict):
        said = said.get("result", said.get("records", said))
    return each.items(said)


def _named(item: Item) -> Item:
    """The same with its columns as the table of ServiceNow names them, and each value as it is shown."""
    says: dict[str, object] = {}
    for key, value in item.says.items():
        name = _LABELS.get(key.casefold(), key.casefold())
        shown = value
        if isinstance(value, dict):
            says[f"{name}.sys_id"] = value.get("value")
            shown = value.get("display_value") or value.get("value")
        says.setdefault(name, shown)
    return Item(item.file, item.number, says)


def _things(heap: _Heap, whose: Whose, found: Found) -> dict[str, str]:
    """A line for each item that is one of ours; ids by name and by sys_id, blank where two have that name."""
    kinds = [_class_of(item) for item in heap.items]
    ids = Ids([(item.text("name"), item.text("sys_id") or kind) for item, kind in zip(heap.items, kinds, strict=True)])
    known: dict[str, str] = {}
    for item, kind in zip(heap.items, kinds, strict=True):
        name, number = item.text("name"), item.text("sys_id")
        body = whose.of(item.text("company"))
        made = ids.of(body, name, number[:8] or kind)
        why = _why_not(item, kind) or ("" if made else "it has no name from which an id could be made")
        if why:
            found.left.append(Left(item.file, item.number, "configuration item", name, why))
            continue
        known[name.casefold()] = "" if known.get(name.casefold(), made) != made else made
        if number:
            known[number] = made
        is_service = kind.casefold() in _SERVICES
        note = _note(item, kind)
        system = {"system": made, "kind": kind, "note": note}
        cells = service(made, _priority(item), note) if is_service else system
        cells |= {"name": name, "body": body, "owner": item.first("support_group", "managed_by_group")}
        table = "services" if is_service else "systems"
        usual = (*USUAL, *(() if item.text("busines_criticality") else ("priority",))) if is_service else ()
        found.lines.append(Line(table, item.file, item.number, "configuration item", name, cells, usual))
    return known


def _class_of(item: Item) -> str:
    said = item.text("sys_class_name")
    if said:
        return said
    named = _CLASS.search(item.file.rpartition("/")[2].lower())
    return named[1] if named else "configuration item"


def _why_not(item: Item, kind: str) -> str:
    for column in ("operational_status", "install_status", "life_cycle_stage", "hardware_status"):
        said = item.text(column).lower()
        state = _STATES.get(column, {}).get(said, said)
        if state in _GONE:
            return f"its {column} is {state}"
    plain = kind.casefold().removeprefix("cmdb_ci_").replace("_", " ")
    return f"a {kind} neither computes nor is given to people" if _PARTS.search(plain) else ""


def _priority(item: Item) -> str:
    level = item.text("busines_criticality")[:1]
    return f"P{level}" if level in ("1", "2", "3", "4") else "P3"


def _note(item: Item, kind: str) -> str:
    where = item.text("location")
    parts = [f"ServiceNow: {kind}", item.first("environment", "used_for"), f"at {where}" if where else ""]
    return "; ".join(filter(None, parts))


def _joins(heap: _Heap, found: Found, known: dict[str, str]) -> None:
    services = {line.cells["service"] for line in found.lines if line.table == "services"}
    ways: set[str] = set()
    counts: Counter[tuple[str, str]] = Counter()
    for item in heap.relations:
        parent, child = _end(item, "parent", known), _end(item, "child", known)
        word = item.text("type").partition("::")[0].strip().casefold()
        if not parent or not child:
            counts[item.file, "an end of it was not sent, was left out, or shares its name with another"] += 1
            continue
        if word in _PARENT_STOPS or word in _CHILD_STOPS or word == "members":
            of, on = (child, parent) if word in _CHILD_STOPS else (parent, child)
            any_of = "members" if word == "members" else ""
            need = {"of": of, "on": on, "any_of": any_of, "note": f"ServiceNow: {item.text('type')}"}
            found.lines.append(Line("needs", item.file, item.number, "relation", f"{of} on {on}", need))
            continue
        cells = _way(word, parent, child)
        if cells is None:
            counts[item.file, f"nothing follows from its type ({item.text('type') or 'none'})"] += 1
        elif parent in services or child in services:
            counts[item.file, "an end of it is a service, which no attacker is at"] += 1
        elif cells["path"] in ways:
            counts[item.file, "another one says the same"] += 1
        else:
            ways.add(cells["path"])
            found.lines.append(Line("paths", item.file, item.number, "relation", f"{parent} to {child}", cells))
    found.left += [Left(file, 0, "relation", "", why, count) for (file, why), count in counts.items()]


def _end(item: Item, side: str, known: dict[str, str]) -> str:
    number = item.text(f"{side}.sys_id")
    return known.get(number) or known.get(item.text(side)) or known.get(item.text(side).casefold(), "")


def _way(word: str, parent: str, child: str) -> dict[str, str] | None:
    """The way between two systems that a type speaks of; whoever manages a system can take it."""
    why = f"ServiceNow: {word}"
    if word == "managed by":
        return way(child, parent, "admin", why)
    if word == "manages":
        return way(parent, child, "admin", why)
    if word in _ONE_WAY or word in _BOTH_WAYS:
        return way(parent, child, "route", why, both=word in _BOTH_WAYS)
    return None


def _guesses(found: Found) -> Iterator[str]:
    tables = Counter(line.table for line in found.lines)
    if tables["services"]:
        yield (
            "how critical a business service is became its priority (1 is P1; none said is P3); rto_h and mtpd_h "
            "are usual ones of that priority: working values, marked [WV]. Ask each service's owner"
        )
    if tables["needs"]:
        yield (
            "a relation such as Depends on or Runs on is taken to stop its parent at once when its child stops. Guess: "
            "ask how long each carries on (holds_h), and which have an alternative (any_of)"
        )
    if tables["paths"]:
        yield (
            "what is connected or sends data is taken as a way that an attacker may try (route), what manages as one "
            "to what it manages (admin). Guess: ask whoever runs the network"
        )
