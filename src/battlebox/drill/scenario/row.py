"""A row of a scenario's file: its fields by name, each checked for its type, and what is wrong kept with its place.

Law: what is wrong is kept and the rest is read on, so that a file is mended in one go; nothing wrong becomes a value.
Not here: which tables there are (reading.py), the bounds of a value (its own module).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, TypeVar

from battlebox.drill.scenario.errors import Code, ScenarioError, ScenarioMistakes
from battlebox.drill.scenario.sign import near_of

T = TypeVar("T")
Word = TypeVar("Word", bound=StrEnum)
_SPOKEN: Final = {"gold": "strategic", "silver": "tactical", "bronze": "operational", "press": "communications"}
"""Roles as people call them, and as a file does."""
ROWS_MOST: Final = 1_000
MISTAKES_MOST: Final = 100
_SHOWN: Final = 40


@dataclass(slots=True)
class Rows:
    """Every mistake found so far in one file."""

    mistakes: list[ScenarioError] = field(default_factory=list)

    def made(self, place: str, make: Callable[[], T]) -> T | None:
        """What is made of a row; None if anything in it was wrong, which is then kept."""
        before = len(self.mistakes)
        try:
            found = make()
        except ScenarioMistakes as several:
            self.mistakes += several.mistakes
            return None
        except ScenarioError as wrong:
            if len(self.mistakes) == before:
                self.mistakes.append(wrong.at(place))
            return None
        return found if len(self.mistakes) == before else None

    def must_be_clean(self) -> None:
        """Raises ScenarioMistakes where anything was wrong."""
        if self.mistakes:
            raise ScenarioMistakes(self.mistakes[:MISTAKES_MOST])


@dataclass(frozen=True, slots=True)
class Row:
    """One table of the file. Each getter notes what is wrong and gives something harmless in its place."""

    rows: Rows
    place: str
    fields: Mapping[str, Any]

    def knows(self, *names: str) -> None:
        """Note every field that is none of these."""
        for name in self.fields:
            if name not in names:
                self._note(Code.UNKNOWN_FIELD, found=repr(name[:_SHOWN]), near=near_of(name, names))

    def text(self, name: str) -> str:
        """Words; blank where there are none. One line's breaks are kept, and space around is taken off."""
        found = self.fields.get(name, "")
        if not isinstance(found, str):
            self._wrong(name, "words", f'{name} = "..."')
            return ""
        return found.replace("\r\n", "\n").strip()

    def number(self, name: str, *, needed: bool = True) -> int:
        """A whole number; 0 where there is none and none is needed."""
        if name not in self.fields and needed:
            self._note(Code.MISSING, name=name, what=f"a whole number: {name} = 15")
        found = self.fields.get(name, 0)
        if not isinstance(found, int) or isinstance(found, bool):
            self._wrong(name, "a whole number", f"{name} = 15, without quotation marks")
            return 0
        return found

    def flag(self, name: str, *, needed: bool = False) -> bool:
        """Yes or no; no where nothing is said."""
        if name not in self.fields and needed:
            self._note(Code.MISSING, name=name, what=f"{name} = true or {name} = false")
        found = self.fields.get(name, False)
        if not isinstance(found, bool):
            self._wrong(name, "true or false", f"{name} = true, without quotation marks")
            return False
        return found

    def list(self, name: str) -> tuple[str, ...]:
        """A list of words; empty where there is none."""
        found = self.fields.get(name, [])
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            self._wrong(name, "a list of words", f'{name} = ["...", "..."]')
            return ()
        return tuple(each.replace("\r\n", "\n").strip() for each in found)

    def word(self, words: type[Word], name: str, default: Word | None = None) -> Word:
        """One of an enum's words; the first where it is none."""
        first = next(iter(words))
        found = self.fields.get(name, None if default is None else default.value)
        if found is None:
            self._note(Code.MISSING, name=name, what=f"one of {', '.join(words)}")
            return first
        return self._one(words, name, found) or first

    def words(self, words: type[Word], name: str) -> tuple[Word, ...]:
        """A list of an enum's words."""
        every = (self._one(words, name, each) for each in self.list(name))
        return tuple(each for each in every if each is not None)

    def table(self, name: str, *, needed: bool = False) -> Row:
        """A table in this one; an empty one where there is none."""
        place = name if self.place == "the scenario" else f"{self.place}, {name}"
        found = self.fields.get(name)
        if found is None:
            if needed:
                self._note(Code.MISSING, name=name, what=f"the table [{name}]")
            found = {}
        if not isinstance(found, dict):
            self._wrong(name, "a table", f"[{name}]")
            found = {}
        return Row(self.rows, place, found)

    def tables(self, name: str, key: str = "") -> tuple[Row, ...]:
        """A list of tables, each with its place: its `key` where it has one, its number in the list where not."""
        found = self.fields.get(name, [])
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            self._wrong(name, "a list of tables", f"[[{name}]], once for each")
            return ()
        if len(found) > ROWS_MOST:
            self._note(Code.TOO_MANY, found=len(found), what=f"tables {name}", most=ROWS_MOST)
            return ()
        lead = "" if self.place == "the scenario" else f"{self.place}, "
        return tuple(Row(self.rows, f"{lead}{name} {_called(each, key, at)}", each) for at, each in enumerate(found, 1))

    def _one(self, words: type[Word], name: str, found: object) -> Word | None:
        try:
            return words(str(found))
        except ValueError:
            shown = repr(found)[:_SHOWN]
            self._note(Code.UNKNOWN_WORD, name=name, found=shown, near=_near(str(found)[:_SHOWN], words))
            return None

    def _wrong(self, name: str, what: str, right: str) -> None:
        self._note(Code.WRONG_TYPE, name=name, what=what, right=right)

    def _note(self, code: Code, **found: object) -> None:
        self.rows.mistakes.append(ScenarioError.of(code, **found).at(self.place))


def _near(found: str, words: type[Word]) -> str:
    """What was meant: officers say gold and silver, and a file says what the desk keeps."""
    meant = _SPOKEN.get(found.strip().casefold(), "")
    return f"did you mean {meant}?" if meant in list(words) else near_of(found, words)


def _called(row: Mapping[str, Any], key: str, at: int) -> str:
    """As the row is called in its place: by its own key, shortened, or by where it stands."""
    found = row.get(key)
    if isinstance(found, bool) or not isinstance(found, int | str) or not str(found).strip():
        return str(at) if not key else f"{at} in the file"
    return str(found)[:_SHOWN]
