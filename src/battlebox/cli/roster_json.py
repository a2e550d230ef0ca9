"""A roster as JSON, under the names that other programs may rely on.

Law: the keys of docs/commands.md never change meaning; people go by their ids.
Not here: words on a screen (roster.py). This module loads the engine: import it inside a command.
"""

from __future__ import annotations

from typing import Any

from battlebox.desk.roster import Rota
from battlebox.engine.roster import Breach, Level, Post, Roster

Data = dict[str, Any]


def roster_json(rota: Rota, answer: Roster, broken: tuple[Breach, ...]) -> Data:
    """`shifts`, `gaps`, `broken_rules`, and what explains them."""
    return {
        "shifts": [{**_post(rota, rota.posts[seat.post]), "person": seat.person} for seat in answer.seats],
        "gaps": [{**_post(rota, rota.posts[each.post]), "why": each.why.value} for each in answer.empties],
        "broken_rules": [
            {"rule": each.rule.value, "person": each.person, "day": str(rota.day(each.day)), "words": each.words}
            for each in broken
        ],
        "people": [
            {"person": each.person, "shifts": each.shifts, "hours": each.minutes / 60, "nights": each.nights,
             "week_h_most": each.week_minutes_most / 60, "average_week_h": each.average_week_minutes / 60}
            for each in answer.loads
        ],
        "tired": [{"person": each.person, "signs": list(each.signs)} for each in answer.tired],
        "scarce": [{"skill": rota.skill(each.skill), "posts": each.posts} for each in answer.scarce],
        "owed": [
            {"person": each.person, "day": str(rota.day(each.day)), "rule": each.rule.value,
             "hours": each.minutes / 60, "by": each.by, "reason": each.reason}
            for each in answer.owed
        ],
        "remarks": [*answer.remarks, *rota.unasked_said()],
        "cost": answer.cost,
        "plain_cost": answer.plain_cost,
        "bound": answer.bound,
        "how": answer.how,
    }  # fmt: skip


def _post(rota: Rota, post: Post) -> Data:
    row = rota.rows[post.id]
    starts = rota.shifts[post.shift].starts_minutes
    return {
        "post": row.post,
        "of": row.service or row.role,
        "body": row.body,
        "day": str(rota.day(post.day)),
        "shift": post.shift,
        "starts": f"{starts // 60:02}:{starts % 60:02}",
        "hours": rota.shifts[post.shift].minutes / 60,
        "skill": rota.skill(post.skill),
        "level": Level(post.level).name.lower(),
    }
