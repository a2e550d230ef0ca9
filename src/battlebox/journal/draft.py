"""What a desk wants to write down, before it has a place, a time and a signature.

Law: a draft names a known kind and a label; what it says is in parts, what it changes is in values.
Not here: whether this desk may write it (desk), how it is signed (journal.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from battlebox.journal import canon
from battlebox.journal.errors import Code, JournalError
from battlebox.journal.header import NO_PART, About, is_word
from battlebox.journal.kinds import Kind
from battlebox.journal.part import PartClass
from battlebox.journal.sealed import close_part
from battlebox.marking import Tlp

_CALLED: Final = ("what a thing is called", "what a field is called")


@dataclass(frozen=True, slots=True)
class NewValue:
    """A field of a thing and its new value; None writes the field without a value, as a mark."""

    thing: str
    name: str
    value: canon.Json


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry to be.

    `audience` are bodies, `by` the id of the officer (never a name), `about` short public facts that the header keeps
    for good. `values` are (thing, field, JSON). `text` is for people, `person` names people, `files` are manifests.
    `over` are the entries whose values the writer had on the screen: others that stand are left beside the new value,
    so that two people who edit one thing see both versions; None replaces whatever stands at this desk.
    `seal_to` are age keys: with them, all it says can be opened by their holders alone, this desk not among them.
    """

    kind: Kind
    tlp: Tlp = Tlp.AMBER_STRICT
    text: str = ""
    person: str = ""
    by: str = ""
    audience: frozenset[str] = frozenset()
    about: About = field(default_factory=dict, hash=False)
    values: tuple[tuple[str, str, canon.Json], ...] = ()
    files: tuple[bytes, ...] = ()
    over: frozenset[str] | None = None
    seal_to: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not isinstance(self.kind, Kind):
            raise JournalError.of(Code.UNKNOWN_KIND, found=self.kind)
        for what, words in (("what was written", self.text), ("what names a person", self.person)):
            if any("\ud800" <= letter <= "\udfff" for letter in words):
                raise JournalError.of(Code.NOT_TEXT, what=what)
        if self.files and self.seal_to:
            raise JournalError.of(Code.SEALED_FILE)
        if self.person and self.tlp is Tlp.CLEAR:
            raise JournalError.of(Code.PUBLIC_PERSON)
        named = [("an officer's id", self.by)] if self.by else []
        named += [("somebody it is for", each) for each in sorted(self.audience)]
        named += [(what, each) for value in self.values for what, each in zip(_CALLED, value[:2], strict=True)]
        for what, each in named:
            if not is_word(each):
                raise JournalError.of(Code.NOT_A_WORD, found=repr(each[:40]), what=what)

    def contents(self) -> Iterator[tuple[PartClass, bytes]]:
        """The parts, in the order in which the header lists them: values, text, person, files."""
        for holds, data in self._said():
            if self.seal_to:
                yield PartClass.SEALED, close_part(holds, data, self.seal_to)
            else:
                yield holds, data

    def _said(self) -> Iterator[tuple[PartClass, bytes]]:
        for _, _, value in self.values:
            if value is not None:
                canon.check(value, what="a value")
                yield PartClass.VALUE, canon.encode(value)
        if self.text:
            yield PartClass.TEXT, self.text.encode()
        if self.person:
            yield PartClass.PERSON, self.person.encode()
        for manifest in self.files:
            yield PartClass.FILE, manifest

    def writes(self) -> Iterator[tuple[NewValue, int]]:
        """The values with the place of the part that holds each."""
        place = 0
        for thing, name, value in self.values:
            yield NewValue(thing, name, value), NO_PART if value is None else place
            place += value is not None
