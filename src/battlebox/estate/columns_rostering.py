"""Tables of the roster: shifts, the posts on them, the people there are, and when they can be asked.

Law: all of them are optional; columns of an estate written before the roster are read as they always were.
Not here: the other tables (columns.py), the rules of rest (engine).
"""

from __future__ import annotations

from typing import Final

from battlebox.estate.column import NOTE, Column, Form, Table, count, day, hours, key, number, ref, refs, text, word
from battlebox.estate.things_rostering import AvailabilityKind, PostDays, PostLevel

ROSTERING: Final = (
    Table(
        "shifts",
        "stretches of work that begin at the same time every day",
        (
            key("shift", "a short id"),
            text("name", "the name people know it by", required=True),
            ref("body", ("bodies",), "the body that works it; blank means every body"),
            Column("starts", Form.TIME, "when it begins", required=True),
            hours("hours", "how long it lasts: up to 13 hours", required=True),
            NOTE,
        ),
        key="shift",
    ),
    Table(
        "posts",
        "places on the rota that must be filled",
        (
            key("post", "a short id"),
            ref("service", ("services",), "the service it keeps going; blank means a place at the desk"),
            text("role", "the role that fills it", required=True),
            ref("body", ("bodies",), "the body whose rota it is on", required=True),
            Column("skills", Form.LIST, "skills its holder must have"),
            text("registration", "professional registration its holder must have"),
            Column("checks", Form.LIST, "checks its holder must have, such as enhanced DBS"),
            count("people", "people", "how many must be there", required=True),
            refs(
                "shifts",
                ("shifts",),
                "shifts it is needed on; blank means all of its body; words where there is no table of shifts",
            ),
            word("days", tuple(PostDays), "on which days", default=PostDays.ALL),
            word(
                "level",
                tuple(PostLevel),
                "how much it matters that it is filled; blank means vital where `critical` says why, else important",
            ),
            text("critical", "why it may not stand empty"),
            day("from", "the first day it is needed"),
            day("until", "the last day it is needed"),
            NOTE,
        ),
        key="post",
    ),
    Table(
        "people",
        "people who can be rung and may be drafted in",
        (
            key("person", "a short id"),
            text("name", "the person's name", required=True),
            ref("body", ("bodies",), "the body they work for", required=True),
            text("role", "the role they hold", required=True),
            Column("skills", Form.LIST, "skills they have"),
            text("registration", "professional registration they hold"),
            Column(
                "checks",
                Form.CHECKS,
                "registrations and checks they have, each with the last day it is good if it runs out",
            ),
            refs("may_serve", ("bodies",), "bodies they may work for beside their own"),
            text("phone", "a number that works when the network is off"),
            text("other", "another way to reach them"),
            text("away", "when they are away, in words"),
            number("hours_done", "hours", "hours worked in the last seven days"),
            hours("average_h", "hours a week on average over the weeks before"),
            count("average_weeks", "weeks", "how many weeks that average is over"),
            Column(
                "opt_out",
                Form.FLAG,
                "whether they signed an opt-out of the 48-hour week; they are rung and asked like anybody else",
                default="n",
            ),
            NOTE,
        ),
        key="person",
    ),
    Table(
        "availability",
        "days on which people can be asked, cannot, or would rather not be",
        (
            key("availability", "a short id"),
            ref("of", ("people",), "the person", required=True),
            word("kind", tuple(AvailabilityKind), "whether they are free, away, or would rather not", required=True),
            day("from", "the first day", required=True),
            day("until", "the last day; blank means that one day"),
            refs("shifts", ("shifts",), "which shifts of those days; blank means all"),
            NOTE,
        ),
        key="availability",
    ),
)
"""In the order they are read and written."""
