"""Templates: words for one audience with named fields to be filled, kept as data that a council can edit.

Law: a field is replaced once by plain words and by nothing else: no loops, no conditions, no attributes; a field that
is not known is refused with its file, line and the nearest known one; whoever writes for outside gets only fields that
the gate can ask about.
Not here: what stands in the fields (filling.py, report.py), where a council's own file lies (a face).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.tell import Outlet, Outsider
from battlebox.estate import Near, read_toml

FILE: Final = "templates.toml"
FILE_LETTERS_MAX: Final = 500_000
WORDS_MAX: Final = 20_000
TEMPLATES_MAX: Final = 200
_ID: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")
_FIELD: Final = re.compile(r"\{([^{}\n]{0,60})\}")
_KEYS: Final = ("id", "title", "kind", "outlet", "whom", "subject", "words", "letters_max", "note")
_NEEDED: Final = ("id", "title", "outlet", "words")


class Field(StrEnum):
    """What can stand in braces; the value is the name that is written there."""

    BODY = "body"
    TO = "to"
    NOW = "now"
    FACTS = "facts"
    UNKNOWN = "unknown"
    UPDATE = "update"
    NUMBERS = "numbers"
    CHECK = "check"
    OFFICE = "office"
    CONTACT = "contact"
    MAY_MEAN = "may_mean"
    DONE = "done"
    SINCE = "since"
    AWARE = "aware"
    LATE = "late"
    GIVEN = "given"
    NATURE = "nature"
    SYSTEMS = "systems"
    PEOPLE = "people"
    RECORDS = "records"
    SERVICES = "services"
    MEASURES = "measures"
    CONSEQUENCES = "consequences"

    @property
    def words(self) -> str:
        """What it stands for."""
        return _WORDS[self]

    @property
    def is_written(self) -> bool:
        """Whether an officer writes it, for this message."""
        return self in _WRITTEN

    @property
    def is_of_record(self) -> bool:
        """Whether it is drawn from the record and the estate, and is no fact that anybody cleared."""
        return self in _RECORD


_WORDS: Final = {
    Field.BODY: "the name of your body",
    Field.TO: "whom it is for",
    Field.NOW: "the time at which it was drawn up",
    Field.FACTS: "the facts that were chosen and may go there, a line each",
    Field.UNKNOWN: "what is not yet known, a line each",
    Field.UPDATE: "when the next update comes",
    Field.NUMBERS: "numbers that work",
    Field.CHECK: "how to check that this message is real",
    Field.OFFICE: "the office that says it",
    Field.CONTACT: "who may be rung back about this report",
    Field.MAY_MEAN: "here, what this may mean for whoever reads it",
    Field.DONE: "here, what was done about it",
    Field.SINCE: "since when it was seen",
    Field.AWARE: "when your body became aware, and what decides that",
    Field.LATE: "whether it is late, and why",
    Field.GIVEN: "what was given to them before, when, and under which number of theirs",
    Field.NATURE: "what kind of breach it is",
    Field.SYSTEMS: "the systems that are affected",
    Field.PEOPLE: "kinds and number of people whose data it is",
    Field.RECORDS: "kinds and number of records",
    Field.SERVICES: "services that stopped or slowed",
    Field.MEASURES: "what was done and is planned",
    Field.CONSEQUENCES: "likely consequences for people",
}
_WRITTEN: Final = frozenset(
    {Field.UPDATE, Field.NUMBERS, Field.CHECK, Field.OFFICE, Field.CONTACT, Field.MAY_MEAN, Field.DONE}
)
_RECORD: Final = frozenset(
    {
        *(Field.SINCE, Field.AWARE, Field.LATE, Field.GIVEN, Field.NATURE, Field.SYSTEMS, Field.PEOPLE, Field.RECORDS),
        *(Field.SERVICES, Field.MEASURES, Field.CONSEQUENCES),
    }
)


class TemplateKind(StrEnum):
    """What becomes of it."""

    MESSAGE = "message"
    """Words that leave: made of cleared facts and of what an officer writes."""
    REPORT = "report"
    """A draft for somebody of this body to give to a regulator, an insurer, the police."""
    BRIEFING = "briefing"
    """For those in command here: it stays."""


@dataclass(frozen=True, slots=True)
class Template:
    """One template. `whom` is an outsider it is for, blank for others; `letters_max` is 0 where no length binds."""

    id: str
    title: str
    outlet: Outlet
    words: str
    kind: TemplateKind = TemplateKind.MESSAGE
    whom: str = ""
    subject: str = ""
    letters_max: int = 0
    note: str = ""
    file: str = "Battlebox"

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields in it, each once, in the order of their first place."""
        found = _FIELD.findall(f"{self.subject}\n{self.words}")
        return tuple(dict.fromkeys(Field(name) for name in found))


@dataclass(frozen=True, slots=True)
class Filled:
    """A template with its fields filled; `missing` are those that an officer has yet to write."""

    template: Template
    subject: str
    words: str
    missing: tuple[Field, ...] = ()

    @property
    def too_long_by(self) -> int:
        """Letters beyond what fits there; 0 where it fits."""
        most = self.template.letters_max
        return max(0, len(self.words) - most) if most else 0


def read_templates(text: str, file: str) -> tuple[Template, ...]:
    """The templates of a file as docs/formats/templates.md says. Raises DeskError for the first mistake in it."""
    if len(text) > FILE_LETTERS_MAX:
        raise _bad(file, 1, f"it is {len(text)} letters long, and {FILE_LETTERS_MAX} fit", "keep fewer templates in it")
    try:
        whole = read_toml(text)
    except tomllib.TOMLDecodeError as wrong:
        raise _bad(
            file, _line_of(str(wrong)), f"it is no TOML: {wrong}", "docs/formats/templates.md shows one"
        ) from wrong
    for key in whole:
        if key != "template":
            raise _bad(file, _place(text, key), f"there is no key {key!r}", "templates are written as [[template]]")
    rows = whole.get("template", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _bad(file, 1, "templates are no list", "write each as [[template]]")
    if len(rows) > TEMPLATES_MAX:
        raise _bad(file, 1, f"{len(rows)} templates are too many", f"keep {TEMPLATES_MAX} at most")
    reader = _Reader(text, file)
    found: dict[str, Template] = {}
    for row in rows:
        each = reader.template(row)
        if each.id in found:
            raise reader.bad(each.id, f"there are two templates {each.id!r}", "give one of them another id")
        found[each.id] = each
    return tuple(found.values())


@cache
def shipped_templates() -> tuple[Template, ...]:
    """Those that came with Battlebox."""
    return read_templates((resources.files("battlebox.desk.compose") / FILE).read_text("utf-8"), "Battlebox")


def with_own(own: Iterable[Template]) -> dict[str, Template]:
    """All templates by id: a council's own wins over one of that id, and others follow."""
    return {each.id: each for each in (*shipped_templates(), *own)}


_BOROUGH: Final = re.compile(r"(?:(?:Royal |London |Metropolitan )?Borough|City) of (?!.* Council\Z)")
_LEADS_ON: Final = re.compile(r"\b(?:is|by|of|from|rings|to) \Z")


def fill(template: Template, values: Mapping[Field, str], *, in_english: bool = True) -> Filled:
    """Put words in the place of fields, once: braces in those words are words.

    In English a borough has its article within a sentence: "This is the Royal Borough of ...".
    """

    def value(found: re.Match[str]) -> str:
        field = Field(found[1])
        words = values.get(field, "").strip() or f"[{field.words}]"
        if in_english and _BOROUGH.match(words) and _LEADS_ON.search(found.string, 0, found.start()):
            words = f"the {words}"
        # Whoever wrote them ended them as a sentence, and so does the template.
        return words.removesuffix(".") if found.string.startswith(".", found.end()) else words

    missing = tuple(each for each in template.fields if each.is_written and not values.get(each, "").strip())
    subject = " ".join(_FIELD.sub(value, template.subject or template.title).split())
    return Filled(template, subject, _FIELD.sub(value, template.words).strip(), missing)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the tables of one file; `text` is for finding lines."""

    text: str
    file: str

    def template(self, row: Mapping[str, Any]) -> Template:
        name = row.get("id", "")
        if not isinstance(name, str) or not _ID.fullmatch(name):
            raise self.bad("id", f"{str(name)[:40]!r} is no id", "write small letters, digits and dashes: staff-memo")
        for key, value in row.items():
            if key not in _KEYS:
                raise self.bad(key, f"{name} has a key {key[:40]!r}", _nearest(key, _KEYS))
            if not isinstance(value, int if key == "letters_max" else str) or isinstance(value, bool):
                raise self.bad(key, f"{name}: {key} is of the wrong kind", "words stand in quotation marks")
        for key in _NEEDED:
            if not str(row.get(key, "")).strip():
                raise self.bad(name, f"{name} has no {key}", f"write {key} = ...")
        made = Template(
            id=name,
            title=" ".join(row["title"].split()),
            outlet=self._choice(Outlet, row["outlet"], name, never=(Outlet.PUBLIC_PAGE,)),
            words=row["words"],
            kind=self._choice(TemplateKind, row.get("kind", TemplateKind.MESSAGE.value), name),
            whom="" if not row.get("whom") else self._choice(Outsider, row["whom"], name).value,
            subject=row.get("subject", ""),
            letters_max=row.get("letters_max", 0),
            note=row.get("note", ""),
            file=self.file,
        )
        self._fields(made)
        return made

    def bad(self, near: str, why: str, hint: str) -> DeskError:
        return _bad(self.file, _place(self.text, near), why, hint)

    def _choice(self, kind: Any, found: str, name: str, *, never: tuple[StrEnum, ...] = ()) -> Any:  # noqa: ANN401 - one enum or another
        known = tuple(each.value for each in kind if each not in never)
        if found not in known:
            raise self.bad(found, f"{name}: there is no {found[:40]!r}", _nearest(found, known))
        return kind(found)

    def _fields(self, made: Template) -> None:
        if len(made.words) > WORDS_MAX:
            raise self.bad(made.id, f"{made.id} has {len(made.words)} letters", f"{WORDS_MAX} fit")
        if any(not letter.isprintable() for letter in made.subject):
            raise self.bad(made.id, f"the subject of {made.id} has a line break", "write it in one line")
        known = tuple(each.value for each in Field)
        for words in (made.subject, made.words):
            for name in _FIELD.findall(words):
                if name not in known:
                    raise self.bad("{" + name + "}", f"{made.id}: there is no field {name!r}", _nearest(name, known))
                if made.kind is TemplateKind.MESSAGE and Field(name).is_of_record:
                    hint = "a message is made of facts: write {facts}, or make it a report or a briefing"
                    raise self.bad(
                        "{" + name + "}", f"{made.id}: {name!r} is of the record, and nobody cleared it", hint
                    )
            rest = _FIELD.sub("", words)
            for brace in "{}":
                if brace in rest:
                    raise self.bad(brace, f"{made.id}: a brace {brace} stands alone", "braces hold the name of a field")


def _bad(file: str, line: int, why: str, hint: str) -> DeskError:
    return DeskError.of(Code.BAD_TEMPLATE, file=file, line=line, why=why, hint=hint)


def _nearest(found: str, known: tuple[str, ...]) -> str:
    near = Near().words(found, known, "write {}")
    return near or f"there are: {', '.join(known)}"


def _place(text: str, near: str) -> int:
    """The line of the file on which that stands first; 1 where it does not."""
    at = text.find(near)
    return text.count("\n", 0, at) + 1 if at >= 0 else 1


def _line_of(said: str) -> int:
    found = re.search(r"line (\d+)", said)
    return int(found[1]) if found else 1
