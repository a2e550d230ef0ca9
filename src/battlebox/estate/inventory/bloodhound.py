"""An export of BloodHound: a directory's rights become paths between servers, groups with rights, and the directory.

1. Each server is a system; a domain's workstations are one, and so is the domain, and each group with a right on one.
2. From each of them follow who is signed in there, memberships and rights, until the next system.
3. Each such way is one path; its note names the kinds of edges on it, and nobody.

Law: no account is named, nor a workstation: both are often a person's name. The walk has a limit.
Not here: the graph (directory.py), what becomes of the lines (bring.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from battlebox.estate.errors import Code, EstateError
from battlebox.estate.inventory.directory import Directory, Node, read_directory
from battlebox.estate.inventory.line import Found, Ids, Left, Line, Whose, way
from battlebox.estate.inventory.opened import Opened
from battlebox.estate.inventory.tool import Tool

STEPS_MAX: Final = 5_000_000
"""Edges followed, all walks together."""
PATHS_MAX: Final = 200_000
ACCOUNT: Final = ("HasSession", "MemberOf", "CanRDP", "CanPSRemote", "ExecuteDCOM", "HasSIDHistory")
TRUST: Final = ("AllowedToDelegate",)
"""Edges by what the last of a way makes it; every other is `admin`."""
_WINDOWS: Final = "windows"

Ways = dict[str, tuple[str, ...]]
"""Systems that are next, each with the kinds of edges on the way to it."""


@dataclass(slots=True)
class _Map:
    """Which system each thing of the directory is: its id, and where it stands."""

    ids: dict[str, str] = field(default_factory=dict)
    at: dict[str, Node] = field(default_factory=dict)
    starts: dict[str, list[str]] = field(default_factory=dict)
    """Computers and groups by the id of their system."""
    known: dict[str, Ways] = field(default_factory=dict)
    steps: int = 0


def read_bloodhound(files: Iterator[Opened], whose: Whose) -> Found:
    """Everything in these files. Raises EstateError."""
    found = Found()
    directory = read_directory(files, found)
    held = _Map()
    _systems(directory, whose, held, found)
    ways: dict[tuple[str, str, str], tuple[set[str], int, Node]] = {}
    for system, starts in held.starts.items():
        for number in starts:
            for target, edges in _next(directory, held, number).items():
                _note(ways, (system, target, _kind(edges)), edges, held.at[system])
    _domains(directory, held, ways)
    if len(ways) > PATHS_MAX:
        raise _too_many(f"{len(ways):,} ways between systems follow from it")
    for (origin, target, kind), (seen, count, node) in ways.items():
        several = f"; {count} of its computers" if count > 1 else ""
        cells = way(origin, target, kind, f"BloodHound: {', '.join(sorted(seen))}{several}")
        called = f"{origin} to {target}"
        found.lines.append(Line("paths", node.item.file, node.item.number, node.kind, called, cells))
    found.left += _left(directory)
    found.guesses += _guesses(found)
    return found


def _systems(directory: Directory, whose: Whose, held: _Map, found: Found) -> None:
    names, workstations = _names(directory, found)
    ids = Ids([(name, node.domain) for node, name, _ in names.values()])
    for number, (node, name, kind) in names.items():
        made = ids.of(whose.of(node.domain), name, node.domain)
        if not made:
            found.left.append(Left(node.item.file, node.item.number, node.kind, "", "it has no name"))
            continue
        if made not in held.at:
            held.at[made] = node
            cells = {"system": made, "name": name, "body": whose.of(node.domain), "kind": kind}
            cells["note"] = _words(directory, number, node, kind, workstations)
            found.lines.append(Line("systems", node.item.file, node.item.number, node.kind, name, cells, ("kind",)))
        held.ids[number] = made
        if node.kind != "domain":
            held.starts.setdefault(made, []).append(number)


def _names(directory: Directory, found: Found) -> tuple[dict[str, tuple[Node, str, str]], Counter[str]]:
    """What becomes a system: its name and kind; and how many workstations each domain has."""
    names: dict[str, tuple[Node, str, str]] = {}
    workstations: Counter[str] = Counter()
    holders = _holders(directory)
    for number, node in directory.nodes.items():
        if node.kind == "computer" and node.item.flag("Properties", "enabled") is False:
            found.left.append(Left(node.item.file, 0, "computer", "", "it is switched off in the directory"))
        elif node.kind == "computer" and _is_workstation(directory, number, node):
            workstations[node.domain] += 1
            names[number] = (node, f"Workstations of {node.domain}", "workstations")
        elif node.kind == "computer":
            names[number] = (node, node.name.partition(".")[0], "server")
        elif node.kind == "domain":
            names[number] = (node, f"Directory {node.name}", "directory")
        elif number in holders:
            names[number] = (node, f"Group {node.name.partition('@')[0]}", "accounts with rights")
    return names, workstations


def _holders(directory: Directory) -> set[str]:
    """Groups that have a right on a computer or a domain themselves: there a few accounts reach many things."""
    return {
        holder
        for holder, edges in directory.edges.items()
        if holder in directory.nodes
        and directory.nodes[holder].kind == "group"
        and any(target in directory.nodes and directory.nodes[target].kind != "group" for _, target in edges)
    }


def _is_workstation(directory: Directory, number: str, node: Node) -> bool:
    system = node.item.text("Properties", "operatingsystem").lower()
    return _WINDOWS in system and "server" not in system and number not in directory.controllers


def _words(directory: Directory, number: str, node: Node, kind: str, workstations: Counter[str]) -> str:
    if kind == "workstations":
        many = workstations[node.domain]
        return f"BloodHound: {many:,} workstation{'' if many == 1 else 's'} of {node.domain}, taken as one"
    if kind == "directory":
        return "BloodHound: whoever has this has every account and computer of the domain"
    if kind == "accounts with rights":
        return f"BloodHound: group of {node.domain}. To stop it is to lock its accounts, or to empty it"
    controller = "domain controller; " if number in directory.controllers else ""
    return f"BloodHound: {controller}{node.item.text('Properties', 'operatingsystem') or 'its system is not said'}"


def _next(directory: Directory, held: _Map, number: str) -> Ways:
    """The systems that are next from a computer or group, whoever is signed in there included."""
    found = dict(_walk(directory, held, number))
    for account in sorted(directory.sessions.get(number, ())):
        for target, edges in _walk(directory, held, account).items():
            found.setdefault(target, ("HasSession", *edges))
    found.pop(held.ids[number], None)
    return found


def _walk(directory: Directory, held: _Map, start: str) -> Ways:
    """The same from one account, group or computer by its memberships and rights: breadth first, each thing once."""
    known = held.known.get(start)
    if known is not None:
        return known
    found: Ways = {}
    seen = {start}
    level: list[tuple[str, tuple[str, ...]]] = [(start, ())]
    while level:
        after: list[tuple[str, tuple[str, ...]]] = []
        for number, edges in level:
            for right, target in directory.edges.get(number, ()):
                held.steps += 1
                if held.steps > STEPS_MAX:
                    raise _too_many("its rights are so many that they cannot be followed in a moment")
                if target in seen:
                    continue
                seen.add(target)
                system = held.ids.get(target)
                if system is not None:
                    found.setdefault(system, (*edges, right))
                elif target not in directory.nodes or directory.nodes[target].kind == "group":
                    after.append((target, (*edges, right)))
        level = after
    held.known[start] = found
    return found


def _domains(directory: Directory, held: _Map, ways: dict[tuple[str, str, str], tuple[set[str], int, Node]]) -> None:
    """A domain has its computers, its controllers have it, and a domain that trusts another may be entered from it."""
    domains = {node.name.upper(): held.ids[number] for number, node in directory.nodes.items()
               if node.kind == "domain" and number in held.ids}  # fmt: skip
    for number, node in directory.nodes.items():
        domain = domains.get(node.domain)
        if node.kind != "computer" or domain is None or number not in held.ids:
            continue
        if number in directory.controllers:
            _note(ways, (held.ids[number], domain, "admin"), ("DC",), node)
        _note(ways, (domain, held.ids[number], "admin"), ("Domain",), held.at[domain])
    for origin, target in directory.trusts:
        if origin in held.ids and target in held.ids and origin != target:
            _note(ways, (held.ids[origin], held.ids[target], "trust"), ("Trust",), held.at[held.ids[origin]])


def _note(
    ways: dict[tuple[str, str, str], tuple[set[str], int, Node]],
    key: tuple[str, str, str],
    edges: tuple[str, ...],
    node: Node,
) -> None:
    before, count, first = ways.get(key, (set(), 0, node))
    ways[key] = (before | set(edges), count + 1, first)


def _kind(edges: tuple[str, ...]) -> str:
    return "account" if edges[-1] in ACCOUNT else "trust" if edges[-1] in TRUST else "admin"


def _too_many(why: str) -> EstateError:
    tool = Tool.BLOODHOUND
    send = "send one domain at a time, or collect without access lists"
    return EstateError.of(Code.EXPORT_UNREAD, path="it", tool=tool.called, why=why, send=send)


def _left(directory: Directory) -> Iterator[Left]:
    if directory.accounts:
        why = "people's accounts are followed, and neither they nor their names are kept"
        yield Left("", 0, "account", "", why, len(directory.accounts))
    others = sum(1 for node in directory.nodes.values() if node.kind == "group") - len(_holders(directory))
    if others:
        yield Left("", 0, "group", "", "it has no right on a computer or domain itself: it is only followed", others)


def _guesses(found: Found) -> Iterator[str]:
    kinds = {line.cells["kind"] for line in found.lines if line.table == "paths"}
    if "account" in kinds:
        yield (
            "who is signed in where was seen at one moment: a path of kind account holds while such an account is "
            "signed in there. Guess: ask how often, and whether admins use machines of their own"
        )
    if "admin" in kinds:
        yield (
            "a right of the directory is taken to be usable as it stands (admin). Guess: ask whoever runs the "
            "directory what stops it (tiers, firewalls, protected accounts), and see what a second factor would change"
        )
    if any(line.cells["kind"] == "workstations" for line in found.lines if line.table == "systems"):
        yield "a domain's workstations are one system: whoever is at one is taken to have what any of them gives"
