"""Tables of coming back: who rebuilds, where, how much work each system is, and what must be passed on the way.

Law: all of them are optional; an estate without them is read, and named, as it always was.
Not here: the other tables (columns.py), what is reckoned where a row is missing (settings.py).
"""

from __future__ import annotations

from typing import Final

from battlebox.estate.column import NOTE, Column, Form, Table, count, hours, key, ref, text, word
from battlebox.estate.things_restoring import EnvironmentKind, GateKind, Step

RESTORING: Final = (
    Table(
        "crews",
        "people who rebuild systems",
        (
            key("crew", "a short id"),
            text("name", "the name people know it by", required=True),
            ref("body", ("bodies",), "the body it works for"),
            count("people", "people", "how many can work at once", required=True),
            hours("hours_per_day", "hours each works a day", default="8"),
            text("skill", "what its people can do, in words"),
        ),
        key="crew",
    ),
    Table(
        "environments",
        "clean rooms, build networks and the backup's bandwidth: where systems are brought back",
        (
            key("environment", "a short id"),
            text("name", "the name people know it by", required=True),
            ref("body", ("bodies",), "the body it belongs to"),
            word("kind", tuple(EnvironmentKind), "what sort of place it is", required=True),
            count("capacity", "places", "places at any one time; of a bandwidth, its tenths", required=True),
            NOTE,
        ),
        key="environment",
    ),
    Table(
        "works",
        "what one step of bringing a system back takes, where it is not as reckoned from the system's row",
        (
            key("work", "a short id"),
            ref("of", ("systems",), "the system", required=True),
            word("step", tuple(Step), "which step of its return", required=True),
            hours("hours", "hours of work; 0 where the step is not needed", required=True),
            ref("crew", ("crews",), "who does it; blank means the system's crew"),
            count("people", "people", "people of the crew who are at it; blank takes [restore] people"),
            ref("environment", ("environments",), "where it is done"),
            count("uses", "places", "places of the environment that it holds", default="1"),
            NOTE,
        ),
        key="work",
    ),
    Table(
        "gates",
        "what must be passed before something goes live, where that takes time or is the council's own rule",
        (
            key("gate", "a short id"),
            ref("of", ("systems", "paths", "bodies"), "the system, link or body it is about", required=True),
            word("kind", tuple(GateKind), "which of the standard gates, or other", required=True),
            text("name", "what must be so, in words; blank means the standard words"),
            hours("lead_h", "hours from asking for it until it is given", default="0"),
            Column("from", Form.MOMENT, "when it can be asked for at the earliest; blank means that nobody has said"),
            hours("expires_h", "hours for which it holds once given; blank means for good"),
            text("owner", "the role that answers for it"),
            NOTE,
        ),
        key="gate",
    ),
)
"""In the order they are read and written."""
