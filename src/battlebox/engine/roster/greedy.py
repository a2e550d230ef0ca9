"""The plain rule, which needs no solver: hardest post first, to whoever has the least; then swaps for what is empty.

Law: the same grid always gets the same plan; nobody's seat is taken away unless a dearer one is filled by it.
Not here: what may be done at all (diary.py).
"""

from __future__ import annotations

from typing import Final

from battlebox.engine.allowance import Allowance
from battlebox.engine.roster.diary import Diary
from battlebox.engine.roster.grid import Grid, Plan

TRIES_MOST: Final = 400
"""People looked at for one empty seat, and others for the seat that they give up."""


def plain(grid: Grid, published: Plan | None = None) -> Diary:
    """Every seat by the plain rule, beginning from what was published and is still allowed.

    The hardest comes first: the dearest, then where the fewest can fill each seat, then the earliest.
    """
    diary = Diary.holding(grid, published) if published else Diary(grid)
    demands, able = grid.demands, grid.able
    order = sorted(
        range(len(demands)),
        key=lambda k: (-demands[k].under, len(able[k]) / max(demands[k].need, 1), demands[k].day, k),
    )
    for k in order:
        fill(diary, k)
    return diary


def fill(diary: Diary, k: int) -> None:
    """Give a demand's empty seats to whoever is least strained by them."""
    for p in sorted(diary.grid.able[k], key=lambda p: diary.strain(p, k)):
        if diary.lacks(k) <= 0:
            return
        if diary.fits(p, k):
            diary.put(p, k)


def mend(diary: Diary, allowance: Allowance) -> int:
    """Fill empty seats by swaps: somebody gives up one seat for the empty one, and another takes theirs.

    Returns what the seats filled were worth. A seat given up that nobody takes must be cheaper than the one filled.
    """
    gained = 0
    for k in allowance.within(list(diary.empty())):
        while diary.lacks(k) > 0:
            won = _swap(diary, k)
            if not won:
                break
            gained += won
    return gained


def _swap(diary: Diary, k: int) -> int:
    """Fill one seat of a demand; what that was worth, 0 where it cannot be."""
    grid = diary.grid
    worth = grid.demands[k].under
    best: tuple[int, int, int] | None = None
    for p in grid.able[k][:TRIES_MOST]:
        if diary.fits(p, k):
            diary.put(p, k)
            return worth
        for given in [each for each in diary.plan[p] if each >= 0 and each != k]:
            diary.take(p, given)
            if diary.fits(p, k):
                diary.put(p, k)
                other = _taker(diary, given, p)
                if other is not None:
                    diary.put(other, given)
                    return worth
                diary.take(p, k)
                loss = grid.demands[given].under
                if loss < worth and (best is None or loss < best[0]):
                    best = (loss, p, given)
            diary.put(p, given)
    if best is None:
        return 0
    loss, p, given = best
    diary.take(p, given)
    diary.put(p, k)
    return worth - loss


def balance(diary: Diary, allowance: Allowance) -> None:
    """Move seats from whoever has the most shifts or too many nights to somebody who has at least two fewer."""
    grid, weights = diary.grid, diary.grid.weights
    if not weights.above_share:
        return
    moved = True
    while moved and not allowance.spent():
        moved = False
        for p in sorted(range(len(grid.rows)), key=lambda p: -diary.load[p]):
            if diary.load[p] <= grid.share and diary.nights[p] <= weights.nights_free:
                continue
            for k in sorted(k for k in diary.plan[p] if k >= 0):
                moved = _handed_on(diary, p, k) or _passed_along(diary, p, k, allowance) or moved


def _handed_on(diary: Diary, p: int, k: int) -> bool:
    """Whether a seat went to somebody whom it strains less."""
    grid, was = diary.grid, diary.grid.rows[p].was
    is_night = grid.is_night[grid.demands[k].shift]
    too_many = is_night and diary.nights[p] > grid.weights.nights_free
    if (was and was[grid.demands[k].day] == k) or not (diary.load[p] > grid.share or too_many):
        return False
    diary.take(p, k)
    for other in grid.able[k]:
        # Two fewer, so that handing on never only turns the tables and always comes to an end.
        lighter = diary.load[other] < (diary.load[p] - 1 if diary.load[p] > grid.share else grid.share)
        calmer = not is_night or diary.nights[other] < grid.weights.nights_free
        cheaper = grid.rows[other].price[k] <= grid.rows[p].price[k]
        if other != p and lighter and calmer and cheaper and diary.strain(other, k)[0] == 0 and diary.fits(other, k):
            diary.put(other, k)
            return True
    diary.put(p, k)
    return False


def _passed_along(diary: Diary, p: int, k: int, allowance: Allowance) -> bool:
    """Whether a seat went to somebody who could hand one of theirs on instead."""
    grid = diary.grid
    if diary.load[p] <= grid.share or (grid.rows[p].was and grid.rows[p].was[grid.demands[k].day] == k):
        return False
    diary.take(p, k)
    for other in allowance.within(grid.able[k][:TRIES_MOST]):
        is_fit = other != p and diary.load[other] == grid.share and diary.fits(other, k)
        if is_fit and diary.strain(other, k)[0] == 0 and grid.rows[other].price[k] <= grid.rows[p].price[k]:
            diary.put(other, k)
            theirs = sorted(each for each in diary.plan[other] if each >= 0 and each != k)
            if diary.nights[other] <= grid.weights.nights_free and any(
                _handed_on(diary, other, each) for each in theirs
            ):
                return True
            diary.take(other, k)
    diary.put(p, k)
    return False


def _taker(diary: Diary, k: int, but: int) -> int | None:
    fit = (p for p in diary.grid.able[k][:TRIES_MOST] if p != but and diary.fits(p, k))
    return min(fit, key=lambda p: diary.strain(p, k), default=None)
