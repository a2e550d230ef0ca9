"""What the tests of the status site share: a small notice of Northmere, a time, a key, and any page at random.

Law: everything here is made up; times are told, never read from a clock.
Not here: fixtures that need a browser or a server.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from battlebox.journal import SigningKey
from battlebox.marking import Marked, Tlp
from battlebox.share.status import (
    Fact,
    FactStatus,
    ServicePage,
    State,
    StatusPage,
    Urgent,
    page_of_bytes,
    publish,
)

NOW = datetime(2026, 11, 23, 9, 31, 7, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)
KEY = SigningKey.from_seed(bytes(range(32)))
CLEAR = Marked("northmere", Tlp.CLEAR)
MARKUP = """<script>alert(1)</script><b>"bold" & 'brave'</b> </style></title> <img src=x onerror=alert(1)> {{ x }}"""


def service(number=0, **more):
    return {"service": f"service-{number}", "name": f"Service {number}", "state": "usual", **more}


def document(**more):
    """A document as a table of values, good but for what is said."""
    whole = {
        "format": "battlebox-status/1",
        "tlp": "CLEAR",
        "site": "northmere",
        "body": "Northmere Council",
        "headline": "Some of our services are disrupted.",
        "updated": "2026-11-23 09:30",
        "next_update": "2026-11-23 13:00",
        "services": [service()],
    }
    return {name: value for name, value in {**whole, **more}.items() if value is not ...}


def page(**more):
    return page_of_bytes(json.dumps(document(**more)).encode(), "notice.json")


def many(count, groups=5):
    """So many services under so many headings, each with as much to say as people write."""
    states = [*State]
    words = "We take every report by phone and on paper. It takes longer than usual, and we may ask you twice. "
    return [
        service(
            number,
            name=f"Service number {number} that residents know",
            group=f"Group {number * groups // count} of services",
            state=states[number % len(states)].value,
            now=[words * 2, words],
            do=["Ring us. If you cannot ring, come to the town hall.", "Bring your papers if you have them."],
            phone="01632 960 201",
            hours="9am to 5pm, Monday to Friday",
            place="Town hall, High Street, Northmere",
            urgent="If somebody is in danger now, ring 999.",
            updated="2026-11-23 09:00",
        )
        for number in range(count)
    ]


def made(before=None, now=NOW, **more):
    return publish(page(**more), KEY, now, before=before)


texts = st.text(st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="\u200e\u200f"), min_size=1)
lines = texts.map(lambda text: " ".join(text.split())[:60]).filter(bool)
paragraphs = st.lists(lines, max_size=3).map(tuple)
ids = st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1)).map(  # noqa: DTZ001 - given its zone below
    lambda at: at.replace(microsecond=0, tzinfo=UTC)
)
markings = st.sampled_from([CLEAR, Marked("northmere", Tlp.GREEN)])
_maybe = st.none() | moments
numbers = st.sampled_from(["", "999", "01632 960 201 (day), 01632 960 202 (night)"])


@st.composite
def services(draw, name, number):
    """One service."""
    return ServicePage(
        service=name,
        name=f"{number} {draw(lines)}",
        state=draw(st.sampled_from([*State])),
        marking=draw(markings),
        group=draw(st.just("") | lines),
        now=draw(paragraphs),
        do=draw(paragraphs) or ("ring",),
        phone=draw(numbers),
        hours=draw(st.just("") | lines),
        place=draw(st.sampled_from(["", "Town hall, High Street"])),
        web=draw(st.sampled_from(["", "https://northmere.example/a?b=c"])),
        urgent=draw(paragraphs),
        payments=draw(paragraphs),
        data=draw(paragraphs),
        updated=draw(_maybe),
        next_update=draw(_maybe),
    )


@st.composite
def pages(draw):
    """Any page that can be."""
    names = draw(st.lists(ids, min_size=1, max_size=4, unique=True))
    about = st.lists(st.sampled_from(names), max_size=2).map(tuple)
    facts = st.builds(
        Fact,
        words=lines,
        status=st.sampled_from([*FactStatus]),
        marking=markings,
        updated=_maybe,
        corrects=st.just("") | lines,
        services=about,
    )
    return StatusPage(
        site="northmere",
        body=draw(lines),
        headline=draw(lines),
        updated=draw(moments),
        next_update=draw(moments),
        marking=CLEAR,
        services=tuple(draw(services(name, number)) for number, name in enumerate(names)),
        summary=draw(paragraphs),
        urgent=draw(st.lists(st.builds(Urgent, lines, lines, numbers), max_size=2).map(tuple)),
        facts=draw(st.lists(facts, max_size=3).map(tuple)),
        payments=draw(paragraphs),
        data=draw(paragraphs),
        scams=draw(paragraphs),
        formats=draw(paragraphs),
        accessibility=draw(st.just("") | lines),
        address=draw(st.sampled_from(["", "https://status.example"])),
        illustrative=draw(st.booleans()),
    )
