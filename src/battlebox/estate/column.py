"""One column and one table as they are described: what each cell is read as, and short ways to write it down.

Law: frozen values; what a column says here is all that readers, writers and pages know of it.
Not here: which tables there are (columns.py), how a cell of each form is read (cells.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Form(StrEnum):
    """What the text of a cell is read as."""

    ID = "id"
    TEXT = "text"
    WORD = "word"
    NUMBER = "number"
    COUNT = "whole number"
    SHARE = "share 0..1"
    CHANCE = "share 0..1, or low, medium, high"
    HOURS = "hours"
    DATE = "date"
    FLAG = "y or n"
    LIST = "list"
    WORDS = "list of a few words"
    SELECTORS = "list of selectors"
    WITHIN = "time allowed"
    TIME = "time of day"
    MOMENT = "date, or date and time"
    CHECKS = "list of checks, each with the last day it is good"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `refers` are the tables whose ids it may name; `default` is the text a blank stands for."""

    name: str
    form: Form
    help: str
    required: bool = False
    words: tuple[str, ...] = ()
    unit: str = ""
    default: str = ""
    refers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One table, in the order its columns are written. `key` is the column of its ids; blank: its rows have none."""

    name: str
    help: str
    columns: tuple[Column, ...]
    key: str = ""
    required: bool = False

    def column(self, name: str) -> Column | None:
        """The column of that name, if the table has one."""
        return next((column for column in self.columns if column.name == name), None)


def key(name: str, words: str) -> Column:
    """The column of a table's own ids."""
    return Column(name, Form.ID, words, required=True)


def text(name: str, words: str, *, required: bool = False) -> Column:
    """Words."""
    return Column(name, Form.TEXT, words, required=required)


def word(name: str, allowed: tuple[str, ...], words: str, *, required: bool = False, default: str = "") -> Column:
    """One of a few words."""
    return Column(name, Form.WORD, words, required=required, words=allowed, default=default)


def some_words(name: str, allowed: tuple[str, ...], words: str) -> Column:
    """Any of a few words, with semicolons between."""
    return Column(name, Form.WORDS, words, words=allowed)


def ref(name: str, tables: tuple[str, ...], words: str, *, required: bool = False) -> Column:
    """The id of a row of one of these tables."""
    return Column(name, Form.ID, words, required=required, refers=tables)


def refs(name: str, tables: tuple[str, ...], words: str) -> Column:
    """Ids of rows of these tables."""
    return Column(name, Form.LIST, words, refers=tables)


def hours(name: str, words: str, *, required: bool = False, default: str = "") -> Column:
    """Hours."""
    return Column(name, Form.HOURS, words, required=required, unit="hours", default=default)


def count(name: str, unit: str, words: str, *, required: bool = False, default: str = "") -> Column:
    """A whole number of something."""
    return Column(name, Form.COUNT, words, required=required, unit=unit, default=default)


def share(name: str, words: str, *, default: str = "") -> Column:
    """A share."""
    return Column(name, Form.SHARE, words, default=default)


def number(name: str, unit: str, words: str, *, required: bool = False, default: str = "") -> Column:
    """A number of something."""
    return Column(name, Form.NUMBER, words, required=required, unit=unit, default=default)


def day(name: str, words: str, *, required: bool = False) -> Column:
    """A date."""
    return Column(name, Form.DATE, words, required=required)


def selectors(name: str, words: str) -> Column:
    """Selectors."""
    return Column(name, Form.SELECTORS, words)


NOTE: Final = text("note", "anything else a reader should know")
THINGS: Final = ("systems", "services", "channels")
"""Tables of what can be out."""
