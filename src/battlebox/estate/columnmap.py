"""The column map: which of our columns come from which of theirs, written by a person as a small TOML file.

Law: a map with a mistake takes nothing; every mistake in it is told at once; an unknown key is refused by name.
Not here: their rows (spreadsheet.py), what becomes of a cell (tidy.py), taking the rows (intake.py).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from battlebox.estate.column import Column, Form, Table
from battlebox.estate.columns import TABLES
from battlebox.estate.errors import TEXT, Code, EstateError
from battlebox.estate.mistakes import EstateFaults, Mistake
from battlebox.estate.near import Near
from battlebox.estate.tomltext import read_toml

UNITS: Final[Mapping[str, int]] = MappingProxyType(
    {"minutes": 60, "hours": 3_600, "days": 24 * 3_600, "weeks": 7 * 24 * 3_600}
)
"""Seconds in each unit that a column of hours may be given in."""

_FROM_KEYS: Final = ("sheet", "header", "separator", "repeats")
_TAKE_KEYS: Final = ("table", "only", "columns")
_RULE_KEYS: Final = ("from", "always", "prefix", "words", "otherwise", "unit", "split", "each", "down", "month_first")
_SEPARATORS: Final = (",", ";", "\t", "|")
_REPEATS: Final = ("keep", "replace", "fill")


class MapFaults(EstateFaults):
    """A map that cannot be used; `mistakes` are all of them."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        self.mistakes = mistakes
        first = mistakes[0]
        sentence, hint = TEXT[Code.MAP_FAULTS]
        words = {"count": len(mistakes), "s": "" if len(mistakes) == 1 else "s", "first": first.message}
        EstateError.__init__(self, Code.MAP_FAULTS, sentence.format(**words), hint.format(hint=first.hint))


@dataclass(frozen=True, slots=True)
class Rule:
    """Where one of our columns comes from: `source` is theirs; blank, the cell is `always` the same.

    `words` are their words (in small letters) to ours, `otherwise` ours for any other; `unit_seconds` is 0 where the
    map names no unit.
    """

    column: str
    source: str = ""
    always: str = ""
    prefix: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    otherwise: str = ""
    unit_seconds: int = 0
    split: str = ""
    each: bool = False
    down: bool = False
    month_first: bool = False


@dataclass(frozen=True, slots=True)
class Take:
    """One of our tables, and what fills it; `only` keeps rows whose cells are among those words (in small letters)."""

    table: Table
    rules: tuple[Rule, ...]
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[tuple[Column, Rule], ...]:
        """Our columns that the map fills, each with its rule, in the order of our table."""
        ruled = {rule.column: rule for rule in self.rules}
        return tuple((column, ruled[column.name]) for column in self.table.columns if column.name in ruled)

    def rule(self, column: str) -> Rule | None:
        """The rule for a column, if the map has one."""
        return next((rule for rule in self.rules if rule.column == column), None)


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """A whole map. `header` is a spreadsheet row; 0 is to be found. Blank `sheet` is the first.

    `repeats` says what becomes of a row whose id the estate has: it is kept, replaced, or its blank cells are filled.
    """

    takes: tuple[Take, ...]
    sheet: str = ""
    header: int = 0
    separator: str = ""
    repeats: str = "keep"

    @classmethod
    def from_text(cls, text: str) -> ColumnMap:
        """Read a map. Raises MapFaults with every mistake in it."""
        return cls.from_bytes(text.encode())

    @classmethod
    def from_bytes(cls, data: bytes) -> ColumnMap:
        """Read a map as it stands in a file. Raises MapFaults."""
        try:
            written = read_toml(data.decode("utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise MapFaults((_mistake("", Code.BAD_MAP, why=str(error).lower()),)) from error
        reader = _Reader()
        found = reader.map_of(written)
        if reader.mistakes:
            raise MapFaults(tuple(reader.mistakes))
        return found

    @property
    def sources(self) -> tuple[str, ...]:
        """Every one of their columns that the map names, once each, in order."""
        named = [rule.source for take in self.takes for rule in take.rules if rule.source]
        return tuple(dict.fromkeys([*named, *(column for take in self.takes for column in take.only)]))


def _mistake(place: str, code: Code, /, *, found: str = "", **words: object) -> Mistake:
    return Mistake.at(f"map {place}".strip(), None, None, code, found=found, **words)


class _Reader:
    """Reads a map, keeping each mistake and carrying on."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self._near = Near()

    def map_of(self, written: Mapping[str, Any]) -> ColumnMap:
        self._known(written, ("from", "take"), "")
        head = self._table(written.get("from", {}), "from")
        self._known(head, _FROM_KEYS, "from")
        takes = written.get("take", [])
        if not isinstance(takes, list) or not takes:
            self._wrong("take", Code.MAP_EMPTY)
            takes = []
        return ColumnMap(
            takes=tuple(take for at, one in enumerate(takes, start=1) for take in self._take(one, f"take {at}")),
            sheet=self._text(head, "sheet", "from"),
            header=self._row(head),
            separator=self._one_of(head, "separator", _SEPARATORS, "from"),
            repeats=self._one_of(head, "repeats", _REPEATS, "from") or "keep",
        )

    def _take(self, written: object, place: str) -> Iterator[Take]:
        take = self._table(written, place)
        self._known(take, _TAKE_KEYS, place)
        name = self._text(take, "table", place)
        table = TABLES.get(name)
        if "table" not in take:
            self._wrong(place, Code.MAP_NO_TABLE, tables=", ".join(TABLES))
            return
        if table is None:
            near = self._near.words(name, TABLES.keys())
            self._wrong(f"{place} table", Code.MAP_TABLE, found=name, near=near, tables=", ".join(TABLES))
            return
        columns = self._table(take.get("columns", {}), f"{place} columns")
        rules = [rule for key, one in columns.items() for rule in self._rule(table, key, one, f"{place} columns {key}")]
        self._look_for_required(table, columns, place)
        yield Take(table, tuple(rules), self._only(take.get("only", {}), f"{place} only"))

    def _rule(self, table: Table, key: str, written: object, place: str) -> Iterator[Rule]:
        column = table.column(key)
        if column is None:
            names = [one.name for one in table.columns]
            near = self._near.words(key, names, " to {}")
            self._wrong(place, Code.MAP_COLUMN, found=key, table_name=table.name, near=near, columns=", ".join(names))
            return
        if not isinstance(written, str | dict):
            self._value(place, key, "the name of their column, or a table", f'{key} = "their column"')
            return
        rule = {"from": written} if isinstance(written, str) else written
        self._known(rule, _RULE_KEYS, place)
        if ("from" in rule) == ("always" in rule) and rule.keys() <= set(_RULE_KEYS):
            self._wrong(place, Code.MAP_SOURCE, found=key)
        unit = self._one_of(rule, "unit", tuple(UNITS), place)
        if unit and column.form is not Form.HOURS:
            self._wrong(place, Code.MAP_UNIT, found=key)
        words = self._table(rule.get("words", {}), f"{place} words")
        yield Rule(
            column=key,
            source=" ".join(self._text(rule, "from", place).split()),
            always=self._text(rule, "always", place),
            prefix=self._text(rule, "prefix", place),
            words={
                " ".join(theirs.split()).casefold(): self._text(words, theirs, f"{place} words") for theirs in words
            },
            otherwise=self._text(rule, "otherwise", place),
            unit_seconds=UNITS.get(unit, 0),
            split=self._text(rule, "split", place),
            each=self._flag(rule, "each", place),
            down=self._flag(rule, "down", place),
            month_first=self._flag(rule, "month_first", place),
        )

    def _look_for_required(self, table: Table, columns: Mapping[str, Any], place: str) -> None:
        """An id can be made from a name, and a body be the only council there is; nothing else required is guessed."""
        guessable = {"body"} | ({table.key} if "name" in columns else set())
        for column in table.columns:
            if column.required and column.name not in columns and column.name not in guessable:
                self._wrong(f"{place} columns", Code.MAP_REQUIRED, found=column.name, of=table.name, help=column.help)

    def _only(self, written: object, place: str) -> dict[str, frozenset[str]]:
        only: dict[str, frozenset[str]] = {}
        for column, words in self._table(written, place).items():
            listed = [words] if isinstance(words, str) else words
            if isinstance(listed, list) and all(isinstance(word, str) for word in listed):
                only[" ".join(column.split())] = frozenset(" ".join(word.split()).casefold() for word in listed)
            else:
                self._value(place, column, "a list of words", '["In use", "Live"]')
        return only

    def _known(self, written: Mapping[str, Any], keys: tuple[str, ...], place: str) -> None:
        for key in written:
            if key not in keys:
                near = self._near.words(key, keys, " to {}")
                self._wrong(place, Code.MAP_KEY, found=key, near=near, keys=", ".join(keys))

    def _table(self, written: object, place: str) -> Mapping[str, Any]:
        if isinstance(written, dict):
            return written
        key = place.rpartition(" ")[2]
        example = {
            "from": "[from]",
            "only": "[take.only]",
            "words": 'words = { Yes = "y" }',
            "columns": "[take.columns]",
        }
        self._value(place, key, "a table", example.get(key, "[[take]]"))
        return {}

    def _text(self, written: Mapping[str, Any], key: str, place: str) -> str:
        found = written.get(key, "")
        if isinstance(found, str):
            return found
        if isinstance(found, int | float) and not isinstance(found, bool):
            return str(found)
        self._value(place, key, "words in quotation marks", f'{key} = "..."')
        return ""

    def _flag(self, written: Mapping[str, Any], key: str, place: str) -> bool:
        found = written.get(key, False)
        if not isinstance(found, bool):
            self._value(place, key, "true or false", f"{key} = true")
        return found is True

    def _row(self, written: Mapping[str, Any]) -> int:
        found = written.get("header", 0)
        if isinstance(found, int) and not isinstance(found, bool) and ("header" not in written or found > 0):
            return found
        self._value("from", "header", "a row number", "header = 4")
        return 0

    def _one_of(self, written: Mapping[str, Any], key: str, allowed: tuple[str, ...], place: str) -> str:
        found = self._text(written, key, place)
        if found and found not in allowed:
            kind = f"one of {', '.join(repr(one)[1:-1] for one in allowed)}"
            self._value(place, key, kind, f'{key} = "{allowed[0]}"')
            return ""
        return found

    def _value(self, place: str, key: str, kind: str, example: str) -> None:
        self._wrong(place, Code.MAP_VALUE, found=key, kind=kind, example=example)

    def _wrong(self, place: str, code: Code, /, *, found: str = "", **words: object) -> None:
        self.mistakes.append(_mistake(place, code, found=found, **words))
