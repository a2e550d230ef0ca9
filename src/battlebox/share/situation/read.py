"""One thing of a partner's as it is read: its label, its time, its words; whatever stands in it, reading goes on.

Law: nothing that stands in a thing raises; no time in it is later than the thing itself; what is unmarked is read as
AMBER+STRICT, and what came under a stricter label as that.
Not here: what a thing means (the module of each part).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from battlebox.marking import Tlp, strictest
from battlebox.share.intel import labels_of
from battlebox.share.release import Held
from battlebox.share.situation.label import Kind
from battlebox.share.situation.words import Line, clean, heard, instant

_TEXT_MOST: Final = 60_000
_KINDS: Final = frozenset(kind.value for kind in Kind)
"""On what is written in our way: its first line is a sentence."""


@dataclass(frozen=True, slots=True)
class Read:
    """A thing with what every part needs of it; `partner` is the name of who says it."""

    held: Held
    partner: str
    tlp: Tlp
    at: datetime
    labels: tuple[str, ...]
    body: str
    lines: Mapping[Line, str]

    @classmethod
    def of(cls, held: Held, partner: str) -> Read | None:
        """The thing as it is read; None for one without a version, or whose time or marking cannot be read."""
        says = held.thing.says
        at = instant(held.thing.version)
        if at is None or not _is_marked_soundly(says):
            return None
        texts = (says.get(name) for name in ("content", "description"))
        body = next((text[:_TEXT_MOST] for text in texts if isinstance(text, str)), "")
        labels = _texts(says.get("labels"))
        lines = heard(body, after_sentence=not _KINDS.isdisjoint(labels))
        return cls(held, partner, _label(held), at, labels, body, lines)

    @property
    def id(self) -> str:
        """The id of the thing."""
        return self.held.thing.id

    @property
    def type(self) -> str:
        """The type of the thing."""
        return self.held.thing.type

    @property
    def sentence(self) -> str:
        """The first line of its text."""
        return clean(self.body.partition("\n")[0])

    def of_kind(self, kind: Kind) -> bool:
        """Whether it says that it is this kind of part."""
        return kind.value in self.labels

    def text(self, name: str) -> str:
        """A property that is a text; blank where it is none."""
        value = self.held.thing.says.get(name)
        return clean(value) if isinstance(value, str) else ""

    def ref(self, name: str) -> str:
        """A property that is the id of a thing; blank where it is none."""
        value = self.held.thing.says.get(name)
        return value if isinstance(value, str) else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """A property that is a list of texts."""
        return _texts(self.held.thing.says.get(name))

    def line(self, line: Line) -> str:
        """The value of a line of its text; blank where there is none."""
        return self.lines.get(line, "")

    def when(self, *places: Line | str) -> datetime | None:
        """The first of these lines and properties that is an instant, and no later than the thing itself."""
        says = self.held.thing.says
        found = (instant(self.lines.get(each) if isinstance(each, Line) else says.get(each)) for each in places)
        first = next((each for each in found if each is not None), None)
        return None if first is None else min(first, self.at)

    def due(self, line: Line) -> datetime | None:
        """An instant that may be still to come."""
        return instant(self.lines.get(line))

    def form(self, identifier: str) -> Mapping[str, Any]:
        """What stands in an extension of it."""
        extensions = self.held.thing.says.get("extensions")
        found = extensions.get(identifier) if isinstance(extensions, Mapping) else None
        return found if isinstance(found, Mapping) else {}

    def number(self, name: str) -> int | None:
        """A property that is a whole number."""
        value = self.held.thing.says.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None


def _is_marked_soundly(says: Mapping[str, Any]) -> bool:
    """Whether its markings are where they belong: the door asks this, and what is read here may not have come by it."""
    granular = says.get("granular_markings", [])
    every = says.get("object_marking_refs", [])
    return isinstance(every, list) and isinstance(granular, list)


def _label(held: Held) -> Tlp:
    own = strictest(labels_of(held.thing.says).tlps) or Tlp.AMBER_STRICT
    return strictest((own, held.brought_under)) or own if held.brought_under else own


def _texts(value: object) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()
