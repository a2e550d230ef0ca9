"""Filling the parts of a scenario from one estate.

Law: the same scenario, estate, player and seed give the same cast; the best fills a part, and the seed decides only
between equals; what the estate lacks is named with what to add, every part at once.
Not here: what a cast is (cast.py), how each pick ranks (ranking.py).
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

from battlebox.desk.command import duty_office
from battlebox.drill.scenario.cast import Cast, Filled
from battlebox.drill.scenario.errors import Code, ScenarioError, ScenarioMistakes
from battlebox.drill.scenario.part import AT, PLAYER, Part, PartKind, Pick
from battlebox.drill.scenario.ranking import Ranks, Shared
from battlebox.drill.scenario.scenario import Scenario
from battlebox.estate import Body, BodyKind, Estate, Near, paths_of, things_of

_BOROUGH: Final = re.compile(r"(?:(?:Royal |London |Metropolitan )?Borough|City|County) of (?!.* Council\Z)")
_TRIED_MOST: Final = 40
"""Bodies that are tried as the player where none is named: more than a region has councils."""
_HINTS: Final[dict[Pick, str]] = {
    Pick.SHARES_WITH: "add the other body, and what you share: data_of of a system, a need or a path between the two",
    Pick.SUPPLIES: "add a body of kind supplier, with a system or channel of its own that yours need",
    Pick.STRANGER_TO: "add a body that shares nothing with yours",
    Pick.MOST_STAND_ON: "add the systems of that body, and in needs what stands on what",
    Pick.BEHIND: "add to needs a row with that service under `of` and a system under `on`",
    Pick.HOLDS_DATA_OF: "write in data_of of a system whose data it holds, and in data_kinds that it is personal",
    Pick.REACHED_FROM: "add a path from that system into another",
    Pick.SOONEST_HARM: "add the services of that body",
    Pick.STANDS_ON: "add to needs a row with a service under `of` and that system under `on`",
    Pick.BETWEEN: "add a path from a system of the one to a system of the other",
    Pick.REACHES_PUBLIC: "add a channel with the audience public",
}


def cast(scenario: Scenario, estate: Estate, *, player: str = "", seed: int = 1) -> Cast:
    """Fill every part. `player` is the body that plays; blank, the council that fills most parts, then that hosts most.

    Raises ScenarioMistakes with each part that cannot be filled and has no stand-in; ScenarioError for the player.
    """
    shared = Shared(estate)
    bodies = _players(estate, player)
    casts = [_cast(scenario, shared, body, seed) for body in bodies]
    # Whoever plays best is who most parts are about; of those that do equally well, who hosts most.
    best = min(casts, key=lambda each: (len(each[1]), len(each[0].stand_ins)))
    if best[1]:
        raise ScenarioMistakes(best[1])
    return best[0]


def _cast(scenario: Scenario, shared: Shared, body: Body, seed: int) -> tuple[Cast, list[ScenarioError]]:
    """The cast with that body as the player, and each part that cannot be filled."""
    estate = shared.estate
    ranks = Ranks(shared)
    filled = {
        PLAYER: Filled(
            PLAYER, body.body, name_of(estate, PartKind.BODY, body.body), _means(estate, PartKind.BODY, body.body)
        )
    }
    mistakes: list[ScenarioError] = []
    missing: set[str] = set()
    for part in scenario.parts:
        if missing & {part.of, part.at}:
            missing.add(part.id)
            continue
        found = _pick(ranks, part, filled, seed)
        if found:
            name = name_of(estate, part.kind, found)
            filled[part.id] = Filled(part.id, found, name, _means(estate, part.kind, found))
        elif part.stand_in:
            filled[part.id] = Filled(part.id, "", part.stand_in)
        else:
            missing.add(part.id)
            what = f"{part.kind.words} that could be {_said(part.words, filled)}"
            lacks = ScenarioError.of(Code.LACKS, estate=f"the estate «{estate.title}»", what=what, hint=_hint(part))
            mistakes.append(lacks.at(f"part {part.id}"))
    others = (_means(estate, PartKind.BODY, each.body) for each in estate.bodies if each.body != body.body)
    return Cast(scenario, estate.title, seed, tuple(filled.values()), frozenset().union(*others)), mistakes


def _hint(part: Part) -> str:
    """What to add."""
    if part.pick is not Pick.LIKE:
        return _HINTS[part.pick]
    return f"add one whose name or kind has one of these in it: {', '.join(part.like)}; or give the part a stand_in"


def players(estate: Estate) -> tuple[Body, ...]:
    """The bodies that could play, councils first, then by how many systems each hosts."""
    systems = [row.body for row in estate.systems]
    services = {row.body for row in estate.services}
    able = [row for row in estate.bodies if row.body in services and row.body in systems]
    return tuple(sorted(able, key=lambda row: (row.kind is not BodyKind.COUNCIL, -systems.count(row.body))))


def name_of(estate: Estate, kind: PartKind, key: str) -> str:
    """How texts call a thing: a body by its name, with its article; everything else in quotation marks."""
    if kind is PartKind.BODY:
        name = _short(estate.body_by_id[key].name)
        return f"the {name}" if _BOROUGH.match(name) else name
    if kind is PartKind.PATH:
        path = estate.path_by_id[key]
        ends = (_short(estate.system_by_id[each].name) for each in (path.origin, path.target))
        return "the link between «{}» and «{}»".format(*ends)
    return f"«{_short(estate.thing_by_id[key].name)}»"


def _short(name: str) -> str:
    """A name without what stands behind `, with`: it is read aloud."""
    return name.split(", with ", 1)[0]


def _players(estate: Estate, asked: str) -> list[Body]:
    """The body that was asked for, or all that could play. Raises ScenarioError where there is none."""
    title = f"the estate «{estate.title}»"
    if asked and asked not in estate.body_by_id:
        near = Near().words(asked, tuple(estate.body_by_id))
        raise ScenarioError.of(Code.NOT_A_BODY, estate=title, found=repr(asked[:60]), near=near)
    able = players(estate)
    chosen = [row for row in able if row.body == asked] if asked else list(able[:_TRIED_MOST])
    if not chosen:
        may = ", ".join(row.body for row in able)
        hint = f"let one of these play: {may}" if may else "add the systems and the services of your council"
        what = f"system or no service of {asked}, so that {asked} could not play"
        raise (
            ScenarioError.of(Code.LACKS, estate=title, what=what, hint=hint)
            if asked
            else ScenarioError.of(Code.NO_COUNCIL, estate=title, hint=hint)
        )
    return chosen


def _pick(ranks: Ranks, part: Part, filled: dict[str, Filled], seed: int) -> str:
    """The id that fills a part best, blank where nothing does; equals are told apart by the seed."""
    of, at = filled[part.of].id, filled[part.at].id if part.at else ""
    if not of or (part.at and not at and AT.get(part.pick)):
        return ""
    apart = {filled[each].id for each in part.apart if each in filled}
    ranked = {key: rank for key, rank in ranks.of(part, of, at).items() if key not in apart}
    if not ranked:
        return ""
    best = max(ranked.values())
    equal = [key for key, rank in ranked.items() if rank == best]
    return min(equal, key=lambda key: hashlib.sha256(f"{seed}/{part.id}/{key}".encode()).digest())


def _means(estate: Estate, kind: PartKind, key: str) -> frozenset[str]:
    """Its own id, and the orders that isolate, cut or stop it; of a body, whoever can be rung there."""
    if kind is PartKind.BODY:
        people = (each.person for each in estate.people if each.body == key)
        return frozenset({key, duty_office(estate, key), *people})
    orders: list[str] = []
    for row in estate.actions:
        is_path = kind is PartKind.PATH
        named = paths_of(estate, row.cuts) if is_path else things_of(estate, (*row.isolates, *row.stops))
        orders += [row.action] if key in named else []
    return frozenset({key, *orders})


def _said(words: str, filled: dict[str, Filled]) -> str:
    for part, each in filled.items():
        words = words.replace("{" + part + "}", each.name)
    return words
