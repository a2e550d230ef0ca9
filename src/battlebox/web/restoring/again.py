"""After a slip: keep the order, a gentle change, or a free one, side by side; one is chosen with a reason.

Law: what has begun stays where it is in all three; nobody's day is changed without a reason in the record.
Not here: working them out (jobs.py).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.utils.text import capfirst

from battlebox.desk import Act
from battlebox.desk.restore import followed, go_on_with, long_words, moved_since
from battlebox.estate import MICROHOURS
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk, DeskEntryForm
from battlebox.web.incident.jobs import job_of
from battlebox.web.incident.wording import when
from battlebox.web.pages import page
from battlebox.web.restoring.jobs import AGAIN, WayShown, WaysShown, ask_again, ways_of
from battlebox.web.restoring.waiting import waiting
from battlebox.web.saving import Recorded, saved

WAY_WORDS: Final = {
    "keep": "Keep the order",
    "gentle": "A gentle change",
    "free": "A free one",
}
_COMPARED: Final = ("Less than keeping the order", "Harm saved for each step moved")
FEW: Final = 3
"""So many systems that a way moves are named; the rest are counted."""
_ASKED: Final = "The three ways stand on this page as soon as they are worked out."


class WayForm(DeskEntryForm):
    """Which way, and why."""

    way = forms.ChoiceField(label="How it goes on", choices=tuple(WAY_WORDS.items()), widget=forms.RadioSelect)
    why = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 3}), max_length=10_000)


@in_incident
def again(request: OfficerRequest) -> HttpResponse:
    """Ask for the three ways."""
    desk = AtDesk.of(request)
    stands = followed(desk.sight, desk.officer.body)
    refused = "" if stands else "No order of return is followed yet. Ask for one and adopt it first."
    form = DeskForm.asked(request, refused=refused)
    if form.is_ready():
        return saved(request, form, lambda: Recorded("", desk.at("restore_ways", ask_again(desk).pk)), asked=_ASKED)
    return page(
        request, "places/form.html", here="restore", form=form, title="Plan again", button="Work it out",
        cancel=desk.at("restore"),
        words="Say first what began, slipped or ended. What has begun stays where it is, and what should have begun "
        "and has not is placed from now on.",
    )  # fmt: skip


@in_incident
def ways(request: OfficerRequest, job: str) -> HttpResponse:
    """The three ways side by side, and the choice."""
    desk, found = AtDesk.of(request), job_of(request, job, AGAIN)
    shown = ways_of(found)
    context = waiting(desk, found, "restore_ways", "restore_again") | {"shown": shown}
    if shown is None:
        return page(request, "restoring/ways.html", here="restore", **context)
    form = WayForm.asked(request)
    if shown.is_unavoidable:
        del form.fields["way"]
    if form.is_ready():
        way = shown.way(form.cleaned_data.get("way", "keep"))
        if way is not None:
            order = replace(way.order, reason=form.cleaned_data["why"])
            over, how = frozenset({shown.of}), desk.handling(form)
            done = desk.write(form, lambda: go_on_with(desk.record, desk.officer, order, handling=how, over=over),
                              desk.at("restore"))  # fmt: skip
            if done is not None:
                return done
    heads, rows = side_by_side(desk, shown)
    since = moved_since(desk.sight, desk.officer.body, shown.of, shown.through)
    return page(request, "restoring/ways.html", here="restore", form=form, heads=heads, rows=rows,
                advised=WAY_WORDS[shown.advised], since=[capfirst(each) for each in since],
                anew=desk.at("restore_again"), may_choose=desk.officer.may(Act.REPLAN), left=shown.left,
                **context)  # fmt: skip


def side_by_side(desk: AtDesk, shown: WaysShown) -> tuple[list[str], list[list[str]]]:
    """Heads and rows of the table of ways: one column a way."""
    now = desk.sight.now

    def last(way: Any) -> str:
        back = max((row.microhours for row in way.order.services), default=0)
        return when(way.order.at(back), now)

    keep, ways = shown.ways[0], shown.ways[:1] if shown.is_unavoidable else shown.ways
    rows = [
        ["The last service is back", *(last(way) for way in ways)],
        ["Steps moved by more than a shift", *(f"{way.moved:,} of {shown.left:,}" for way in ways)],
        ["Harm, weighted person-hours", *(f"{way.harm:,}" for way in ways)],
        ["Less than keeping the order", *(f"{keep.harm - way.harm:,}" for way in ways)],
        ["Harm saved for each step moved", *(f"{way.saved_each:,}" if way.moved else "-" for way in ways)],
    ]  # fmt: skip
    first = [", ".join(desk.names.any(row.system) for row in way.order.turns[:3]) or "nothing is left" for way in ways]
    if len(ways) == 1 or len(set(first)) > 1:
        rows.append(["Comes first", *first])
    if len(ways) > 1:
        rows.append(["Live sooner than if the order is kept", "-", *(_moved(desk, keep, way, -1) for way in ways[1:])])
        rows.append(["Live later than if the order is kept", "-", *(_moved(desk, keep, way, 1) for way in ways[1:])])
    if shown.is_unavoidable:  # What it saves against itself is no news.
        rows = [row for row in rows if row[0] not in _COMPARED]
    return ["What is compared", *("This order" if shown.is_unavoidable else WAY_WORDS[way.name] for way in ways)], rows


def _moved(desk: AtDesk, keep: WayShown, way: WayShown, sign: int) -> str:
    """The systems that a way moves most, against keeping the order: sooner (-1) or later (1), each with how much."""
    before = {turn.system: turn.end_microhours for turn in keep.order.turns}
    moved = {
        turn.system: sign * (turn.end_microhours - before[turn.system])
        for turn in way.order.turns
        if turn.system in before
    }
    most = sorted((name for name, by in moved.items() if by >= MICROHOURS), key=lambda name: (-moved[name], name))
    named = [f"{desk.names.any(name)} by {long_words(moved[name])}" for name in most[:FEW]]
    more = len(most) - len(named)
    return ", ".join(named) + (f" and {more:,} more" if more else "") or "nothing"
