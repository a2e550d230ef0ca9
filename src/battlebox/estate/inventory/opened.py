"""The files of an export, opened: zips unpacked, JSON and CSV read, each bounded, each fault with its place.

Law: what would grow or go too deep is refused before it is walked; a field is read as what it should be, or refused by
file, item and name; half a letter becomes U+FFFD.
Not here: what the fields mean (netbox.py and its siblings).
"""

from __future__ import annotations

import codecs
import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import yaml
from lxml import etree
from yaml.composer import ComposerError
from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import AliasEvent

from battlebox.estate.errors import Code, EstateError
from battlebox.estate.inventory.tool import Tool
from battlebox.estate.spreadsheet import key_of
from battlebox.estate.tables import rows_of_file
from battlebox.estate.upload import unpacked

BYTES_MAX: Final = 100_000_000
"""Bytes of one file, and of a zip's files together."""
YAML_MAX: Final = 2_000_000
"""Bytes of one file of YAML, which is read slowly; the same as JSON may be larger."""
DEPTH_MAX: Final = 64
ITEMS_MAX: Final = 1_000_000
_HALVES: Final = re.compile("[\ud800-\udfff]")
_TEXTS: Final = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_NOT_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))


class _Words(yaml.BaseLoader):
    """Reads YAML as words alone: no tag makes anything else of it, and nothing in it is a copy of another part."""

    def compose_node(self, parent: Any, index: Any) -> Any:  # noqa: ANN401 - as the library has it
        """Refuse a copy before it is one: a few of copies make billions of words."""
        if self.check_event(AliasEvent):
            problem = "a part of it is a copy of another (&, *), which is not followed"
            raise ComposerError(None, None, problem, self.peek_event().start_mark)  # type: ignore[no-untyped-call]
        return super().compose_node(parent, index)


@dataclass(frozen=True, slots=True)
class Opened:
    """One file that was sent, or one that was inside a zip."""

    tool: Tool
    name: str
    data: bytes

    def refuse(self, why: str) -> EstateError:
        """The error that this is no such export."""
        return EstateError.of(Code.EXPORT_UNREAD, path=self.name, tool=self.tool.called, why=why, send=self.tool.send)

    def plain(self) -> bytes:
        """Its text in UTF-8; a shell of Windows writes UTF-16, and its first two bytes say so. Raises EstateError."""
        try:
            wide = self.data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
            text = self.data.decode("utf-16" if wide else "utf-8-sig")
        except UnicodeDecodeError:
            raise self.refuse("it is neither UTF-8 nor UTF-16 text: save it as UTF-8") from None
        return text.encode()

    def json(self) -> Any:  # noqa: ANN401 - any JSON
        """What it says as JSON. Raises EstateError."""
        data = self.plain()
        try:
            _refuse_depth(data)
            return json.loads(data)
        except json.JSONDecodeError as wrong:
            raise self.refuse(f"it is no JSON from line {wrong.lineno}, column {wrong.colno} on") from None
        except (ValueError, RecursionError) as wrong:
            raise self.refuse(str(wrong)[:80].lower() or "it is no JSON") from None

    def xml(self) -> etree._Element:
        """Its root as XML, without a document type, entities or any way to the network. Raises EstateError."""
        text = self.plain().decode()
        # In UTF-8 these can be written in one way only, so that no parser need be trusted with them.
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            raise self.refuse("it has a document type or entities, which such an export never needs")
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
            remove_comments=True, remove_pis=True, encoding="utf-8",
        )  # fmt: skip
        try:
            return etree.fromstring(text.encode(), parser)
        except etree.XMLSyntaxError as wrong:
            raise self.refuse(f"it is no XML from line {wrong.lineno} on") from None
        except ValueError:
            raise self.refuse("it is no XML") from None

    def yaml(self) -> Iterator[Any]:
        """Each document of it as YAML: words, lists and tables of them, and nothing else. Raises EstateError."""
        if len(self.data) > YAML_MAX:
            raise EstateError.of(Code.FILE_TOO_LARGE, path=self.name, found=len(self.data), most=YAML_MAX)
        text = self.plain().decode()
        try:
            loader = _Words(text)
            while loader.check_data():  # type: ignore[no-untyped-call]
                yield loader.get_data()
        except MarkedYAMLError as wrong:
            line = wrong.problem_mark.line + 1 if wrong.problem_mark else 1
            raise self.refuse(f"in line {line}: {(wrong.problem or 'it is no YAML')[:80]}") from None
        except RecursionError:
            raise self.refuse("it goes too deep") from None
        except (YAMLError, ValueError, TypeError) as wrong:
            raise self.refuse(str(wrong)[:80].lower().replace("\n", " ") or "it is no YAML") from None

    def items(self, said: object) -> list[Item]:
        """Each of a list, as something with fields. Raises EstateError."""
        if not isinstance(said, list):
            raise self.refuse("it holds no list of things")
        if len(said) > ITEMS_MAX:
            raise self.refuse(f"it holds more than {ITEMS_MAX:,} things")
        return [Item(self.name, number, one) for number, one in enumerate(said, start=1)]

    @property
    def is_table(self) -> bool:
        """Whether it is a CSV file or a workbook, by its name."""
        return self.name.lower().endswith((".csv", ".xlsx"))

    def table(self) -> list[Item]:
        """Each row of a table below its header, by the names of its columns. Raises EstateError."""
        try:
            rows = rows_of_file(self.data, self.name.lower())
        except (csv.Error, UnicodeError) as wrong:
            raise self.refuse(str(wrong)[:80].lower()) from None
        names, records = rows.records(1)
        keys = [key_of(name) for name in names]
        return [Item(self.name, one.number, {key: one.cells.get(key, "") for key in keys}) for one in records]


class Item:
    """One thing of an export, asked for its fields by name; what is not there is blank."""

    def __init__(self, file: str, number: int, says: object) -> None:
        if not isinstance(says, dict):
            raise _field(file, number, "the whole of it", says, "a thing with fields")
        self.file = file
        self.number = number
        self.says: Mapping[str, Any] = says

    def text(self, *path: str) -> str:
        """The words at a field, or inside the fields above it. Raises EstateError where it is no word or number."""
        found = self._at(path)
        if found is None:
            return ""
        if isinstance(found, dict | list):
            raise _field(self.file, self.number, ".".join(path), found, "words")
        if isinstance(found, bool):
            return "true" if found else "false"
        return _HALVES.sub("\N{REPLACEMENT CHARACTER}", str(found)).strip()

    def first(self, *names: str) -> str:
        """The first of these fields that says something."""
        return next(filter(None, (self.text(name) for name in names if not self.holds(name, dict))), "")

    def flag(self, *path: str) -> bool | None:
        """Whether a field says yes; None where it says neither."""
        found = self._at(path)
        return found if isinstance(found, bool) else None

    def part(self, *path: str) -> Item | None:
        """What stands inside a field; None where nothing does."""
        found = self._at(path)
        return None if found is None else Item(self.file, self.number, found)

    def parts(self, *path: str) -> list[Item]:
        """Each of a list at a field. Raises EstateError where it is none."""
        found = self._at(path)
        if found is None:
            return []
        if not isinstance(found, list):
            raise _field(self.file, self.number, ".".join(path), found, "a list")
        return [Item(self.file, self.number, one) for one in found]

    def words(self, *path: str) -> list[str]:
        """Each word of a list at a field. Raises EstateError where it is none."""
        found = self._at(path)
        if found is None:
            return []
        if not isinstance(found, list) or any(isinstance(one, dict | list) for one in found):
            raise _field(self.file, self.number, ".".join(path), found, "a list of words")
        return [_HALVES.sub("\N{REPLACEMENT CHARACTER}", str(one)).strip() for one in found if one is not None]

    def holds(self, name: str, kind: type | tuple[type, ...]) -> bool:
        """Whether a field is there, and of this kind."""
        return isinstance(self.says.get(name), kind)

    def has(self, *names: str) -> bool:
        """Whether all these fields are there, blank or not."""
        return all(name in self.says for name in names)

    def _at(self, path: tuple[str, ...]) -> Any:  # noqa: ANN401 - any JSON
        found: Any = self.says
        for at, name in enumerate(path):
            if found is None:
                return None
            if not isinstance(found, dict):
                raise _field(self.file, self.number, ".".join(path[:at]), found, "a thing with fields")
            found = found.get(name)
        return found


def opened(tool: Tool, files: Mapping[str, bytes]) -> Iterator[Opened]:
    """Every file that was sent, zips unpacked. Raises EstateError."""
    for name, data in files.items():
        if name.lower().endswith(".zip"):
            for inner, held in unpacked(data, name):
                yield Opened(tool, f"{name}/{inner}", held)
            continue
        if len(data) > BYTES_MAX:
            raise EstateError.of(Code.FILE_TOO_LARGE, path=name, found=len(data), most=BYTES_MAX)
        yield Opened(tool, name, data)


def _field(file: str, number: int, name: str, found: object, wanted: str) -> EstateError:
    said = "fields of its own" if isinstance(found, dict) else f"`{str(found)[:40]}`"
    said = "a list" if isinstance(found, list) else _HALVES.sub("\N{REPLACEMENT CHARACTER}", said)
    return EstateError.of(Code.EXPORT_FIELD, path=file, item=number, field=name, found=said, wanted=wanted)


def _refuse_depth(data: bytes) -> None:
    """Brackets outside of texts, counted before anything is built."""
    if data.count(b"[") + data.count(b"{") <= DEPTH_MAX:
        return
    depth = 0
    for byte in _TEXTS.sub(b"", data).translate(None, _NOT_BRACKETS):
        depth += 1 if byte in b"[{" else -1
        if depth > DEPTH_MAX:
            raise ValueError(f"it is more than {DEPTH_MAX} levels deep")
