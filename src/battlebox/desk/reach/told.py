"""What a paper says of the people to reach: how many are not reached, how many need help now, how old the list is.

Law: a paper counts what everybody it goes to may see, and no more; it names nobody, and says the same to them whether
there is a list that they may not see, or none.
Not here: which papers there are (desk's command), their layout (share).
"""

from __future__ import annotations

from typing import Final

from battlebox.desk.reach.count import ReachCount, counts_of
from battlebox.desk.reach.sheet import counted
from battlebox.desk.record.sight import Sight

TITLE: Final = "People to reach"
NONE: Final = "no list was brought in: nobody here can say who waits"
NOT_SHARED: Final = "no counts are shared with everybody this goes to: ask each body's service lead"
_LISTS_MOST: Final = 3


def told_of(sight: Sight, paper: Sight, *, goes_out: bool) -> tuple[str, ...]:
    """The lines for a paper that is read with `paper`, drawn up by the officer of `sight`: own lists in use alone.

    Whether a list is in use is asked of `sight`: what others are given of it does not say so.
    """
    body = sight.officer.body
    used = {each.list for each in counts_of(sight) if each.body == body and each.in_use}
    counts = [each for each in counts_of(paper) if each.list in used]
    if not counts:
        return (NOT_SHARED if goes_out else NONE,)
    helped = sum(each.tally.help_now for each in counts)
    first = (
        f"{counted(helped)} {'needs' if helped == 1 else 'need'} help now"
        if helped
        else "nobody is known to need help now"
    )
    lines = [_line(each) for each in counts[:_LISTS_MOST]]
    more = len(counts) - len(lines)
    return (first, *lines, *([f"and {more} more lists: see the reach list"] if more else []))


def _line(count: ReachCount) -> str:
    of = count.tally
    kept = f"; {count.kept_back} outcomes are not shared, so more may be reached" if count.kept_back else ""
    return (
        f"{count.source}: {of.not_reached} of {counted(of.people)} not reached ({of.to_reach} to reach, "
        f"{of.no_reply} no reply, {of.visit_due} visit due, {of.wrong_details} wrong details); {of.safe} safe, "
        f"{of.in_hospital} in hospital{kept}; the list is {count.age}"
    )
