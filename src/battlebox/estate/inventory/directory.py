"""What BloodHound's files say of a directory, as a graph: who is a member of what, and who has which right over whom.

Law: every edge has the name that BloodHound gives it; accounts are numbers here, and their names are never read.
Not here: which systems and paths follow from it (bloodhound.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from battlebox.estate.inventory.line import Found, Left, Read
from battlebox.estate.inventory.opened import Item, Opened

VERSIONS: Final = ("4", "5", "6")
RIGHTS: Final = frozenset((
    "GenericAll", "GenericWrite", "WriteDacl", "WriteOwner", "Owns", "OwnsLimitedRights", "WriteOwnerLimitedRights",
    "AllExtendedRights", "ForceChangePassword", "AddMember", "AddMembers", "AddSelf", "AddKeyCredentialLink",
    "ReadLAPSPassword", "SyncLAPSPassword", "ReadGMSAPassword", "AddAllowedToAct", "WriteAccountRestrictions",
    "WriteSPN",
))  # fmt: skip
"""Rights in an access list that let whoever has them take the thing; others only let somebody look."""
_SYNC: Final = ("GetChanges", "GetChangesAll")
_LOCAL: Final = {
    "544": "AdminTo", "555": "CanRDP", "562": "ExecuteDCOM", "580": "CanPSRemote",
    "ADMINISTRATORS": "AdminTo", "REMOTE DESKTOP USERS": "CanRDP", "DISTRIBUTED COM USERS": "ExecuteDCOM",
    "REMOTE MANAGEMENT USERS": "CanPSRemote",
}  # fmt: skip
_LISTS: Final = {
    "LocalAdmins": "AdminTo", "RemoteDesktopUsers": "CanRDP", "DcomUsers": "ExecuteDCOM",
    "PSRemoteUsers": "CanPSRemote",
}  # fmt: skip
_SESSIONS: Final = ("Sessions", "PrivilegedSessions", "RegistrySessions")
_EVERYBODY: Final = re.compile(r"(^|-)(S-1-1-0|S-1-5-11)$")
_KINDS: Final = {"users": "account", "groups": "group", "computers": "computer", "domains": "domain"}
_CONTAINERS: Final = ("ous", "domains", "containers")


@dataclass(frozen=True, slots=True)
class Node:
    """A group, computer or domain: where it stands, what it is called, and to which domain it belongs."""

    kind: str
    item: Item
    name: str
    domain: str


@dataclass(slots=True)
class Directory:
    """`edges` lead from whoever has a right to whom; `sessions` from a computer to accounts signed in there."""

    nodes: dict[str, Node] = field(default_factory=dict)
    accounts: set[str] = field(default_factory=set)
    edges: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    sessions: dict[str, set[str]] = field(default_factory=dict)
    controllers: set[str] = field(default_factory=set)
    trusts: list[tuple[str, str]] = field(default_factory=list)
    """Domains by number: whoever has the first may sign in to the second."""

    def join(self, origin: str, right: str, target: str) -> None:
        """Note that one has a right over another."""
        if origin and target and origin != target:
            self.edges.setdefault(origin, []).append((right, target))


def read_directory(files: Iterator[Opened], found: Found) -> Directory:
    """The graph in these files. Raises EstateError."""
    made = Directory()
    for each in files:
        if not each.name.lower().endswith(".json"):
            found.left.append(Left(each.name, 0, "file", "", "it is no JSON"))
            continue
        kind, items = _items(each)
        if kind not in _KINDS and kind not in _CONTAINERS:
            found.left.append(Left(each.name, 0, kind or "thing", "", "what it gives is not followed", len(items)))
        found.read.append(Read(each.name, _KINDS.get(kind, kind.removesuffix("s") or "thing"), len(items)))
        for item in items:
            _node(made, kind, item)
    everybody = [one for one in made.nodes if _EVERYBODY.search(one)]
    computers = [one for one, node in made.nodes.items() if node.kind == "computer"]
    for group in everybody:
        for number in (*sorted(made.accounts), *computers):
            made.join(number, "MemberOf", group)
    return made


def _items(each: Opened) -> tuple[str, list[Item]]:
    said = each.json()
    if not isinstance(said, dict) or not isinstance(said.get("meta"), dict):
        raise each.refuse("it has no `meta` that says what it lists")
    meta = Item(each.name, 0, said["meta"])
    version = meta.text("version")
    if version not in VERSIONS:
        raise each.refuse(f"it is of version {version[:20] or 'unknown'}; read are {', '.join(VERSIONS)}")
    return meta.text("type").lower(), each.items(said.get("data"))


def _node(made: Directory, kind: str, item: Item) -> None:
    number = item.text("ObjectIdentifier").upper()
    if not number:
        return
    if kind == "users":
        made.accounts.add(number)
    elif kind in _KINDS:
        domain = item.text("Properties", "domain").upper()
        made.nodes[number] = Node(_KINDS[kind], item, item.text("Properties", "name"), domain)
    _memberships(made, number, item)
    _access(made, number, item)
    if kind == "computers":
        _computer(made, number, item)
    if kind in _CONTAINERS:
        _policies(made, item)
    if kind == "domains":
        _trusts(made, number, item)


def _memberships(made: Directory, number: str, item: Item) -> None:
    for each in item.parts("Members"):
        made.join(each.text("ObjectIdentifier").upper(), "MemberOf", number)
    made.join(number, "MemberOf", item.text("PrimaryGroupSID").upper())
    for name, right in (("AllowedToDelegate", "AllowedToDelegate"), ("HasSIDHistory", "HasSIDHistory")):
        for target in _numbers(item, name):
            made.join(number, right, target)


def _access(made: Directory, number: str, item: Item) -> None:
    syncs: Counter[str] = Counter()
    for each in item.parts("Aces"):
        right, holder = each.text("RightName"), each.text("PrincipalSID").upper()
        if right in RIGHTS:
            made.join(holder, right, number)
        elif right in _SYNC:
            syncs[holder] += 1
        if right in _SYNC and syncs[holder] == len(_SYNC):
            made.join(holder, "DCSync", number)


def _computer(made: Directory, number: str, item: Item) -> None:
    if item.flag("IsDC") or item.flag("Properties", "isdc"):
        made.controllers.add(number)
    for each in item.parts("LocalGroups"):
        name = each.text("Name").partition("@")[0].upper()
        right = _LOCAL.get(each.text("ObjectIdentifier").rpartition("-")[2]) or _LOCAL.get(name)
        for holder in _numbers(each, "Results") if right else ():
            made.join(holder, right or "", number)
    for name, right in _LISTS.items():
        for holder in _numbers(item, name):
            made.join(holder, right, number)
    for holder in _numbers(item, "AllowedToAct"):
        made.join(holder, "AllowedToAct", number)
    for name in _SESSIONS:
        for each in item.parts(name, "Results"):
            account = each.text("UserSID").upper()
            if account:
                made.sessions.setdefault(each.text("ComputerSID").upper() or number, set()).add(account)


def _policies(made: Directory, item: Item) -> None:
    """Local rights that a group policy gives on the computers that it reaches."""
    policy = item.part("GPOChanges")
    reached = _numbers(policy, "AffectedComputers") if policy else []
    for name, right in _LISTS.items():
        for holder in _numbers(policy, name) if policy and reached else ():
            for target in reached:
                made.join(holder, right, target)


def _trusts(made: Directory, number: str, item: Item) -> None:
    for each in item.parts("Trusts"):
        other, way = each.text("TargetDomainSid").upper(), each.text("TrustDirection").lower()
        # Inbound: the other trusts this one, so whoever is here may sign in there.
        if way in ("inbound", "1", "bidirectional", "3"):
            made.trusts.append((number, other))
        if way in ("outbound", "2", "bidirectional", "3"):
            made.trusts.append((other, number))


def _numbers(item: Item, name: str) -> list[str]:
    """The numbers at a field: a list of things or of words, or one inside `Results`."""
    held = item.part(name) if item.holds(name, dict) else None
    if held is not None:
        item, name = held, "Results"
    found = item.says.get(name)
    if isinstance(found, list) and all(isinstance(one, str) for one in found):
        return [one.upper() for one in item.words(name)]
    return [one.text("ObjectIdentifier").upper() for one in item.parts(name)]
