"""Messages in other languages: what is fixed comes from a catalogue of gettext, tonight's words from the record.

Law: a message is whole in a language or it is not there; what has no translation is named, and no half message goes.
Not here: where a council's catalogues lie (a face), whether a fact may go (desk.tell).
"""

from __future__ import annotations

import gettext
import io
import re
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from battlebox.desk.compose.filling import NOTHING_SAID, NOTHING_UNKNOWN, Composed
from battlebox.desk.compose.template import Field, Template, TemplateKind, fill
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.london import LONDON
from battlebox.desk.message import BY_CODE, BY_LINK
from battlebox.desk.record.sight import Sight
from battlebox.desk.tell import OUTWARD, Fact, Status, renderings

CATALOGUE_BYTES_MAX: Final = 2_000_000
NAME: Final = "The name of this language, in itself"
"""The first thing to be translated: it names the language on the desk's pages."""
LANGUAGE_CODE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}")
_FIELD: Final = re.compile(r"\{[^{}\n]{0,60}\}")
_MARKS: Final = ("- ", "# ")
_BROKEN: Final = (OSError, ValueError, LookupError, struct.error, ArithmeticError, AttributeError, TypeError)
"""What the standard library's reader raises for a file that is no catalogue, or a damaged one."""


class _Missing(gettext.NullTranslations):
    """Asked last: what no catalogue has is blank, and not English."""

    def gettext(self, message: str) -> str:
        del message
        return ""


@dataclass(frozen=True, slots=True)
class Language:
    """One language, and what it says for each fixed piece of English."""

    code: str
    said: gettext.NullTranslations = field(repr=False)

    @property
    def name(self) -> str:
        """Its own name for itself; where the catalogue has none, its code."""
        return self.fixed(NAME) or self.code

    def fixed(self, english: str) -> str:
        """A fixed piece in this language; blank where it has none, or where its fields are not those of the English."""
        found = self.said.gettext(english) if english else ""
        return found if sorted(_FIELD.findall(found)) == sorted(_FIELD.findall(english)) else ""

    def template(self, english: Template) -> tuple[Template, tuple[str, ...]]:
        """A template in this language, and the pieces that it has no words for."""
        missing: list[str] = []

        def said(piece: str) -> str:
            if not _has_words(piece):
                return piece
            found = self.fixed(piece)
            missing.extend([] if found else [piece])
            return found

        rows = [f"{mark}{said(rest)}" for mark, rest in map(_parted, english.words.splitlines())]
        subject = said(english.subject or english.title)
        return replace(english, subject=subject, words="\n".join(rows)), tuple(dict.fromkeys(missing))


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message in another language; where pieces are missing it is not whole, and nobody is given it."""

    composed: Composed
    missing_fixed: tuple[str, ...]
    missing_tonight: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every word of it has its words in that language."""
        return not self.missing_fixed and not self.missing_tonight


def read_language(raw: bytes, code: str, file: str) -> Language:
    """A language from a compiled catalogue (.mo). Raises DeskError where it cannot be used."""
    if not LANGUAGE_CODE.fullmatch(code):
        raise DeskError.of(Code.BAD_CATALOGUE, file=file, why=f"{code[:40]!r} is no code of a language")
    if len(raw) > CATALOGUE_BYTES_MAX:
        raise DeskError.of(Code.BAD_CATALOGUE, file=file, why=f"it is larger than {CATALOGUE_BYTES_MAX:,} bytes")
    try:
        found = gettext.GNUTranslations(io.BytesIO(raw))
    except _BROKEN as wrong:
        raise DeskError.of(Code.BAD_CATALOGUE, file=file, why="it is none, or is damaged") from wrong
    found.add_fallback(_Missing())
    return Language(code, found)


def pieces_of(templates: Iterable[Template]) -> dict[str, tuple[str, ...]]:
    """Every fixed piece of English, each with the templates that have it; what the desk itself adds has none."""
    found: dict[str, tuple[str, ...]] = dict.fromkeys((NAME, *_OWN), ())
    for each in templates:
        if each.kind is not TemplateKind.MESSAGE:
            continue
        for piece in (each.subject or each.title, *(rest for _, rest in map(_parted, each.words.splitlines()))):
            if _has_words(piece) and each.id not in found.get(piece, ()):
                found[piece] = (*found.get(piece, ()), each.id)
    return found


def to_pot(templates: Iterable[Template]) -> str:
    """The words to translate, as translators' programs read them."""
    rows = ['msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"']
    for piece, where in pieces_of(templates).items():
        comment = f"#. {', '.join(where)}\n" if where else ""
        rows.append(f'{comment}msgid {_quoted(piece)}\nmsgstr ""')
    return "\n\n".join(rows) + "\n"


def spoken(sight: Sight, language: Language, found: Composed, written: Mapping[Field, str]) -> Spoken:
    """A composed message in another language; `written` is what an officer wrote, as it was composed with."""
    template, fixed = language.template(found.filled.template)
    tonight: list[str] = []
    own: list[str] = []

    def of_tonight(english: str) -> str:
        if not _has_words(english):
            return english
        there = renderings(sight, language.code, english)
        tonight.extend([] if len(there) == 1 else [english])
        return there[0].value.words if len(there) == 1 else ""

    def of_desk(english: str) -> str:
        piece = language.fixed(english)
        own.extend([] if piece else [english])
        return piece

    def told(fact: Fact) -> str:
        before = OUTWARD[fact.status].strip()
        return f"{of_desk(before)} {of_tonight(fact.wording)}" if before else of_tonight(fact.wording)

    in_it = frozenset(template.fields) | frozenset(found.filled.template.fields)
    facts = [(each.standing.thing, each.standing.fact.status, told(each.standing.fact)) for each in found.goes]
    known = [words for _, status, words in facts if status is not Status.UNKNOWN or Field.UNKNOWN not in in_it]
    unknown = [words for _, status, words in facts if status is Status.UNKNOWN]
    values = {name: of_tonight(text) if name.is_written else text for name, text in written.items() if name in in_it}
    if Field.FACTS in in_it:
        values[Field.FACTS] = "\n".join(known) or of_desk(NOTHING_SAID)
    if Field.UNKNOWN in in_it:
        values[Field.UNKNOWN] = "\n".join(unknown) or of_desk(NOTHING_UNKNOWN)
    values[Field.NOW] = _clock(sight.now)
    filled = replace(fill(template, values, in_english=False), missing=found.filled.missing)
    closing = (of_desk(BY_LINK), of_desk(BY_CODE))
    said = tuple((thing, words) for thing, _, words in facts)
    composed = replace(found, filled=filled, closing=closing, spoken=said)
    return Spoken(composed, tuple(dict.fromkeys((*fixed, *own))), tuple(dict.fromkeys(tonight)))


def tonight_of(facts: Iterable[Fact], written: Iterable[Mapping[Field, str]]) -> tuple[str, ...]:
    """The English of tonight that messages may need: wordings of facts, and what the body wrote for each of them."""
    said = [each.wording for each in facts if each.status is not Status.SUPERSEDED]
    said += [text for each in written for name, text in each.items() if name.is_written]
    return tuple(dict.fromkeys(each for each in said if _has_words(each)))


_OWN: Final = (*(each.strip() for each in OUTWARD.values() if each), NOTHING_SAID, NOTHING_UNKNOWN, BY_LINK, BY_CODE)


def _clock(now: datetime) -> str:
    """A time in numbers alone: no day or month has a name in it."""
    return now.astimezone(LONDON).strftime("%d/%m/%Y, %H:%M")


def _has_words(text: str) -> bool:
    return any(letter.isalpha() for letter in _FIELD.sub("", text))


def _parted(row: str) -> tuple[str, str]:
    """A line's mark, and its words."""
    mark = next((each for each in _MARKS if row.startswith(each)), "")
    return mark, row[len(mark) :].strip()


def _quoted(text: str) -> str:
    inside = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return f'"{inside}"'
