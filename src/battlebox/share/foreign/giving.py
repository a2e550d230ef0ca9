"""What of our things may go to one recipient in a foreign format, and what is left back for which reason.

Law: both readings of the gate are asked for every thing; a thing goes under the strictest label of all that binds it.
Not here: the formats (misp_out.py, table_out.py), the gate (share.release).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from battlebox.marking import Allow, Recipient, Tlp
from battlebox.share.foreign.indicator_value import Kind
from battlebox.share.foreign.pattern import value_in
from battlebox.share.intel import Thing, instant_of
from battlebox.share.release import Gate, Held, reach_of


@dataclass(frozen=True, slots=True)
class Left:
    """A thing that did not go, and why in words; only for our own eyes."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Given:
    """A file for one recipient: its bytes, the things in it for the ledger, and what was left back."""

    body: bytes
    gone: tuple[Held, ...]
    left: tuple[Left, ...]


@dataclass(frozen=True, slots=True)
class Going:
    """A thing that may go, and the label under which it goes."""

    held: Held
    label: Tlp


def asked(held: Iterable[Held], to: Recipient, now: datetime, gate: Gate) -> tuple[list[Going], list[Left]]:
    """Those that may go to them now, and the others with the reason of the gate."""
    going, left = [], []
    for one in held:
        reach = reach_of(one, gate.shelf)
        verdict = gate.let_out(one, to, now, reach)
        if isinstance(verdict, Allow) and reach.label is not None:
            going.append(Going(one, reach.label))
        else:
            left.append(Left(one.thing.id, str(getattr(verdict, "reason", "it has no label"))))
    return going, left


def asked_for_a_list(held: Iterable[Held], to: Recipient, now: datetime, gate: Gate) -> tuple[list[Going], list[Left]]:
    """The same for a list of plain values, which cannot say that one is no longer so: such a thing stays back.

    What was taken back stays back in each of its versions that came with it.
    """
    every = list(held)
    back = {one.thing.id for one in every if one.thing.says.get("revoked") is True}
    going, left = asked(every, to, now, gate)
    said = [(one, _over(one.held.thing, now, back)) for one in going]
    left += [Left(one.held.thing.id, reason) for one, reason in said if reason]
    return [one for one, reason in said if not reason], left


def _over(thing: Thing, now: datetime, back: Collection[str]) -> str:
    if thing.id in back:
        return TAKEN_BACK
    until = thing.says.get("valid_until")
    found = instant_of(until) if isinstance(until, str) else None
    return OVER if found is not None and found[0] <= now else ""


def values_in(thing: Thing) -> Iterator[tuple[Kind, str]]:
    """The indicators that a thing holds and that a plain list can say: one value each."""
    says = thing.says
    if thing.type == "indicator":
        found = value_in(says["pattern"]) if isinstance(says.get("pattern"), str) else None
        if found is not None:
            yield found
    elif thing.type in _VALUES and isinstance(says.get("value"), str):
        yield _VALUES[thing.type], says["value"]
    elif thing.type == "file":
        hashes: Any = says.get("hashes")
        for name, kind in _HASHES.items():
            if isinstance(hashes, Mapping) and isinstance(hashes.get(name), str):
                yield kind, hashes[name]
        if isinstance(says.get("name"), str):
            yield Kind.FILE_NAME, says["name"]


NOT_SAYABLE: Final = "a list of plain values cannot say it"
TAKEN_BACK: Final = "it was taken back (revoked), which a list of plain values cannot say"
OVER: Final = "the time for which it was good is over (valid_until)"
_VALUES: Final = {
    "ipv4-addr": Kind.IPV4,
    "ipv6-addr": Kind.IPV6,
    "domain-name": Kind.DOMAIN,
    "url": Kind.URL,
    "email-addr": Kind.EMAIL,
}
_HASHES: Final = {"MD5": Kind.MD5, "SHA-1": Kind.SHA1, "SHA-256": Kind.SHA256, "SHA-512": Kind.SHA512}
