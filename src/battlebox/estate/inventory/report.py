"""The mapping report of one import: what was read, what it became, what was left, guessed, and is to be filled in.

Law: everything that was read is in it once; a guess says that it is one, and whom to ask.
Not here: making the estate (bring.py), layout beyond plain lines and a table (the faces).
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

from battlebox.estate.inventory.line import Left, Read
from battlebox.estate.inventory.tool import Tool
from battlebox.estate.mistakes import Mistake

FORMAT: Final = "battlebox-mapping/1"
LINES_MAX: Final = 40
"""Lines of one part that are printed; all of them are in the data."""
HEADS: Final = ("file", "item", "kind", "called", "became", "id", "how", "why")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Became:
    """A thing of the export and the row that it became; `how` is new, filled, changed or there already."""

    file: str
    item: int
    kind: str
    called: str
    table: str
    id: str
    how: str


@dataclass(frozen=True, slots=True)
class Since:
    """What is different from what was there before this import."""

    changed: tuple[str, ...] = ()
    stayed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    """Ids that the last import of this tool brought and this one did not; nothing is taken out of an estate."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """The whole report. `assumed` are sentences about bodies and files; `mistakes` are what `check` says now."""

    tool: Tool
    council: str
    read: tuple[Read, ...]
    became: tuple[Became, ...]
    left: tuple[Left, ...]
    guessed: tuple[str, ...]
    assumed: tuple[str, ...]
    to_fill: tuple[str, ...]
    since: Since
    mistakes: tuple[Mistake, ...]

    @property
    def changed_any(self) -> bool:
        """Whether the estate is other than it was."""
        return any(one.how != "there already" for one in self.became)

    @property
    def took_any(self) -> bool:
        """Whether anything came in, or was there already."""
        return bool(self.became)

    def as_data(self) -> dict[str, Any]:
        """Give all of it as plain values for JSON."""
        return {
            "format": FORMAT,
            "tool": str(self.tool),
            "council": self.council,
            "took_any": self.took_any,
            "read": [asdict(one) for one in self.read],
            "became": [asdict(one) for one in self.became],
            "left": [asdict(one) for one in self.left],
            "guessed": list(self.guessed),
            "assumed": list(self.assumed),
            "to_fill": list(self.to_fill),
            "since": asdict(self.since),
            "parts": [{"heading": heading, "lines": lines} for heading, lines in self.parts()],
            "mistakes": [{**asdict(one), "code": str(one.code)} for one in self.mistakes],
        }

    def to_bytes(self) -> bytes:
        """The same as a file of JSON."""
        return (json.dumps(self.as_data(), ensure_ascii=False, indent=1) + "\n").encode()

    def as_csv(self) -> str:
        """Give every thing as one row of a table: what it became, or why it was left out. No cell starts a formula."""
        out = io.StringIO()
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(HEADS)
        for one in self.became:
            rows.writerow(map(_bare, (one.file, one.item, one.kind, one.called, one.table, one.id, one.how, "")))
        for left in self.left:
            kind = left.kind if left.count == 1 else f"{left.count} {_plural(left.kind)}"
            rows.writerow(map(_bare, (left.file, left.item or "", kind, left.called, "", "", "left out", left.why)))
        return out.getvalue()

    def as_text(self) -> str:
        """Give it as plain lines under seven headings."""
        return "\n".join(self._lines()) + "\n"

    def parts(self) -> Iterator[tuple[str, list[str]]]:
        """Each heading with its lines, all of them."""
        yield "Read", [f"{one.file}: {_many(one.count, one.kind)}" for one in self.read]
        yield "Became", list(_became(self.became))
        yield "Left out", list(_left(self.left))
        yield "Guessed: ask before you trust an answer", [*self.guessed, *self.assumed]
        yield "For you to fill in", list(self.to_fill)
        yield "Since the last time", list(self._since())
        yield "Next", [self._next()]

    def _lines(self) -> Iterator[str]:
        yield f"{self.tool.called.upper()} INTO {self.council}"
        for heading, lines in self.parts():
            yield heading.upper()
            yield from (f"  {line}" for line in lines[:LINES_MAX])
            if len(lines) > LINES_MAX:
                yield f"  and {len(lines) - LINES_MAX} more (--json has them all)"
            if not lines:
                yield "  nothing"

    def _since(self) -> Iterator[str]:
        yield from self.since.changed
        yield from self.since.stayed
        yield from self.since.gone

    def _next(self) -> str:
        if not self.took_any:
            return "nothing was taken and nothing was written: see what was left out, and why"
        if not self.changed_any:
            return "nothing was written: the estate says all this already"
        if self.mistakes:
            many = _many(len(self.mistakes), "mistake")
            return f"the estate as it now is has {many}: `battlebox check` lists them all"
        return (
            "the estate has no mistakes; `battlebox check` shows its gaps, which are many until the above is filled in"
        )


def _became(rows: Iterable[Became]) -> Iterator[str]:
    counts: Counter[tuple[str, str, str]] = Counter()
    firsts: dict[tuple[str, str, str], Became] = {}
    for one in rows:
        key = (one.table, one.kind, one.how)
        counts[key] += 1
        firsts.setdefault(key, one)
    for (table, kind, how), count in counts.items():
        first = firsts[table, kind, how]
        named = first.id if first.id in ("", first.called) else f"{first.called}, now {first.id}"
        yield f"{table}: {count} {how}, from {_plural(kind)}, such as {named or first.called}"


def _left(rows: Iterable[Left]) -> Iterator[str]:
    counts: Counter[tuple[str, str, str]] = Counter()
    firsts: dict[tuple[str, str, str], Left] = {}
    for one in rows:
        key = (one.file, one.kind, one.why)
        counts[key] += one.count
        firsts.setdefault(key, one)
    for (file, kind, why), count in counts.items():
        first = firsts[file, kind, why]
        place = f", such as item {first.item}" if first.item else ""
        called = f", {first.called}" if first.called and first.item else ""
        yield f"{f'{file}: ' if file else ''}{_many(count, kind)}: {why}{place}{called}"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun if count == 1 else _plural(noun)}"


def _plural(noun: str) -> str:
    return noun if noun.endswith("s") else f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def _bare(cell: object) -> str:
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
