"""Reading: the text of an estate into its values, with every mistake found in one pass.

Law: one wrong cell hides no other; whatever can be read is read, so that later checks speak of it too.
Not here: one cell (cells.py), rows against each other (faults.py), files (tables.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from enum import StrEnum
from functools import partial
from itertools import islice, repeat, zip_longest
from typing import Any, Final

from battlebox.estate.cells import CELL_MAX, CHANCE_WORDS, CellError, control_character, value_of
from battlebox.estate.column import Column, Form, Table
from battlebox.estate.columns import TABLES
from battlebox.estate.errors import Code
from battlebox.estate.estate import Cyber, Estate
from battlebox.estate.ids import is_id
from battlebox.estate.mistakes import Mistake
from battlebox.estate.near import Near
from battlebox.estate.raw import RawTable, RawTables
from battlebox.estate.settings import settings_of
from battlebox.estate.sheets import COLUMNS_MAX
from battlebox.estate.things import (
    Action,
    Body,
    BodyKind,
    Channel,
    Clock,
    DataKind,
    Need,
    Path,
    PathKind,
    PeakDate,
    Priority,
    Protects,
    Segment,
    Service,
    Site,
    System,
)
from battlebox.estate.things_restoring import Crew, Environment, EnvironmentKind, Gate, GateKind, Step, Work
from battlebox.estate.things_rostering import Availability, AvailabilityKind, Person, Post, PostDays, PostLevel, Shift

KINDS: Final[dict[str, type]] = {
    "bodies": Body,
    "segments": Segment,
    "sites": Site,
    "systems": System,
    "services": Service,
    "channels": Channel,
    "needs": Need,
    "paths": Path,
    "actions": Action,
    "crews": Crew,
    "environments": Environment,
    "works": Work,
    "gates": Gate,
    "shifts": Shift,
    "posts": Post,
    "people": Person,
    "availability": Availability,
    "dates": PeakDate,
    "clocks": Clock,
}
"""What a row of each table becomes."""
FALLBACK: Final = "fallback:"
"""What a need's `of` begins with when it is a service's fallback that needs."""

_LISTS: Final = (Form.LIST, Form.WORDS, Form.SELECTORS, Form.CHECKS)
_ENUMS: Final[dict[tuple[str, str], type[StrEnum]]] = {
    ("bodies", "kind"): BodyKind,
    ("services", "priority"): Priority,
    ("services", "protects"): Protects,
    ("systems", "data_kinds"): DataKind,
    ("paths", "kind"): PathKind,
    ("environments", "kind"): EnvironmentKind,
    ("works", "step"): Step,
    ("gates", "kind"): GateKind,
    ("posts", "days"): PostDays,
    ("posts", "level"): PostLevel,
    ("availability", "kind"): AvailabilityKind,
}
_FIELDS: Final = {
    ("paths", "from"): "origin",
    ("paths", "to"): "target",
    ("paths", "hours"): "microhours",
    ("crews", "hours_per_day"): "microhours_per_day",
    ("works", "hours"): "microhours",
    ("gates", "from"): "opens",
    ("shifts", "hours"): "microhours",
    ("posts", "from"): "first_day",
    ("posts", "until"): "last_day",
    ("availability", "from"): "first_day",
    ("availability", "until"): "last_day",
}


def field_of(table: str, column: str) -> str:
    """The field of a row's value that holds a column."""
    if (table, column) in _FIELDS:
        return _FIELDS[table, column]
    hours = TABLES[table].column(column)
    if hours is not None and hours.form is Form.HOURS and column.endswith("_h"):
        return column.removesuffix("_h") + "_microhours"
    return column


@dataclass(frozen=True, slots=True)
class Draft:
    """An estate as far as it could be read.

    It may hold None where a cell was wrong and ids that nothing has. `numbers` are the spreadsheet rows of each table's
    values; `unread` names the tables that are there but could not be read; `wrong` are the places of mistakes so far.
    """

    estate: Estate
    numbers: dict[str, Sequence[int]]
    unread: frozenset[str] = frozenset()
    wrong: frozenset[tuple[str, int | None, str | None]] = frozenset()
    near: Near = field(default_factory=Near)


def read(raw: RawTables, *, title: str, unread: frozenset[str] = frozenset()) -> tuple[Draft, list[Mistake]]:
    """Read every table. `title` stands in for a missing one, `unread` tables are not called missing."""
    near = Near()
    settings, mistakes = settings_of(raw.settings, near)
    rows: dict[str, tuple[Any, ...]] = {}
    numbers: dict[str, Sequence[int]] = {}
    for name, table in TABLES.items():
        found = raw.tables.get(name)
        if found is not None:
            reader = _TableReader(table, found, settings.cyber, near)
            rows[name], numbers[name] = reader.rows()
            mistakes += reader.mistakes
        elif table.required and name not in unread:
            columns = ", ".join(column.name for column in table.columns if column.required)
            mistakes.append(Mistake.at(name, None, None, Code.MISSING_TABLE, columns=columns))
    rows["actions"] = _symmetric(rows.get("actions", ()))
    estate = Estate(
        title=settings.title or title,
        bodies=rows.pop("bodies", ()),
        systems=rows.pop("systems", ()),
        services=rows.pop("services", ()),
        as_of=settings.as_of,
        licence=settings.licence,
        illustrative=settings.illustrative,
        harm=settings.harm,
        cyber=settings.cyber,
        restore=settings.restore,
        **rows,
    )
    wrong = frozenset((one.table, one.row, one.column) for one in mistakes)
    # A required table without rows is one mistake, not one more for every row that names what should be in it.
    empty = {name for name, table in TABLES.items() if table.required and not numbers.get(name)}
    return Draft(estate, numbers, unread | empty, wrong, near), mistakes


def _symmetric(actions: tuple[Action, ...]) -> tuple[Action, ...]:
    """The actions with every conflict on both sides: an action's own list first, then the rows that named it."""
    named: dict[str, list[str]] = {}
    for action in actions:
        for other in action.conflicts:
            named.setdefault(other, []).append(action.action)
    return tuple(
        replace(action, conflicts=tuple(dict.fromkeys((*action.conflicts, *named[action.action]))))
        if action.action in named
        else action
        for action in actions
    )


class _TableReader:
    """Reads one table, column by column: a column's texts repeat, so each distinct one is read once."""

    def __init__(self, table: Table, raw: RawTable, cyber: Cyber, near: Near) -> None:
        self.table = table
        self.raw = raw
        self.cyber = cyber
        self.near = near
        self.mistakes: list[Mistake] = []
        self._at = partial(Mistake.at, table.name)

    def rows(self) -> tuple[tuple[Any, ...], Sequence[int]]:
        """The values of the rows that are not blank, and their spreadsheet rows."""
        self._look_at_header()
        kept = [row for row in self.raw.rows if row and (row[-1].strip() or any(map(str.strip, row)))]
        numbers: Sequence[int] = range(2, len(kept) + 2)
        if len(kept) < len(self.raw.rows):
            numbers = [number for number, row in enumerate(self.raw.rows, start=2) if any(map(str.strip, row))]
        if not numbers:
            if self.table.required:
                self.mistakes.append(self._at(None, None, Code.EMPTY_TABLE))
            return (), ()
        width = len(self.raw.header)
        self._look_past(width, zip(numbers, kept, strict=True))
        filled = list(islice(zip_longest(*kept, fillvalue=""), width))
        filled += repeat(("",) * len(kept), width - len(filled))
        texts = dict(zip(reversed(self.raw.header), reversed(filled), strict=True))
        found = {
            field_of(self.table.name, column.name): self._values(column, texts.get(column.name), numbers)
            for column in self.table.columns
        }
        if self.table.name == "paths":
            self._fill_paths(found)
        return self._built(found, len(numbers)), numbers

    def _built(self, found: dict[str, Any], count: int) -> tuple[Any, ...]:
        kind = KINDS[self.table.name]
        columns: list[Iterable[Any]] = []
        for one in fields(kind):
            values = found[one.name]
            default = None if one.default is MISSING else one.default
            if self.table.name == "actions" and one.name == "lasts_microhours":
                default = self.cyber.lasts_microhours
            if values is None:
                columns.append(repeat(default, count))
            elif default is None:
                columns.append(values)
            else:
                columns.append([default if value is None else value for value in values])
        return tuple(map(kind, *columns))

    def _look_at_header(self) -> None:
        header = self.raw.header
        if len(header) > COLUMNS_MAX:
            self.mistakes.append(self._at(1, None, Code.TOO_MANY_COLUMNS, found=str(len(header)), most=COLUMNS_MAX))
        known = {column.name: column for column in self.table.columns}
        words = ", ".join(known)
        missing = [column for column in known.values() if column.required and column.name not in header]
        seen: set[str] = set()
        for at, name in enumerate(header):
            if name in seen and name:
                self.mistakes.append(self._at(1, name, Code.COLUMN_TWICE, found=name))
            elif name not in known and (name or any(any(row[at : at + 1]) for row in self.raw.rows)):
                hint = self.near.words(name, [one for one in known if one not in header], " to {}")
                self.mistakes.append(self._at(1, name, Code.UNKNOWN_COLUMN, found=name, near=hint, columns=words))
            seen.add(name)
        self.mistakes += [self._at(1, one.name, Code.MISSING_COLUMN, help=one.help) for one in missing]

    def _look_past(self, width: int, kept: Iterable[tuple[int, tuple[str, ...]]]) -> None:
        for number, row in kept:
            if len(row) > width and any(row[width:]):
                over = ", ".join(cell for cell in row[width:] if cell)
                self.mistakes.append(self._at(number, None, Code.ROW_TOO_LONG, found=over))

    def _values(self, column: Column, texts: Sequence[str] | None, numbers: Sequence[int]) -> list[Any] | None:
        if texts is None:
            return [None] * len(numbers) if column.required else None
        distinct = dict.fromkeys(texts)
        # A large estate is mostly ids, each its own value as it stands: what is none is read like any other cell.
        known: dict[str, Any] = {}
        if column.form is Form.ID:
            known = {text: text for text in distinct if len(text) <= CELL_MAX and is_id(text)}
        wrong: dict[str, CellError] = {}
        for text in distinct:
            if text in known:
                continue
            try:
                known[text] = self._value(column, text)
            except CellError as error:
                known[text] = None
                wrong[text] = error
        if wrong:
            for number, text in zip(numbers, texts, strict=True):
                if text in wrong:
                    words = {"found": text.strip(), **wrong[text].words}
                    self.mistakes.append(self._at(number, column.name, wrong[text].code, **words))
        return [known[text] for text in texts]

    def _value(self, column: Column, text: str) -> Any:  # noqa: ANN401  # The column decides the type.
        plain = text.strip()
        if not plain:
            if column.required:
                raise CellError(Code.REQUIRED_BLANK, help=column.help)
            return () if column.form in _LISTS else None
        if len(text) > CELL_MAX:
            raise CellError(Code.CELL_TOO_LONG, most=CELL_MAX)
        character = control_character(plain)
        if character:
            raise CellError(Code.CONTROL_CHARACTER, character=character)
        if column.form is Form.WORD:
            return self._word(column, plain)
        if column.form is Form.WORDS:
            return tuple(self._word(column, each) for each in value_of(column.form, plain))
        if column.name == "of" and plain.startswith(FALLBACK):
            return FALLBACK + value_of(Form.ID, plain.removeprefix(FALLBACK))
        if column.name == "on" and plain.startswith(FALLBACK):
            raise CellError(Code.FALLBACK_NOT_NEEDED)
        if column.form is Form.CHANCE and plain in CHANCE_WORDS:
            return self.cyber.chances[plain]
        return value_of(column.form, plain)

    def _word(self, column: Column, text: str) -> str:
        if text not in column.words:
            near = self.near.words(text, column.words)
            raise CellError(Code.BAD_WORD, found=text, words=", ".join(column.words), near=near)
        enum = _ENUMS.get((self.table.name, column.name))
        return text if enum is None else enum(text)

    def _fill_paths(self, found: dict[str, Any]) -> None:
        """A blank chance or time is the kind's. A wrong one is filled too, which nobody sees: its mistake stands."""
        kinds = [self.cyber.kinds.get(kind) for kind in found["kind"]]
        for name in ("chance", "microhours"):
            values = found[name] or repeat(None, len(kinds))
            found[name] = [
                getattr(kind, name, None) if value is None else value
                for kind, value in zip(kinds, values, strict=False)
            ]
