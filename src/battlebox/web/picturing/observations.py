"""How systems, services and channels were seen to be.

Law: what nobody has seen is not said to work.
Not here: what follows for services (desk), the channels' own pages (web.channels).
"""

from __future__ import annotations

from typing import Final

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk.picture import Cause, Condition, Observation, counting, observe
from battlebox.desk.record import Stated
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.channels.trying import TriedForm
from battlebox.web.forms import Version
from battlebox.web.incident.at_desk import AtDesk, DeskEntryForm
from battlebox.web.incident.lists import address_of
from battlebox.web.incident.wording import when
from battlebox.web.moment import MomentField
from battlebox.web.pages import page


class SeenForm(DeskEntryForm):
    """How it was seen to be."""

    condition = forms.ChoiceField(
        label="How is it",
        choices=[(each.value, each.value.capitalize()) for each in Condition],
        widget=forms.RadioSelect,
    )
    since = MomentField(label="Since when")
    seen_by = forms.CharField(label="Who saw it", max_length=300)
    cause = forms.ChoiceField(
        label="From what cause",
        choices=[(each.value, each.value.capitalize()) for each in Cause],
        initial=Cause.UNKNOWN.value,
    )
    note = forms.CharField(label="Anything else", widget=forms.Textarea, required=False)

    def observation(self) -> Observation:
        """What the form says."""
        data = self.cleaned_data
        return Observation(
            Condition(data["condition"]), data["since"], data["seen_by"], Cause(data["cause"]), data["note"]
        )


# A channel is asked about because somebody is about to give it out: nothing is chosen for whoever tried it.
_START: Final = {SeenForm: {"condition": Condition.OUT.value}, TriedForm: dict[str, str]()}


@in_incident
def seen(request: OfficerRequest, name: str) -> HttpResponse:
    """Say how a system, service or channel was seen to be."""
    desk = AtDesk.of(request)
    thing = desk.estate.thing_by_id.get(name)
    if thing is None:
        raise Http404
    back = address_of(desk, name)
    said = desk.picture.seen.get(name, ())
    now = [each.entry for each in said]
    kind = TriedForm if name in desk.estate.channel_by_id else SeenForm
    form = kind.asked(request, seen=now, initial={**_START[kind], "since": desk.sight.now})
    if form.is_ready() and not form.overtaken(now, [_version(desk, each) for each in said]):
        answer = desk.write(
            form,
            lambda: observe(
                desk.record, desk.estate, desk.officer, name, form.observation(),
                handling=desk.handling(form), over=frozenset(form.seen_entries),
            ),
            back,
        )  # fmt: skip
        if answer is not None:
            return answer
    place = "services" if name in desk.estate.service_by_id else "systems"
    how = "found" if kind is TriedForm else "seen"
    title = f"How {thing.name} was {how} to be"
    return page(request, "places/form.html", here=place, form=form, title=title, cancel=back)


def state_words(desk: AtDesk, name: str) -> str:
    """`Out`, as seen or as the model has it; or that it was seen to work; or that nobody looked."""
    said = counting(desk.picture.seen.get(name, ()))
    if said is not None:
        return f"Seen: {said.value.condition.value}"
    return "Out, as the model has it" if desk.picture.is_out(name) else "Not known to be out"


def seen_lines(desk: AtDesk, name: str) -> list[str]:
    """What was seen of a thing, in sentences, latest first."""
    now = desk.sight.now
    said = ((each.value, each.number) for each in desk.picture.seen.get(name, ()))
    return [
        f"Seen {seen.condition.value} since {when(seen.since, now)} by {seen.seen_by} ({number})."
        for seen, number in said
    ]


def _version(desk: AtDesk, version: Stated[Observation]) -> Version:
    theirs = f"{version.value.condition.value}, seen by {version.value.seen_by}"
    by, at = desk.name_of(version.by), when(version.at, desk.sight.now)
    return Version("How it was seen to be", theirs, "what you wrote below", by, at)
