"""The one table of tables: every table of an estate, its columns, their types, bounds, words, defaults and meaning.

Law: reader, writer, descriptor, template and format page all come from here; a column that is not here does not exist.
Not here: how a cell of each type is read (cells.py), the keys of estate.toml (settings.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from battlebox.estate.things import BodyKind, PathKind, Priority, Protects


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
    SELECTORS = "list of selectors"
    WITHIN = "time allowed"


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


HOSTING: Final = ("on-prem", "cloud", "supplier")
BACKUPS: Final = ("offline", "online", "none")
AUDIENCES: Final = ("public", "staff", "partner")
CHANNEL_KINDS: Final = ("phone", "web", "desk", "mail", "chat", "social", "radio", "post")
FORCES: Final = ("law", "contract", "custom", "promise")
THINGS: Final = ("systems", "services", "channels")


def _id(name: str, words: str) -> Column:
    return Column(name, Form.ID, words, required=True)


def _text(name: str, words: str, *, required: bool = False) -> Column:
    return Column(name, Form.TEXT, words, required=required)


def _word(name: str, allowed: tuple[str, ...], words: str, *, required: bool = False, default: str = "") -> Column:
    return Column(name, Form.WORD, words, required=required, words=allowed, default=default)


def _ref(name: str, tables: tuple[str, ...], words: str, *, required: bool = False) -> Column:
    return Column(name, Form.ID, words, required=required, refers=tables)


def _refs(name: str, tables: tuple[str, ...], words: str) -> Column:
    return Column(name, Form.LIST, words, refers=tables)


def _hours(name: str, words: str, *, required: bool = False, default: str = "") -> Column:
    return Column(name, Form.HOURS, words, required=required, unit="hours", default=default)


def _count(name: str, unit: str, words: str, *, required: bool = False, default: str = "") -> Column:
    return Column(name, Form.COUNT, words, required=required, unit=unit, default=default)


def _share(name: str, words: str, *, default: str = "") -> Column:
    return Column(name, Form.SHARE, words, default=default)


def _number(name: str, unit: str, words: str, *, required: bool = False, default: str = "") -> Column:
    return Column(name, Form.NUMBER, words, required=required, unit=unit, default=default)


def _date(name: str, words: str, *, required: bool = False) -> Column:
    return Column(name, Form.DATE, words, required=required)


def _selectors(name: str, words: str) -> Column:
    return Column(name, Form.SELECTORS, words)


_NOTE: Final = _text("note", "anything else a reader should know")

_BODIES: Final = Table(
    "bodies",
    "the organisations that host systems, give services or own links",
    (
        _id("body", "a short id, such as northmere"),
        _text("name", "the name people know it by", required=True),
        _word("kind", tuple(BodyKind), "what sort of organisation it is", required=True),
        _text("gss", "its nine-character GSS code, if it has one"),
        _NOTE,
    ),
    key="body",
    required=True,
)
_SEGMENTS: Final = Table(
    "segments",
    "parts of one body's network that can be cut off as one",
    (
        _id("segment", "a short id"),
        _text("name", "the name its engineers use", required=True),
        _ref("body", ("bodies",), "the body whose network it is part of", required=True),
    ),
    key="segment",
)
_SITES: Final = Table(
    "sites",
    "buildings",
    (
        _id("site", "a short id"),
        _text("name", "the name people know it by", required=True),
        _ref("body", ("bodies",), "the body that runs it", required=True),
        _text("address", "where it is"),
        _NOTE,
    ),
    key="site",
)
_SYSTEMS: Final = Table(
    "systems",
    "things that compute: applications, servers, networks, directories, telephones",
    (
        _id("system", "a short id"),
        _text("name", "the name its users know it by", required=True),
        _ref("body", ("bodies",), "the body that hosts it", required=True),
        _ref("segment", ("segments",), "the network segment it stands in"),
        _text("kind", "what sort of system it is, in your own words"),
        _word("hosting", HOSTING, "where it runs"),
        _ref("crew", ("crews",), "the people who would rebuild it"),
        _hours("rebuild_h", "hours of work to rebuild it from nothing"),
        _count("records", "people", "how many people's data it holds", default="0"),
        _share("sensitive", "share of those people whose data is special category or puts them at risk", default="0"),
        _refs("data_of", ("bodies",), "the bodies that control that data; blank means the host"),
        _word("backup", BACKUPS, "how its data is backed up"),
        _hours("backup_every_h", "hours between backups"),
        _date("restore_tested_on", "when a restore was last proved to work"),
        _text("owner", "the role that answers for it"),
        _date("confirmed_on", "when this row was last confirmed"),
        _NOTE,
    ),
    key="system",
    required=True,
)
_SERVICES: Final = Table(
    "services",
    "what a body gives people",
    (
        _id("service", "a short id"),
        _text("name", "the name people know it by", required=True),
        _ref("body", ("bodies",), "the body that gives it", required=True),
        _count("lgsl", "", "its number in the Local Government Services List"),
        _word("priority", tuple(Priority), "how soon it must be back, P1 first", required=True),
        _word("protects", tuple(Protects), "what it is for", default=Protects.OTHER),
        _number("severity", "", "weight of an hour without it; blank takes the priority's from [harm.severity]"),
        _hours("rto_h", "hours out after which it should be back", required=True),
        _hours("mtpd_h", "hours out after which the damage is intolerable", required=True),
        _number("people", "people a day", "people served a day", required=True),
        _share("vulnerable", "share of those people who are vulnerable", default="0"),
        _text("open", "opening hours, in words"),
        _text("fallback", "what is done without it, in words"),
        _share("fallback_share", "share of normal service the fallback gives; blank means no fallback"),
        _hours("fallback_start_h", "hours out before the fallback starts", default="0"),
        _hours("fallback_h", "hours the fallback lasts; blank means no fallback"),
        _number("fallback_staff", "people", "people the fallback needs at work"),
        _date("fallback_tested_on", "when the fallback was last tried"),
        _text("owner", "the role that answers for it"),
        _text("deputy", "the role that answers when the owner cannot"),
        _NOTE,
    ),
    key="service",
    required=True,
)
_CHANNELS: Final = Table(
    "channels",
    "ways to reach the public, staff or partners",
    (
        _id("channel", "a short id"),
        _text("name", "the name people know it by", required=True),
        _ref("body", ("bodies",), "the body that runs it", required=True),
        _word("audience", AUDIENCES, "whom it reaches", required=True),
        _word("kind", CHANNEL_KINDS, "what sort of channel it is", required=True),
        _text("address", "the number, address or place", required=True),
        _NOTE,
    ),
    key="channel",
)
_NEEDS: Final = Table(
    "needs",
    "what stops, or slows, without what",
    (
        Column(
            "of",
            Form.ID,
            "the system, service or channel that needs, or fallback:SERVICE",
            required=True,
            refers=(*THINGS, "fallback"),
        ),
        _ref("on", THINGS, "the system, service or channel it needs", required=True),
        _text("any_of", "a label: rows of one `of` with one label are alternatives, and one of them is enough"),
        _hours("holds_h", "hours `of` carries on after losing `on`", default="0"),
        _share("slows", "losing `on` costs this share of a service instead of stopping it"),
        _refs("via", ("paths",), "the paths the need runs over"),
        _NOTE,
    ),
)
_PATHS: Final = Table(
    "paths",
    "ways an attacker at one system may take another",
    (
        _id("path", "a short id"),
        _ref("from", ("systems",), "the system the attacker would come from", required=True),
        _ref("to", ("systems",), "the system the attacker would take", required=True),
        _word("kind", tuple(PathKind), "what sort of way it is", required=True),
        Column("chance", Form.CHANCE, "chance that an attacker at `from` can take it; blank takes the kind's"),
        _hours("hours", "mean hours to take it; blank takes the kind's"),
        Column("both_ways", Form.FLAG, "whether it also runs from `to` to `from`", default="n"),
        _ref("owner", ("bodies",), "the body that can cut it"),
        _NOTE,
    ),
    key="path",
)
_ACTIONS: Final = Table(
    "actions",
    "containment orders that somebody may give",
    (
        _id("action", "a short id; everything is reserved"),
        _text("name", "the order in words", required=True),
        _ref("body", ("bodies",), "the body that may order it", required=True),
        _selectors("isolates", "systems, services and channels parted from all others"),
        _selectors("cuts", "paths closed"),
        _selectors("stops", "systems, services and channels switched off"),
        _hours("takes_h", "hours from the order until it works", default="0"),
        _hours("lasts_h", "hours to check, evict and return; blank takes [cyber] lasts_h"),
        _number("cost", "harm units", "what doing it costs by itself", default="0"),
        _refs("conflicts", ("actions",), "actions that cannot be ordered with it"),
        _text("who", "the role that orders it"),
        _text("undo", "how it is undone"),
        _text("evidence", "what evidence it destroys"),
        _text("tell", "who must be told"),
        _NOTE,
    ),
    key="action",
)
_CREWS: Final = Table(
    "crews",
    "people who rebuild systems",
    (
        _id("crew", "a short id"),
        _text("name", "the name people know it by", required=True),
        _ref("body", ("bodies",), "the body it works for"),
        _count("people", "people", "how many can work at once", required=True),
        _hours("hours_per_day", "hours each works a day", default="8"),
    ),
    key="crew",
)
_POSTS: Final = Table(
    "posts",
    "places on the rota that must be filled",
    (
        _id("post", "a short id"),
        _ref("service", ("services",), "the service it keeps going"),
        _text("role", "the role that fills it", required=True),
        _ref("body", ("bodies",), "the body whose rota it is on", required=True),
        Column("skills", Form.LIST, "skills its holder must have"),
        _text("registration", "professional registration its holder must have"),
        _count("people", "people", "how many must be there", required=True),
        _text("shifts", "which shifts it is needed on"),
        _text("critical", "why it may not stand empty"),
    ),
    key="post",
)
_PEOPLE: Final = Table(
    "people",
    "people who can be rung and may be drafted in",
    (
        _id("person", "a short id"),
        _text("name", "the person's name", required=True),
        _ref("body", ("bodies",), "the body they work for", required=True),
        _text("role", "the role they hold", required=True),
        Column("skills", Form.LIST, "skills they have"),
        _text("registration", "professional registration they hold"),
        _text("phone", "a number that works when the network is off"),
        _text("other", "another way to reach them"),
        _text("away", "when they are away"),
        _number("hours_done", "hours", "hours already worked this week"),
        Column("opt_out", Form.FLAG, "whether they have opted out of the 48-hour week", default="n"),
    ),
    key="person",
)
_DATES: Final = Table(
    "dates",
    "days a service must not miss: shown in every answer, not in the arithmetic",
    (
        _id("date", "a short id"),
        _ref("of", ("services",), "the service it matters to", required=True),
        _date("when", "the day", required=True),
        _text("name", "what happens that day: payroll, benefit run, court, poll", required=True),
    ),
    key="date",
)
_CLOCKS: Final = Table(
    "clocks",
    "deadlines of the estate's own",
    (
        _id("clock", "a short id"),
        _ref("of", ("services", "bodies"), "the service or body it binds; blank binds all"),
        _text("name", "what must be done", required=True),
        _text("trigger", "what starts it", required=True),
        Column("within", Form.WITHIN, "how long it allows: 72 hours, 3 working days", required=True),
        _text("to", "who must be told or satisfied", required=True),
        _word("force", FORCES, "what binds: law, contract, custom or promise"),
        _NOTE,
    ),
    key="clock",
)

TABLES: Final[Mapping[str, Table]] = MappingProxyType(
    {
        table.name: table
        for table in (
            _BODIES,
            _SEGMENTS,
            _SITES,
            _SYSTEMS,
            _SERVICES,
            _CHANNELS,
            _NEEDS,
            _PATHS,
            _ACTIONS,
            _CREWS,
            _POSTS,
            _PEOPLE,
            _DATES,
            _CLOCKS,
        )
    }
)
"""Every table by name, in the order an estate is read and written."""
