"""Which skill is scarce: what one more person trained in it would cover, and why each post stays empty.

Law: the stand-in has one skill, every registration, every body, every day, and keeps the rules of everybody else; the
answer is what the plain swaps win with it, so it may be too low and is never too high.
Not here: whom to train or to ask for (people).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from battlebox.engine.allowance import Allowance
from battlebox.engine.roster.answer import Empty, Scarce, Why
from battlebox.engine.roster.diary import Diary
from battlebox.engine.roster.greedy import mend
from battlebox.engine.roster.grid import NOTHING, Cap, Plan, Row
from battlebox.engine.roster.hours import WEEK_DAYS
from battlebox.engine.roster.laying import EMPTY, Layout


def scarce(layout: Layout, plan: Plan, allowance: Allowance) -> tuple[Scarce, ...]:
    """Each skill by what one more person trained in it would cover, the most first; none that would cover nothing.

    Those that most empty posts ask for are tried first: whoever has too little time for all (`is_cut`) has those.
    """
    holding = Diary.holding(layout.grid, plan)
    # What swaps win without anybody new must not be counted as theirs.
    mend(holding, allowance)
    empty = sum(holding.lacks(k) for k in holding.empty())
    if not empty:
        return ()
    found = []
    asked: Counter[str] = Counter({group[0].skill: 0 for group in layout.kinds})
    for k in holding.empty():
        asked[layout.kinds[k][0].skill] += holding.lacks(k)
    for skill in allowance.within(sorted(asked, key=lambda name: (-asked[name], name))):
        grid = replace(layout.grid, rows=(*layout.grid.rows, _stand_in(layout, skill)))
        diary = Diary.holding(grid, [*holding.plan, [NOTHING] * grid.days])
        worth = mend(diary, allowance)
        left = sum(diary.lacks(k) for k in diary.empty())
        if worth > 0:
            found.append(Scarce(skill, empty - left, worth // EMPTY))
    return tuple(sorted(found, key=lambda row: (-row.worth, -row.posts, row.skill)))


def _stand_in(layout: Layout, skill: str) -> Row:
    limits, days = layout.problem.limits, layout.grid.days
    caps = [
        Cap(max(0, last - WEEK_DAYS + 1), last, limits.week_minutes_most, limits.days_in_seven_most)
        for last in range(days)
    ]
    price = {k: 0 for k, group in enumerate(layout.kinds) if group[0].skill == skill}
    return Row(price=price, caps=tuple(caps), was=(NOTHING,) * days if layout.problem.published else ())


def empties(layout: Layout, plan: Plan) -> tuple[Empty, ...]:
    """Every post that nobody has, with its reason, the dearest first."""
    diary = Diary.holding(layout.grid, plan)
    had = {seat.post for seat in layout.seats(plan)}
    return tuple(
        Empty(post.id, _why(layout, diary, k)) for k in diary.empty() for post in layout.kinds[k] if post.id not in had
    )


def _why(layout: Layout, diary: Diary, k: int) -> Why:
    post = layout.kinds[k][0]
    able = layout.grid.able[k]
    if able:
        return Why.SEATED if all(diary.plan[p][post.day] >= 0 for p in able) else Why.AT_A_LIMIT
    fit = [
        person
        for person in layout.problem.people
        if post.skill in person.skills and person.is_cleared(post) and person.may_serve(post)
    ]
    if not fit:
        return Why.NOBODY
    return Why.AT_A_LIMIT if any(person.is_free(post.day, post.shift, post.ends_on) for person in fit) else Why.NOT_FREE
