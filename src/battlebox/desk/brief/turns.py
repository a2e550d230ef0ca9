"""What would have to be true for the verdict on an order, or on a whole plan, to be the other one: in words.

Law: each "if" moves one figure alone and says what it is now taken as; a figure that cannot turn the verdict within the
range tried is named with that range; what is known only roughly says so.
Not here: working out the break-evens (engine).
"""

from __future__ import annotations

from collections.abc import Iterable
from math import floor
from typing import Final

from battlebox.desk.brief.saying import chance, plain, share_of
from battlebox.engine import CHECKING, FALSE_ALARM, OWN_HARM, PRICE, SPREAD, SUSPECT, BreakEven, Worth
from battlebox.estate import Estate

_ROUGH: Final = 0.25
"""A break-even whose standard error is more than this share of it is known only roughly."""
_SURE: Final = 0.96
_HARDLY: Final = 0.01
_WHOLE: Final = 1.75
_TWICE: Final = 2
_STOPS, _THEY_STOP = "what it stops did", "what the orders stop did"
_PRICED: Final = {
    "price:people": "harm to services that protect people",
    "price:service": "harm to other services",
    "price:records": "harm to people whose records are held",
}
_NEAR_ONE: Final = 0.85


def turning(estate: Estate, breaks: Iterable[BreakEven], *, good: bool) -> tuple[str, ...]:
    """Each figure that would turn a verdict, `good` or not, as a clause after "if"."""
    return tuple(_turn(estate, row, row.at, good=good) for row in breaks if row.at is not None)


def turn_clause(estate: Estate, row: BreakEven) -> str:
    """One figure that turns the answer as a whole, as a clause after "if"."""
    if row.at is None:
        raise ValueError(row.what)
    said = _turn(estate, row, row.at, good=(row.worth is Worth.BELOW) == (row.at > row.now))
    return said.replace(_STOPS, _THEY_STOP, 1)


def staying(estate: Estate, breaks: Iterable[BreakEven]) -> tuple[str, ...]:
    """The figures that turn nothing, each with how far it was tried."""
    return tuple(_stay(estate, row) for row in breaks if row.at is None)


def _turn(estate: Estate, row: BreakEven, at: float, *, good: bool) -> str:
    # Worth it below a figure, and worth it now: it turns where the figure is more.
    more = (row.worth is Worth.BELOW) == good
    rough = "" if row.se is None or row.se <= _ROUGH * abs(at) else " (known only roughly)"
    if row.what == FALSE_ALARM:
        sure = "it were almost certainly a false alarm"
        said = _chance_turn("the chance of a false alarm", row.now, at, more=more, sure=sure)
    elif row.what == OWN_HARM:
        said = f"{_STOPS} {_harm(at, more=more)}"
    elif row.what.startswith(PRICE):
        said = f"{_PRICED[row.what]} counted {_counted(at, more=more)}"
    elif row.what == SPREAD:
        said = f"the attacker moved on {_readily(at, more=more)}"
    elif row.what == CHECKING:
        said = f"checking took {_longer(at, more=more)}"
    else:
        name = _name(estate, row)
        sure = f"{name} were almost certainly hit"
        said = _chance_turn(f"the chance that {name} is hit", row.now, at, more=more, sure=sure)
    return said + rough


def _chance_turn(what: str, now: float, at: float, *, more: bool, sure: str) -> str:
    """A chance that turns the verdict, beside what it is taken as now."""
    taken = f"now taken as {chance(now)}"
    if more and at > _SURE:
        return f"{sure} ({taken})"
    if not more and at < _HARDLY:
        return f"{what} were next to none ({taken})"
    if chance(at) == chance(now):
        return f"{what} were only a little {'more' if more else 'less'} than reckoned ({taken})"
    return f"{what} were {'more' if more else 'less'} than {chance(at)} ({taken})"


def _harm(at: float, *, more: bool) -> str:
    """`more than 8 times the harm reckoned`, `less than half of the harm reckoned`."""
    side = "more" if more else "less"
    if _NEAR_ONE < at < 1 / _NEAR_ONE:
        return f"only a little {side} harm than reckoned"
    if at < 1:
        share = share_of(at, 1.0)
        return "next to no harm" if share == "almost nothing" else f"{side} than {share} of the harm reckoned"
    return f"{side} than {_times(at)} the harm reckoned"


def _counted(at: float, *, more: bool) -> str:
    """`less than half as much as reckoned`, `more than 4 times as much as reckoned`."""
    side = "more" if more else "less"
    if _NEAR_ONE < at < 1 / _NEAR_ONE:
        return f"only a little {side} than reckoned"
    return f"{side} than {share_of(at, 1.0) if at < 1 else _times(at)} as much as reckoned"


def _readily(at: float, *, more: bool) -> str:
    """`less than half as readily as reckoned`, `only a little more readily than reckoned`."""
    side = "more" if more else "less"
    if _NEAR_ONE < at < 1 / _NEAR_ONE:
        return f"only a little {side} readily than reckoned"
    return f"{side} than {share_of(at, 1.0) if at < 1 else _times(at)} as readily as reckoned"


def _times(at: float) -> str:
    if at < _WHOLE:
        return "one and a half times"
    return "twice" if round(at) == _TWICE else f"{round(at):,} times"


def _longer(at: float, *, more: bool) -> str:
    """The verdict turns somewhere between two whole times as long."""
    whole = floor(at)
    if whole <= 1:
        return "longer than reckoned, though less than twice as long" if more else "as long as reckoned"
    return f"{'more' if more else 'less'} than {_times(whole)} as long as reckoned"


def _name(estate: Estate, row: BreakEven) -> str:
    return plain(estate.system_by_id[row.what.removeprefix(SUSPECT)].name)


def _stay(estate: Estate, row: BreakEven) -> str:
    if row.what == FALSE_ALARM:
        return "whether it is a false alarm"
    if row.what == OWN_HARM:
        return "how much harm what it stops does"
    if row.what == SPREAD:
        return "how readily the attacker moves on (tried from an eighth of what is reckoned to 8 times)"
    if row.what == CHECKING:
        return f"how long checking takes (tried up to {round(row.high)} times as long)"
    return f"whether {_name(estate, row)} is hit"
