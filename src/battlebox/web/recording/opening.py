"""Something is wrong: an incident from two fields, and the page of the first fifteen minutes.

Law: two fields are enough; whatever needs an estate can wait until there is one.
Not here: standing up and down (course.py), what happens later (picturing/now.py).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import capfirst

from battlebox.desk import Act, DeskError
from battlebox.desk.command import (
    LOOK_AGAIN_AFTER,
    NOT_TO_TOUCH,
    FirstWords,
    Ring,
    first_calls,
    in_short,
    open_from_cold,
    to_talk_on,
)
from battlebox.desk.picture import NOTHING, adopt_estate
from battlebox.desk.record import Handling, State, course_of
from battlebox.estate import Channel
from battlebox.journal import JournalError
from battlebox.marking import Tlp
from battlebox.web.asking import OfficerRequest, in_body, in_incident
from battlebox.web.clock_words import when_words
from battlebox.web.estates_to_choose import THE_COPY_ALONE, choices, chosen, offers, usual
from battlebox.web.forms import DeskForm
from battlebox.web.gds.reached import reached_by
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.links import link
from battlebox.web.pages import page
from battlebox.web.records import SHORT_LETTERS, installation
from battlebox.web.rights import acting_outside, refusal, sentence
from battlebox.web.saving import Recorded, saved
from battlebox.web.tables import Cell

BLANK: Final = "____________"
"""Where nothing is known, there is room to write on paper."""
_RING_FIRST: Final = 6
"""How many to ring stand in sight; the rest open below them, and print."""


class OpenForm(DeskForm):
    """What is known at 02:40."""

    seen_first = forms.CharField(
        label="What was seen, and by whom",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=10_000,
        help_text="Such as: the night porter says that every screen in the control room is blank since 02:10.",
    )
    title = forms.CharField(
        label="A name that gives nothing away",
        max_length=120,
        help_text="Such as: Blue kettle. It may be read over a shoulder or leak: no council, no system, no attacker.",
    )
    estate = forms.ChoiceField(
        label="Estate",
        required=False,
        help_text="It says who may join and what stops when. With none, only the bodies at this desk can take part.",
    )

    def __init__(self, *args: Any, body: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["estate"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices(body)
            _only_the_copy(field)


class EstateForm(DeskForm):
    """Which estate to run on."""

    estate = forms.ChoiceField(label="Estate")

    def __init__(self, *args: Any, body: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["estate"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [each for each in choices(body) if each[0]]
            _only_the_copy(field)


def _only_the_copy(field: forms.ChoiceField) -> None:
    """A drill's desk says why it takes no other."""
    if settings.DESK.drill:
        field.error_messages["invalid_choice"] = THE_COPY_ALONE


@in_body
def open_incident(request: OfficerRequest) -> HttpResponse:
    """Open an incident."""
    body = request.body_id
    officer = acting_outside(request)
    refused = refusal(lambda: officer.must(Act.STAND))
    form = OpenForm.asked(request, initial={"estate": usual(body)}, refused=refused, body=body)
    if form.is_ready():
        bodies = dict.fromkeys(each.body for each in request.memberships)
        hosted = tuple(each for each in bodies if acting_outside(request, each).may(Act.STAND))
        said = FirstWords(form.cleaned_data["title"], form.cleaned_data["seen_first"])
        estate = chosen(form.cleaned_data["estate"], body)

        def record() -> Recorded:
            founded, opened = open_from_cold(installation(), officer, hosted, said, estate)
            return Recorded(opened.number, reverse("first_minutes", args=(founded.incident[:SHORT_LETTERS],)))

        try:
            return saved(request, form, record)
        except (DeskError, JournalError) as wrong:
            form.add_error(None, sentence(wrong))
    return page(request, "places/open.html", form=form, may=officer.may(Act.STAND), body=body)


@in_incident
def first_minutes(request: OfficerRequest) -> HttpResponse:
    """Whom to ring, what not to touch, which channels, the number, the next check."""
    desk = AtDesk.of(request)
    course = course_of(desk.sight)
    body, at = desk.officer.body, desk.sight.now
    estate = desk.estate if desk.has_estate else None
    calls = first_calls(desk.sight, desk.channels_if_any, body)
    check = course.at + LOOK_AGAIN_AFTER
    rings = [_ring(desk, place, call) for place, call in enumerate(calls, 1)]
    is_triage = course.value.state is State.TRIAGE
    return page(
        request,
        "places/first_minutes.html",
        here="now",
        facts=[
            ("Incident number", f"{request.incident.short}, entry {course.number}"),
            ("Name", course.value.title),
            ("What was seen" if is_triage else "Last said", course.value.why),
            ("Opened", f"{when_words(course.value.began, at)}, now {course.value.state.value}"),
            *([("Next check", when_words(check, at))] if is_triage else []),
        ],
        late=f"The next check was due at {when_words(check, at)}. Say whether this is an incident.",
        is_late=is_triage and at > check,
        ring_heads=("Order", "Who", "Number", "Deputy", "Deputy's number", "Why"),
        rings=rings[:_RING_FIRST],
        later=rings[_RING_FIRST:],
        later_words=f"After them: {len(rings) - _RING_FIRST} more, in this order",
        has_numbers=any(call.phones for call in calls),
        not_to_touch=NOT_TO_TOUCH,
        channels=_talk_on(desk) if estate else (),
        may_stand=desk.officer.may(Act.STAND),
        may_estate=desk.officer.may(Act.ESTATE),
        keys=reverse("admin_keys") if request.membership.is_admin else "",
        systems=link(desk, "systems") if estate else "",
        choose=desk.at("choose_estate"),
        stand=desk.at("stand"),
        now=desk.at("now"),
    )


def _talk_on(desk: AtDesk) -> list[tuple[Channel, str]]:
    """What one can talk on, and whether anybody tried it."""
    fine = to_talk_on(desk.trusted)
    return [(row, desk.channels.standing[row.channel].works.value) for row in fine]


def _numbers(desk: AtDesk, phones: tuple[str, ...]) -> object:
    """Numbers with what is to be said beside each; a line to write on where there is none."""
    if not phones:
        return BLANK
    ways = desk.channels.beside(phones, desk.officer.body) if desk.has_estate else [(text, NOTHING) for text in phones]
    return reached_by(ways)


def _ring(desk: AtDesk, place: int, call: Ring) -> tuple[object, ...]:
    """A line of the list, with room to write where nothing is known."""
    who = Cell(capfirst(call.office), note="Reached" if call.is_reached else "")
    why = capfirst(in_short(call.why))
    numbers, deputys = _numbers(desk, call.phones), _numbers(desk, call.deputy_phones)
    return (place, who, numbers, call.deputy or BLANK, deputys, why)


@in_incident
def choose_estate(request: OfficerRequest) -> HttpResponse:
    """Run the incident on an estate from now on."""
    desk = AtDesk.of(request)
    body = desk.officer.body
    form = EstateForm.asked(request, body=body)
    if form.is_ready():
        picked = chosen(form.cleaned_data["estate"], body)
        if picked is not None:
            # The estate is for whoever may ever join, so that they need not be given it again.
            handling = Handling(Tlp.AMBER, frozenset(desk.record.standing.orgs))
            answer = desk.write(
                form,
                lambda: adopt_estate(
                    desk.record, desk.officer, installation().shelf, picked.raw, source=picked.source, handling=handling
                ),
                desk.at("now"),
            )
            if answer is not None:
                return answer
    words = "From now on every figure comes from the estate chosen here. Corrections made so far stay."
    if not offers(body):
        words = "No estate on this desk has your body in it yet. Bring one in first: a workbook, or its tables."
    return page(request, "places/form.html", here="now", form=form, title="Choose the estate", words=words,
                further=desk.at("estate_bring"), further_words="Bring one in", cancel=desk.at("now"))  # fmt: skip
