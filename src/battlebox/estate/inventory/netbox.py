"""An export of NetBox: devices, virtual machines, clusters and sites become rows, cables and hosts what joins them.

1. Tell what each thing is: by its address in the REST API, by its fields, or by the columns of a table.
2. Devices, machines and clusters become systems; what is planned or in store, and what only holds cables, does not.
3. A machine needs its cluster, a cluster one of its hosts; whoever has the host has its machines.
4. A cable, or an interface and what it leads to, is a way between two systems.

Law: nobody's name is read; both forms of every version since 2.10 are; one pair of systems has one way.
Not here: opening files (opened.py), what becomes of the lines (bring.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from battlebox.estate.inventory.line import Found, Ids, Left, Line, Read, Whose, way
from battlebox.estate.inventory.opened import Item, Opened

_PLACE: Final = re.compile(r"/api/[a-z-]+/([a-z-]+)/[0-9]+/?$", re.ASCII)
_KINDS: Final = {
    "devices": "device",
    "virtual-machines": "virtual machine",
    "clusters": "cluster",
    "sites": "site",
    "cables": "cable",
    "interfaces": "interface",
}
_NOT_YET: Final = ("planned", "staged", "inventory")
_STATES: Final = {"0": "offline", "1": "active", "2": "planned", "3": "staged", "4": "failed", "5": "inventory"}
_HOLDS_CABLES: Final = re.compile(r"\b(patch[ -]?panel|cable|blank|shelf|blanking)\b", re.IGNORECASE)
_INTERFACE: Final = "dcim.interface"
_COLUMNS: Final = {
    "device": ("role", "device role", "type", "device type", "manufacturer", "rack", "device_role", "device_type"),
    "virtual machine": ("vcpus", "cluster"),
    "site": ("facility", "region", "asns", "physical address", "physical_address"),
    "cluster": ("group", "host count", "vm count", "devices", "vms"),
}


@dataclass(frozen=True, slots=True)
class Thing:
    """A device, machine or cluster: its place, and what is read of it."""

    kind: str
    item: Item
    name: str
    number: str
    says: Mapping[str, str]


@dataclass(slots=True)
class _Heap:
    """Everything that was sent, by kind."""

    things: list[Thing] = field(default_factory=list)
    sites: list[tuple[Item, str, str]] = field(default_factory=list)
    joined: list[tuple[Item, str]] = field(default_factory=list)
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)


def read_netbox(files: Iterator[Opened], whose: Whose) -> Found:
    """Everything in these files. Raises EstateError."""
    heap, found = _Heap(), Found()
    for each in files:
        items = list(_items(each))
        for kind, count in Counter(kind for kind, _ in items).items():
            found.read.append(Read(each.name, kind, count))
        for kind, item in items:
            _put(heap, kind, item)
    known = _systems(heap, whose, found)
    _sites(heap, whose, found)
    _hosts(heap, found, known)
    _ways(heap, found, known)
    for (file, kind), count in heap.unknown.items():
        found.left.append(Left(file, 0, kind, "", "nothing in an estate is made of it", count))
    found.guesses += _guesses(found)
    return found


def _items(each: Opened) -> Iterator[tuple[str, Item]]:
    if each.is_table:
        rows = each.table()
        kind = _kind_of_columns(rows[0]) if rows else ""
        if rows and not kind:
            columns = ", ".join(rows[0].says)[:200]
            raise each.refuse(f"its columns are of no list that is read: {columns}")
        yield from ((kind, row) for row in rows)
        return
    said = each.json()
    if isinstance(said, dict) and "results" in said:
        said = said["results"]
    elif isinstance(said, dict) and "url" in said:
        said = [said]
    for item in each.items(said):
        yield _kind_of(item), item


def _kind_of_columns(row: Item) -> str:
    """What a table lists, by the columns that only that list has."""
    keys = set(row.says)
    if keys & {"device a", "side_a_device", "termination a"}:
        return "cable"
    best = max(_COLUMNS, key=lambda kind: len(keys & set(_COLUMNS[kind])))
    return best if "name" in keys and keys & set(_COLUMNS[best]) else ""


def _kind_of(item: Item) -> str:
    """What a thing of the REST API is: its address says it; where that was left out, its fields do."""
    place = _PLACE.search(item.text("url"))
    if place:
        return _KINDS.get(place[1], place[1].replace("-", " "))
    if item.has("device_type"):
        return "device"
    if item.has("vcpus"):
        return "virtual machine"
    if item.has("a_terminations") or item.has("termination_a_type"):
        return "cable"
    if item.has("connected_endpoints") or item.has("connected_endpoint"):
        return "interface"
    return "thing of another kind"


def _put(heap: _Heap, kind: str, item: Item) -> None:
    if kind in ("device", "virtual machine", "cluster"):
        name = item.text("name") or item.text("display") or item.text("display_name")
        heap.things.append(Thing(kind, item, name, item.text("id"), _said(item)))
    elif kind == "site":
        address = item.text("physical_address") or item.text("physical address")
        heap.sites.append((item, item.text("name"), address))
    elif kind in ("cable", "interface"):
        heap.joined.append((item, kind))
    else:
        heap.unknown[item.file, kind] += 1


def _named(item: Item, *names: str) -> str:
    """What a field says: a word of a table, or the name of the thing that the REST API puts there."""
    for name in names:
        if item.holds(name, dict):
            return item.text(name, "name") or item.text(name, "model") or item.text(name, "display")
        if item.text(name):
            return item.text(name)
    return ""


def _said(item: Item) -> dict[str, str]:
    status = item.text("status", "value") if item.holds("status", dict) else item.text("status")
    model = item.part("device_type") if item.holds("device_type", dict) else None
    maker = model.text("manufacturer", "name") if model else item.text("manufacturer")
    kind = model.text("model") if model else item.first("type", "device type", "device_type")
    return {
        "status": _STATES.get(status, status.lower()),
        "tenant": _named(item, "tenant"),
        "site": _named(item, "site"),
        "rack": _named(item, "rack"),
        "role": _named(item, "role", "device_role", "device role"),
        "model": " ".join(filter(None, (maker, kind))),
        "platform": _named(item, "platform"),
        "cluster": _named(item, "cluster"),
        "host": _named(item, "device", "host device"),
    }


def _systems(heap: _Heap, whose: Whose, found: Found) -> dict[tuple[str, str], str]:
    """A line for each system; their ids by kind and name, and by kind and NetBox's number."""
    ids = Ids([(each.name, each.says["site"] or each.number) for each in heap.things])
    known: dict[tuple[str, str], str] = {}
    clusters = {each.name for each in heap.things if each.kind == "cluster"}
    for each in heap.things:
        why = _why_not(each)
        body = whose.of(each.says["tenant"])
        made = ids.of(body, each.name, each.says["site"] or each.number)
        if not why and not made:
            why = "it has no name from which an id could be made"
        if why:
            found.left.append(Left(each.item.file, each.item.number, each.kind, each.name, why))
            continue
        # Of two with one name nobody can say which a table means; numbers tell them apart.
        known[each.kind, each.name] = "" if (each.kind, each.name) in known else made
        if each.number:
            known[each.kind, f"#{each.number}"] = made
        found.lines.append(_line(each, {"system": made, "name": each.name, "body": body, **_cells(each)}))
    for each in heap.things:
        name = each.says["cluster"]
        if name and name not in clusters and (each.kind, each.name) in known:
            clusters.add(name)
            made = Ids([(name, "")]).of(f"{whose.body}.cluster", name, "")
            known["cluster", name] = made
            cells = {"system": made, "name": name, "body": whose.body, "kind": "cluster", "note": "NetBox: a cluster"}
            found.lines.append(Line("systems", each.item.file, each.item.number, "cluster", name, cells))
    return known


def _why_not(each: Thing) -> str:
    if each.says["status"] in _NOT_YET:
        return f"its status is {each.says['status']}: it is not in use"
    if each.kind == "device" and _HOLDS_CABLES.search(each.says["role"]):
        return "its role says that it only holds cables"
    return ""


def _line(each: Thing, cells: dict[str, str]) -> Line:
    return Line("systems", each.item.file, each.item.number, each.kind, each.name, cells, ("hosting",))


def _cells(each: Thing) -> dict[str, str]:
    says = each.says
    parts = [f"NetBox: {each.kind}", says["model"], says["platform"]]
    parts += [f"site {says['site']}" if says["site"] else "", f"rack {says['rack']}" if says["rack"] else ""]
    parts += [f"tenant {says['tenant']}" if says["tenant"] else ""]
    parts += [f"status {says['status']}" if says["status"] not in ("", "active") else ""]
    return {
        "kind": says["role"] or each.kind,
        "hosting": "on-prem" if each.kind == "device" and says["rack"] else "",
        "note": "; ".join(filter(None, parts)),
    }


def _sites(heap: _Heap, whose: Whose, found: Found) -> None:
    ids = Ids([(name, "") for _, name, _ in heap.sites])
    for item, name, address in heap.sites:
        made = ids.of(f"{whose.body}.site", name, "")
        if not made:
            found.left.append(Left(item.file, item.number, "site", name, "it has no name"))
            continue
        cells = {"site": made, "name": name, "body": whose.of(_named(item, "tenant")), "address": address}
        found.lines.append(Line("sites", item.file, item.number, "site", name, cells))


def _hosts(heap: _Heap, found: Found, known: Mapping[tuple[str, str], str]) -> None:
    """What virtual machines stand on, and that whoever has it has them."""
    for each in heap.things:
        here = known.get((each.kind, f"#{each.number}"), "") or known.get((each.kind, each.name), "")
        cluster = known.get(("cluster", each.says["cluster"]))
        if not here or each.kind == "cluster":
            continue
        pinned = known.get(("device", each.says["host"])) if each.kind == "virtual machine" else None
        place = (each.item.file, each.item.number)
        if each.kind == "virtual machine" and (pinned or cluster):
            below = pinned or cluster or ""
            _need(found, place, here, below, "")
            _way(found, place, (below, here, "admin", "whoever has the host has the machine"))
        elif each.kind == "device" and cluster:
            _need(found, place, cluster, here, "hosts")
            _way(found, place, (here, cluster, "admin", "whoever has a host has the cluster"))


def _need(found: Found, place: tuple[str, int], of: str, on: str, any_of: str) -> None:
    cells = {"of": of, "on": on, "any_of": any_of, "note": "from NetBox"}
    found.lines.append(Line("needs", *place, "host", on, cells))


def _way(found: Found, place: tuple[str, int], ends: tuple[str, str, str, str]) -> None:
    origin, target, kind, why = ends
    cells = way(origin, target, kind, f"NetBox: {why}", both=kind == "route")
    noun = "cable" if kind == "route" else "host"
    found.lines.append(Line("paths", *place, noun, f"{cells['from']} to {cells['to']}", cells))


def _ways(heap: _Heap, found: Found, known: Mapping[tuple[str, str], str]) -> None:
    seen: set[tuple[str, str]] = set()
    counts: Counter[tuple[str, str, str]] = Counter()
    for item, kind in heap.joined:
        ends, why = _cable(item) if kind == "cable" else _interface(item)
        made = [known.get(("device", end), "") for end in ends]
        if not why and len(made) == 2 and not all(made):  # noqa: PLR2004 - both ends
            why = "an end of it is on a device that was not sent, was left out, or shares its name with another"
        if why:
            counts[item.file, kind, why] += 1
            continue
        pair = (min(made), max(made))
        if pair[0] == pair[1]:
            counts[item.file, kind, "it joins a device to itself"] += 1
        elif pair in seen:
            counts[item.file, kind, "another one between the same two is in already"] += 1
        else:
            seen.add(pair)
            _way(found, (item.file, item.number), (*pair, "route", "a cable joins them"))
    found.left += [Left(file, 0, kind, "", why, count) for (file, kind, why), count in counts.items()]


def _cable(item: Item) -> tuple[list[str], str]:
    """The devices at its two ends, or why it is no way between two."""
    if item.text("type").casefold().startswith("power"):
        return [], "it carries power"
    if item.has("device a") or item.has("side_a_device"):
        ends = [item.first("device a", "side_a_device"), item.first("device b", "side_b_device")]
        return (ends, "") if all(ends) else ([], "the table does not say on which devices its ends are")
    ends = []
    for side in ("a", "b"):
        if item.has(f"{side}_terminations"):
            terms = item.parts(f"{side}_terminations")
            kinds = [term.text("object_type") for term in terms]
            devices = [term.part("object", "device") for term in terms]
        else:
            kinds = [item.text(f"termination_{side}_type")]
            devices = [item.part(f"termination_{side}", "device")]
        if not kinds or any(kind != _INTERFACE for kind in kinds):
            other = next((kind for kind in kinds if kind != _INTERFACE), "nothing").rpartition(".")[2]
            return [], f"an end of it is no interface ({other})"
        if devices[0] is None:
            return [], "it does not say on which devices its ends are"
        ends.append(f"#{devices[0].text('id')}" if devices[0].text("id") else devices[0].text("name"))
    return ends, ""


def _interface(item: Item) -> tuple[list[str], str]:
    """Its own device and the one that its cable leads to, through whatever panels."""
    old = item.has("connected_endpoint") and not item.has("connected_endpoints")
    names = ("connected_endpoint",) if old else ("connected_endpoints",)
    kind = item.text(f"{names[0]}_type")
    ends = ([item.part(names[0])] if old else item.parts(names[0])) if item.says.get(names[0]) else []
    if not ends:
        return [], "nothing is plugged into it"
    if kind != _INTERFACE:
        return [], f"it leads to no interface ({kind.rpartition('.')[2] or 'unknown'})"
    if item.flag("connected_endpoints_reachable") is False or item.flag("connected_endpoint_reachable") is False:
        return [], "NetBox says that its cable leads nowhere: a part of it is not connected"
    far = ends[0].part("device") if ends[0] else None
    near = item.part("device")
    if far is None or near is None:
        return [], "it does not say on which devices its ends are"
    return [f"#{one.text('id')}" if one.text("id") else one.text("name") for one in (near, far)], ""


def _guesses(found: Found) -> Iterator[str]:
    kinds = Counter(line.cells["kind"] for line in found.lines if line.table == "paths")
    if kinds["route"]:
        yield (
            "a cable says what is plugged in, not what may talk: each is taken as a way that an attacker may try "
            "(route, both ways). Guess: ask whoever runs the network which of them a firewall closes"
        )
    if kinds["admin"]:
        yield (
            "whoever has a host is taken to have its cluster and its machines (admin). Guess: ask whoever runs the "
            "virtual machines whether the hosts' accounts are kept apart"
        )
    if any(line.table == "needs" and line.cells["any_of"] for line in found.lines):
        yield (
            "a cluster is taken to run while one of its hosts does. Guess: ask how many hosts it takes to carry all of "
            "its machines"
        )
    if any(line.cells.get("hosting") for line in found.lines):
        yield (
            "a device that has a rack is taken to stand in your own buildings (on-prem): look at those in a supplier's"
        )
