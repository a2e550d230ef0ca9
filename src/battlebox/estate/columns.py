"""The one table of tables: every table of an estate, its columns, their types, bounds, words, defaults and meaning.

Law: reader, writer, descriptor, template and format page all come from here; a column that is not here does not exist.
Not here: how a cell of each type is read (cells.py), the keys of estate.toml (settings.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from battlebox.estate.column import (
    NOTE,
    THINGS,
    Column,
    Form,
    Table,
    count,
    day,
    hours,
    key,
    number,
    ref,
    refs,
    selectors,
    share,
    some_words,
    text,
    word,
)
from battlebox.estate.columns_restoring import RESTORING
from battlebox.estate.columns_rostering import ROSTERING
from battlebox.estate.things import BodyKind, DataKind, PathKind, Priority, Protects

HOSTING: Final = ("on-prem", "cloud", "supplier")
BACKUPS: Final = ("offline", "online", "none")
AUDIENCES: Final = ("public", "staff", "partner")
CHANNEL_KINDS: Final = ("phone", "web", "desk", "mail", "chat", "social", "radio", "post")
FORCES: Final = ("law", "contract", "custom", "promise")


_BODIES: Final = Table(
    "bodies",
    "the organisations that host systems, give services or own links",
    (
        key("body", "a short id, such as northmere"),
        text("name", "the name people know it by", required=True),
        word("kind", tuple(BodyKind), "what sort of organisation it is", required=True),
        text("gss", "its nine-character GSS code, if it has one"),
        NOTE,
    ),
    key="body",
    required=True,
)
_SEGMENTS: Final = Table(
    "segments",
    "parts of one body's network that can be cut off as one",
    (
        key("segment", "a short id"),
        text("name", "the name its engineers use", required=True),
        ref("body", ("bodies",), "the body whose network it is part of", required=True),
    ),
    key="segment",
)
_SITES: Final = Table(
    "sites",
    "buildings",
    (
        key("site", "a short id"),
        text("name", "the name people know it by", required=True),
        ref("body", ("bodies",), "the body that runs it", required=True),
        text("address", "where it is"),
        NOTE,
    ),
    key="site",
)
_SYSTEMS: Final = Table(
    "systems",
    "things that compute: applications, servers, networks, directories, telephones",
    (
        key("system", "a short id"),
        text("name", "the name its users know it by", required=True),
        ref("body", ("bodies",), "the body that hosts it", required=True),
        ref("segment", ("segments",), "the network segment it stands in"),
        text("kind", "what sort of system it is, in your own words"),
        word("hosting", HOSTING, "where it runs"),
        ref("crew", ("crews",), "the people who would rebuild it"),
        hours("rebuild_h", "hours of work to rebuild it from nothing"),
        count("records", "people", "how many people's data it holds", default="0"),
        share("sensitive", "share of those people whose data is special category or puts them at risk", default="0"),
        refs("data_of", ("bodies",), "the bodies that control that data; blank means the host"),
        some_words("data_kinds", tuple(DataKind), "every kind of data in it that somebody must be told of"),
        word("backup", BACKUPS, "how its data is backed up"),
        hours("backup_every_h", "hours between backups"),
        day("restore_tested_on", "when a restore was last proved to work"),
        text("owner", "the role that answers for it"),
        day("confirmed_on", "when this row was last confirmed"),
        NOTE,
    ),
    key="system",
    required=True,
)
_SERVICES: Final = Table(
    "services",
    "what a body gives people",
    (
        key("service", "a short id"),
        text("name", "the name people know it by", required=True),
        ref("body", ("bodies",), "the body that gives it", required=True),
        count("lgsl", "", "its number in the Local Government Services List"),
        word("priority", tuple(Priority), "how soon it must be back, P1 first", required=True),
        word("protects", tuple(Protects), "what it is for", default=Protects.OTHER),
        number("severity", "", "weight of an hour without it; blank takes the priority's from [harm.severity]"),
        hours("rto_h", "hours out after which it should be back", required=True),
        hours("mtpd_h", "hours out after which the damage is intolerable", required=True),
        number("people", "people a day", "people served a day", required=True),
        share("vulnerable", "share of those people who are vulnerable", default="0"),
        word("audience", AUDIENCES, "who turns to it; residents do not read of what staff or partners alone use"),
        text("open", "opening hours, in words"),
        text("fallback", "what is done without it, in words"),
        share("fallback_share", "share of normal service the fallback gives; blank means no fallback"),
        hours("fallback_start_h", "hours out before the fallback starts", default="0"),
        hours("fallback_h", "hours the fallback lasts; blank means no fallback"),
        number("fallback_staff", "people", "people the fallback needs at work"),
        day("fallback_tested_on", "when the fallback was last tried"),
        text("owner", "the role that answers for it"),
        text("deputy", "the role that answers when the owner cannot"),
        NOTE,
    ),
    key="service",
    required=True,
)
_CHANNELS: Final = Table(
    "channels",
    "ways to reach the public, staff or partners",
    (
        key("channel", "a short id"),
        text("name", "the name people know it by", required=True),
        ref("body", ("bodies",), "the body that runs it", required=True),
        word("audience", AUDIENCES, "whom it reaches", required=True),
        word("kind", CHANNEL_KINDS, "what sort of channel it is", required=True),
        text("address", "the number, address or place", required=True),
        NOTE,
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
        ref("on", THINGS, "the system, service or channel it needs", required=True),
        text("any_of", "a label: rows of one `of` with one label are alternatives, and one of them is enough"),
        hours("holds_h", "hours `of` carries on after losing `on`", default="0"),
        share("slows", "losing `on` costs this share of a service instead of stopping it"),
        refs("via", ("paths",), "the paths the need runs over"),
        NOTE,
    ),
)
_PATHS: Final = Table(
    "paths",
    "ways an attacker at one system may take another",
    (
        key("path", "a short id"),
        ref("from", ("systems",), "the system the attacker would come from", required=True),
        ref("to", ("systems",), "the system the attacker would take", required=True),
        word("kind", tuple(PathKind), "what sort of way it is", required=True),
        Column("chance", Form.CHANCE, "chance that an attacker at `from` can take it; blank takes the kind's"),
        hours("hours", "mean hours to take it; blank takes the kind's"),
        Column("both_ways", Form.FLAG, "whether it also runs from `to` to `from`", default="n"),
        ref("owner", ("bodies",), "the body that can cut it"),
        NOTE,
    ),
    key="path",
)
_ACTIONS: Final = Table(
    "actions",
    "containment orders that somebody may give",
    (
        key("action", "a short id; everything is reserved"),
        text("name", "the order in words", required=True),
        ref("body", ("bodies",), "the body that may order it", required=True),
        selectors("isolates", "systems, services and channels parted from all others"),
        selectors("cuts", "paths closed"),
        selectors("stops", "systems, services and channels switched off"),
        hours("takes_h", "hours from the order until it works", default="0"),
        hours("lasts_h", "hours to check, evict and return; blank takes [cyber] lasts_h"),
        number("cost", "harm units", "what doing it costs by itself", default="0"),
        refs("conflicts", ("actions",), "actions that cannot be ordered with it"),
        text("who", "the role that orders it"),
        text("undo", "how it is undone"),
        text("evidence", "what evidence it destroys"),
        text("tell", "who must be told"),
        NOTE,
    ),
    key="action",
)
_DATES: Final = Table(
    "dates",
    "days a service must not miss: shown in every answer, not in the arithmetic",
    (
        key("date", "a short id"),
        ref("of", ("services",), "the service it matters to", required=True),
        day("when", "the day", required=True),
        text("name", "what happens that day: payroll, benefit run, court, poll", required=True),
    ),
    key="date",
)
_CLOCKS: Final = Table(
    "clocks",
    "deadlines of the estate's own",
    (
        key("clock", "a short id"),
        ref("of", ("services", "bodies"), "the service or body it binds; blank binds all"),
        text("name", "what must be done", required=True),
        text("trigger", "what starts it", required=True),
        Column("within", Form.WITHIN, "how long it allows: 72 hours, 3 working days", required=True),
        text("to", "who must be told or satisfied", required=True),
        word("force", FORCES, "what binds: law, contract, custom or promise"),
        NOTE,
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
            *RESTORING,
            *ROSTERING,
            _DATES,
            _CLOCKS,
        )
    }
)
"""Every table by name, in the order an estate is read and written."""
