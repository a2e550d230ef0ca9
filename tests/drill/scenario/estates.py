"""Estates to play on: the two that ship, a template, and a district's own list brought in by a column map.

Law: nothing here is a real body's list.
Not here: what is proved on them.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

from battlebox.estate import Estate, estate_of, new_estate, read_estate
from estate.lists import take

LIST = """\
Service,Tier,Hours,Longest,A day,Runs on
Help for homeless people tonight,P1,2,8,6,Casework
Housing benefit,P1,48,120,30,Revenues
Refuse collection,P2,24,96,200,Rounds
"""
MAP = """
[[take]]
table = "services"
[take.columns]
service = { from = "Service", prefix = "hill." }
name = "Service"
body = { always = "hill" }
priority = "Tier"
rto_h = "Hours"
mtpd_h = "Longest"
people = "A day"

[[take]]
table = "systems"
[take.columns]
system = { from = "Runs on", prefix = "hill." }
name = "Runs on"
body = { always = "hill" }

[[take]]
table = "needs"
[take.columns]
of = { from = "Service", prefix = "hill." }
on = { from = "Runs on", prefix = "hill." }
"""
NAMES = ("northmere", "west-london", "brought in", "begun")


@cache
def estate(name: str) -> Estate:
    """`brought in` is one body, three systems, no links, orders or channels; `begun` is what `estate new` makes."""
    if name == "brought in":
        return estate_of(take(LIST, MAP).tables)
    if name == "begun":
        return estate_of(new_estate("Hillside Council"))
    return read_estate(Path(str(resources.files("battlebox") / "estate" / "shipped" / name)))
