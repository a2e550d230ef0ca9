"""A foreign file brought in: what is in it, what of it was refused and why, whatever its format.

Law: a file is recognised, read by its own reader, and told in one form; nothing is stored here.
Not here: the readers (one module for each format), keeping what they found (web).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from battlebox.marking import MarkingError, Tlp, strictest
from battlebox.share.foreign.brought import Brought
from battlebox.share.foreign.cacao import read_cacao
from battlebox.share.foreign.cap import AlertId
from battlebox.share.foreign.cap_reading import read_cap
from battlebox.share.foreign.csaf_reading import read_csaf
from battlebox.share.foreign.errors import Code, ForeignError, Refused
from battlebox.share.foreign.json_text import read_json
from battlebox.share.foreign.misp import read_misp
from battlebox.share.foreign.misp_event import Groups
from battlebox.share.foreign.misp_process import Converter
from battlebox.share.foreign.recognise import Format, must_be_real, recognise
from battlebox.share.foreign.red import without_red
from battlebox.share.foreign.table import read_table
from battlebox.share.foreign.table_things import things_of
from battlebox.share.intel import IntelError, Thing, from_stix20, marked_with, sound


@dataclass(frozen=True, slots=True)
class Bringing:
    """How files are brought: by which body, at which aware instant, and the program that converts events of MISP.

    `known` are the alerts of that body that are here; `groups` are the sharing groups of MISP that are registered.
    `practice` is whether they are brought to a drill's desk: no other takes what is of a drill.
    """

    by: str
    now: datetime
    converter: Converter
    known: Collection[AlertId] = ()
    groups: Groups = field(default_factory=dict)
    practice: bool = False

    def bring(self, body: bytes, name: str = "", *, form: Format | None = None) -> Iterator[Brought]:
        """What is in a file, part by part. Raises ForeignError for a file that is refused as a whole."""
        if not self.practice:
            must_be_real(body)
        yield from map(without_red, _READERS[form or recognise(body, name)](self, body))

    def misp(self, body: bytes) -> Iterator[Brought]:
        """Events, one after another."""
        for event in read_misp(body, self.converter, self.groups):
            yield Brought(
                Format.MISP,
                f"event {event.number}",
                event.label,
                event.counts,
                event.things,
                audience=event.audience,
                refused=event.refused,
                notes=event.notes,
            )

    def table(self, body: bytes) -> Iterator[Brought]:
        """A table, whole or not at all."""
        found = read_table(body, practice=self.practice)
        things = tuple(things_of(found.indicators, self.by, self.now))
        label = strictest(one.label for one in found.indicators if one.label is not None)
        counts = Counter(one.kind.value for one in found.indicators)
        yield Brought(Format.TABLE, "table", label, counts, things, refused=found.refused)

    def stix(self, body: bytes) -> Iterator[Brought]:
        """A bundle, an envelope or one object, object by object: sound, or refused by name."""
        says: Any = read_json(body)
        if recognise(body) is not Format.STIX:
            yield from self.stix_two_nought(body)
            return
        objects = says.get("objects") if "objects" in says else [says]
        things: list[Thing] = []
        refused: list[Refused] = []
        for number, one in enumerate(objects if isinstance(objects, list) else [], 1):
            if not _is_object(one):
                refused.append(Refused.of(Code.BAD_OBJECT, f"object {number}"))
            elif (fault := sound(one)) is not None:
                place = fault.id or f"object {number}"
                refused.append(Refused.of(Code.UNSOUND, place, why=fault.sentence, hint=fault.hint))
            else:
                things.append(Thing.from_says(one))
        counts = Counter(thing.type for thing in things)
        yield Brought(Format.STIX, "objects", _label(things), counts, tuple(things), refused=tuple(refused))

    def stix_two_nought(self, body: bytes) -> Iterator[Brought]:
        """A bundle of STIX 2.0, each object converted or refused by name. Raises ForeignError for what is no bundle."""
        read_json(body)
        try:
            found = from_stix20(body, now=self.now)
        except IntelError as wrong:
            raise ForeignError(Code.STIX_TWO_NOUGHT, str(wrong), wrong.hint) from None
        refused = tuple(
            Refused.of(Code.NOT_SOUND, one.id or f"refused object {number}", why=one.sentence, hint=one.hint)
            for number, one in enumerate(found.refused, 1)
        )
        counts = Counter(thing.type for thing in found.things)
        notes = ("it was STIX 2.0, and was converted",) if found.things else ()
        label = _label(list(found.things))
        yield Brought(
            Format.STIX_TWO_NOUGHT, "objects", label, counts, found.things, refused=refused, notes=notes
        )  # fmt: skip


def _is_object(one: Any) -> bool:  # noqa: ANN401 - any JSON
    return (
        isinstance(one, Mapping)
        and isinstance(one.get("type"), str)
        and str(one.get("id")).startswith(f"{one['type']}--")
    )


def _label(things: list[Thing]) -> Tlp | None:
    found = []
    for thing in things:
        for marking in marked_with(thing.says):
            try:
                found.append(Tlp.from_stix_id(marking))
            except MarkingError:
                continue
    return strictest(found)


def _cap(how: Bringing, body: bytes) -> Iterator[Brought]:
    alert = read_cap(body, how.known)
    notes = [] if alert.is_meant else [f"it is meant as {alert.status.value.lower()}, not for what is happening"]
    notes += ["it carries a signature that was not checked"] if alert.is_signed else []
    title = next((info.headline or info.event for info in alert.infos), "an alert without words")
    counts = {"info": len(alert.infos), "area": sum(len(info.areas) for info in alert.infos)}
    yield Brought(Format.CAP, title, alert.label, counts, found=alert, notes=tuple(notes))


def _cacao(how: Bringing, body: bytes) -> Iterator[Brought]:  # noqa: ARG001 - all readers have one shape
    tasks = read_cacao(body)
    yield Brought(Format.CACAO, tasks.title, tasks.label, {"step": len(tasks.steps)}, found=tasks, notes=tasks.notes)


def _csaf(how: Bringing, body: bytes) -> Iterator[Brought]:  # noqa: ARG001 - all readers have one shape
    one = read_csaf(body)
    counts = {"product": len(one.products), "vulnerability": len(one.vulnerabilities)}
    yield Brought(Format.CSAF, one.title, one.label, counts, found=one, notes=one.notes)


def _refusing(code: Code) -> Callable[[Bringing, bytes], Iterator[Brought]]:
    def refuse(how: Bringing, body: bytes) -> Iterator[Brought]:  # noqa: ARG001 - all readers have one shape
        raise ForeignError.of(code)

    return refuse


_READERS: Final[Mapping[Format, Callable[[Bringing, bytes], Iterator[Brought]]]] = {
    Format.STIX: Bringing.stix,
    Format.STIX_TWO_NOUGHT: Bringing.stix_two_nought,
    Format.MISP: Bringing.misp,
    Format.CAP: _cap,
    Format.CACAO: _cacao,
    Format.CSAF: _csaf,
    Format.GALAXY: _refusing(Code.GALAXY),
    Format.TABLE: Bringing.table,
}
