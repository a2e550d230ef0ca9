"""What is next where people depend on being reached: help for whoever asked for it, then those whom nobody got hold of.

Law: one step for each list; a body is asked only about its own; where nobody looked at the lists, nothing is said.
Not here: the lists and their counts (reach), the other rules (next_steps.py).
"""

from __future__ import annotations

from collections.abc import Iterator

from battlebox.desk.command.step import Listed, Standing, Step, Urgency


def to_reach(now: Standing) -> Iterator[Step]:
    """One step for each list with somebody to help or to reach, or with something to be alarmed at."""
    for each in now.lists or () if now.is_running else ():
        words, why = _asked(each)
        if words:
            waits = each.help_now or each.not_reached
            yield Step(Urgency.LIFE if waits else Urgency.EFFECT, words, why, "reach_list", each.name)


def no_list(now: Standing) -> Iterator[Step]:
    """Ask for the list while a service that protects people is stopped and nobody brought one in."""
    if now.lists or now.lists is None or not now.is_running:
        return
    stopped = next((row for row in now.services if row.is_stopped and row.service.protects.is_people), None)
    if stopped is not None:
        why = f"{stopped.service.name} is stopped, and nobody who depends on it stands on a list"
        yield Step(Urgency.LIFE, "Bring in the list of people to reach", why, "reach")


def _asked(each: Listed) -> tuple[str, str]:
    """What to do about a list, and why; blank where nothing waits."""
    if each.help_now:
        return f"Get help to {_people(each.help_now)} of {each.source}", "they need help now"
    if each.not_reached:
        why = each.alarm or "nobody has got hold of them yet"
        return f"Ring or visit {_people(each.not_reached)} of {each.source}", why
    return (f"Look at the list of {each.source}", each.alarm) if each.alarm else ("", "")


def _people(number: int) -> str:
    return f"{number:,} {'person' if number == 1 else 'people'}"
