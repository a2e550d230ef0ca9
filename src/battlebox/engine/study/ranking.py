"""What a study says: links and systems by what each would have spared by itself, best first.

Law: a pure function of the blocks added up; the digest of what was found hangs on no block, thread, worker or order.
Not here: words and tables (cli, web).
"""

from __future__ import annotations

import hashlib
import math
from enum import StrEnum, auto
from typing import Any, Final

from battlebox.engine.study.block import FIRST_HITS, SQUARES, Merged, hit_order
from battlebox.engine.study.ground import Ground
from battlebox.engine.study.question import StudyQuestion, heaviest, shift_for
from battlebox.engine.study.weighing import PEOPLE, RECORDS, SERVICE

MILLIONTHS: Final = 1_000_000


class Advice(StrEnum):
    """What to do about a link."""

    CUT = auto()
    HARDEN = auto()


def answer_of(ground: Ground, question: StudyQuestion, merged: Merged) -> dict[str, Any]:
    """The answer as plain values, as docs/formats/study.md says them."""
    systems, hits = len(ground.systems), question.first_hits
    per_hit = question.unit / MILLIONTHS / question.worlds
    reached = [int(each) for each in merged.reached.sum(axis=0)]
    harm = sum(reached)
    shift = shift_for(heaviest(ground.weights, question.unit), hits, question.worlds)

    def figures(thing: int) -> dict[str, Any]:
        row = [int(each) for each in merged.sums[thing]]
        saves = row[PEOPLE] + row[SERVICE] + row[RECORDS]
        parts = {name: row[at] * per_hit / hits for at, name in enumerate(("people", "service", "records"))}
        se = None
        if hits > 1:
            squares = row[SQUARES] << 2 * shift
            se = math.sqrt(max(0.0, (squares - saves * saves / hits) / (hits - 1) / hits)) * per_hit
        spared = {"saves": saves * per_hit / hits, "se": se, "share": saves / harm}
        return {**parts, **spared, "first_hits": row[FIRST_HITS]}

    ranked = [int(each) for each in merged.sums[:, FIRST_HITS].nonzero()[0]]
    ranked.sort(key=lambda thing: (-int(merged.sums[thing, :SQUARES].sum()), thing))
    links, kept = [], []
    for thing in ranked:
        if thing < systems:
            system = ground.systems[thing]
            kept.append({"id": system.id, "body": system.body} | figures(thing))
        else:
            path = ground.paths[thing - systems]
            advice = Advice.HARDEN if path.needs else Advice.CUT
            named = {"path": path.id, "from": path.origin, "to": path.target, "kind": path.kind, "owner": path.owner}
            links.append(named | {"advice": str(advice), "needs": list(path.needs)} | figures(thing))
    return {
        "format": "battlebox-study-answer/1",
        "digest": digest_of(question, merged),
        "first_hits": hits,
        "worlds": question.worlds,
        "seed": question.seed,
        "systems_all": systems,
        "harm": {name: reached[at] * per_hit / hits for at, name in enumerate(("people", "service", "records"))},
        "links": links,
        "systems": kept,
        "entries": _entries(ground, question, merged),
    }


def digest_of(question: StudyQuestion, merged: Merged) -> str:
    """What names what was found."""
    whole = hashlib.sha256(question.asked.encode())
    for array in (merged.sums, merged.reached):
        whole.update(b"\0" + array.astype("<i8").tobytes())
    return whole.hexdigest()


def _entries(ground: Ground, question: StudyQuestion, merged: Merged) -> list[dict[str, Any]]:
    """What a first hit at each system comes to, worst first, of those that were hit first."""
    order, systems = hit_order(ground, question.seed), len(ground.systems)
    harm, times = [0] * systems, [0] * systems
    for hit, reached in enumerate(merged.reached.sum(axis=1).tolist()):
        harm[order[hit % systems]] += reached
        times[order[hit % systems]] += 1
    per_hit = question.unit / MILLIONTHS / question.worlds
    found = [(harm[each] * per_hit / times[each], each) for each in range(systems) if times[each]]
    found.sort(key=lambda row: (-row[0], row[1]))
    return [{"id": ground.systems[each].id, "harm": mean} for mean, each in found]
