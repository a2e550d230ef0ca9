"""A scenario as data, for programs: the same fields as its file, with what fills each part beside them.

Law: the keys never change meaning; texts are the estate's where there is one.
Not here: words for people (sheet.py).
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import time
from enum import StrEnum
from typing import Any, Final

from battlebox.drill.scenario.cast import Cast
from battlebox.drill.scenario.inject import Inject
from battlebox.drill.scenario.scenario import FORMAT, Scenario
from battlebox.drill.scenario.sheet import Says
from battlebox.drill.scenario.sign import Sign

_CALLED: Final = {"sender": "from"}


def told(scenario: Scenario, cast: Cast | None = None) -> dict[str, Any]:
    """The scenario by the names of its file."""
    says: Says = cast.says if cast is not None else str
    found: dict[str, Any] = {"format": FORMAT, **_value(scenario, says)}
    found["sources"] = dict(scenario.sources)
    if cast is not None:
        found["cast"] = cast_told(cast)
    return found


def cast_told(cast: Cast) -> dict[str, Any]:
    """What fills each part; `id` is null for a stand-in."""
    words = {each.id: each.words for each in cast.scenario.parts}
    parts = [
        {
            "part": each.part,
            "what": cast.says(words.get(each.part, "the body whose officers play")),
            "id": each.id or None,
            "name": each.name,
            "means": sorted(each.means),
        }
        for each in cast.filled
    ]
    return {"estate": cast.estate, "player": cast.player, "seed": cast.seed, "parts": parts}


def listed(scenario: Scenario) -> dict[str, Any]:
    """One row of the list."""
    return {
        "id": scenario.id,
        "title": scenario.title,
        "summary": scenario.summary,
        "minutes": scenario.minutes,
        "injects": len(scenario.injects),
        "events": len(scenario.events),
        "branches": len(scenario.branches),
        "solo": len(scenario.solo),
        "objectives": [each.words for each in scenario.objectives],
    }


def _value(value: object, says: Says) -> Any:  # noqa: ANN401 - JSON is of any shape
    if isinstance(value, Sign):
        found = {"kind": value.kind.value, "about": value.about, "clock": value.clock, "where": dict(value.where)}
        return {name: each for name, each in found.items() if each}
    if isinstance(value, str):
        return value.value if isinstance(value, StrEnum) else says(value)
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, tuple):
        return [_value(each, says) for each in value]
    if is_dataclass(value):
        names = _CALLED if isinstance(value, Inject) else {}
        return {names.get(each.name, each.name): _value(getattr(value, each.name), says) for each in fields(value)}
    return value
