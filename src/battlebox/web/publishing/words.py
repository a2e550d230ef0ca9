"""The words of the public page: what is said for everybody, and of each service.

Law: what two officers write at once is shown to both; facts are chosen from the register and never typed in here.
Not here: publishing (publish.py).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse
from django.utils.text import Truncator, capfirst

from battlebox.desk import DeskError
from battlebox.desk.backlog import Return
from battlebox.desk.compose import own_words_of
from battlebox.desk.message import leads, rings
from battlebox.desk.publish import (
    Help,
    PublicState,
    PublicWords,
    ServiceDraft,
    ServiceWords,
    service_draft,
    words_of,
    write_service,
    write_words,
)
from battlebox.desk.record import Stated
from battlebox.desk.tell import Outlet, Stays, Whom, facts_of, may_leave, standing_of
from battlebox.share.status import State
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import PlainForm, entry, looked_at, seen_or_404
from battlebox.web.moment import MomentField

SCAMS: Final = (
    "We will never ring, write or text to ask for your password or the details of your bank card. If somebody does, "
    "stop, and ring us on a number that you already have."
)
"""Stands in the form until somebody writes something else: true whatever has happened."""
PARTS: Final = 3
NUMBER_MAX: Final = 80
WAITING_LETTERS: Final = 60
_FEW_LINES: Final = forms.Textarea(attrs={"rows": 4})
_STATES: Final = [(each.value, State(each.value).words) for each in PublicState]


class FactsField(forms.MultipleChoiceField):
    """Some of the facts of the register; one that stands in the other list by now is taken all the same."""

    known: frozenset[str] = frozenset()

    def valid_value(self, value: object) -> bool:
        """Whether the register has it."""
        return str(value) in self.known


class PublicWordsForm(PlainForm):
    """The one thing to know, by when there is more, and what goes with it."""

    headline = forms.CharField(label="The one thing to know", max_length=300)
    next_update = MomentField(label="When the next update comes", help_text="Keep to it, even if there is nothing new.")
    summary = forms.CharField(label="What has happened, in a few sentences", widget=_FEW_LINES, required=False)
    facts = FactsField(label="Facts to show", widget=forms.CheckboxSelectMultiple, required=False, choices=())
    waiting = FactsField(
        label="Facts that stay out for now",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=(),
        help_text="One that is ticked comes onto the page once it may. Why it stays out is under Facts.",
    )
    urgent = forms.CharField(
        label="Urgent help tonight",
        widget=_FEW_LINES,
        required=False,
        help_text="A line for each: who needs it | what to do | the number",
    )
    phone = forms.CharField(
        label="The number for all else",
        max_length=NUMBER_MAX,
        required=False,
        help_text="It stands with every service that has none of its own: one that works now, such as the switchboard.",
    )
    payments = forms.CharField(label="Payments", widget=forms.Textarea, required=False)
    personal = forms.CharField(label="Personal information", widget=forms.Textarea, required=False)
    scams = forms.CharField(label="Warning of scams", widget=forms.Textarea, required=False)
    formats = forms.CharField(label="Other languages and forms", widget=forms.Textarea, required=False)
    accessibility = forms.CharField(label="Accessibility statement", max_length=300, required=False)
    address = forms.URLField(
        label="The public page's own address", max_length=300, required=False, assume_scheme="https"
    )
    tucked = ("waiting", "payments", "personal", "scams", "formats", "accessibility", "address")
    tucked_words = "Facts that stay out for now, payments, personal information, scams, other forms"

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        fields: dict[str, Any] = {name: self.fields[name] for name in ("facts", "waiting")}  # Each a FactsField.
        known = frozenset(value for field in fields.values() for value, _ in field.choices)
        for name, field in fields.items():
            field.known = known
            if not field.choices:
                del self.fields[name]

    def clean_urgent(self) -> tuple[Help, ...]:
        """Each line in its parts."""
        found = []
        for line in str(self.cleaned_data["urgent"]).splitlines():
            parts = [part.strip() for part in line.split("|")]
            if not line.strip():
                continue
            if not 1 < len(parts) <= PARTS or not all(parts[:2]):
                raise forms.ValidationError("Write each line as: who needs it | what to do | the number")
            found.append(Help(*parts))
            looked_at(found[-1].phone, rings)
        return tuple(found)

    def clean_phone(self) -> str:
        """A number that can be rung."""
        return looked_at(self.cleaned_data["phone"], rings)


class ServiceWordsForm(PlainForm):
    """How one service is, in residents' words, and what to do."""

    state = forms.ChoiceField(label="What residents read", choices=_STATES, widget=forms.RadioSelect)
    do = forms.CharField(label="What people should do", widget=forms.Textarea, required=False)
    phone = forms.CharField(label="Phone number", max_length=80, required=False)
    hours = forms.CharField(label="Open", max_length=300, required=False)
    now = forms.CharField(label="How it works now", widget=forms.Textarea, required=False)
    place = forms.CharField(label="Address", max_length=300, required=False)
    web = forms.URLField(label="Online", max_length=300, required=False, assume_scheme="https")
    listed = forms.ChoiceField(
        label="Do residents read of it?", choices=(("yes", "Yes"), ("no", "No: leave it out")), widget=forms.RadioSelect
    )
    tucked: tuple[str, ...] = ("now", "place", "web", "listed")

    def clean_phone(self) -> str:
        """A number that can be rung."""
        return looked_at(self.cleaned_data["phone"], rings)

    def clean_place(self) -> str:
        """A place that people can come to."""
        return looked_at(self.cleaned_data["place"], leads)

    def clean(self) -> None:
        """Whoever says "do this instead" says what, where residents read of it."""
        said = self.cleaned_data
        must = said.get("listed") != "no" and said.get("state") == PublicState.INSTEAD.value
        if must and not str(said.get("do", "")).strip():
            self.add_error("do", "Write what people should do instead")


@in_incident
def public_words(request: OfficerRequest) -> HttpResponse:
    """What is said for everybody."""
    desk = AtDesk.of(request)
    old = words_of(desk.sight, desk.officer.body)
    seen = () if old is None else (old.entry,)
    form = PublicWordsForm.asked(request, seen=seen, initial=_start(desk, old), choices=_facts(desk))
    if form.is_ready():
        form.overtaken(seen)
    return entry(
        desk,
        form,
        lambda: write_words(desk.record, desk.officer, _said(form, old), over=frozenset(form.seen_entries)),
        desk.at("publish"),
        title="What the public page says for everybody",
        here="tell",
    )


@in_incident
def public_service(request: OfficerRequest, name: str) -> HttpResponse:
    """What is said of one service."""
    desk = AtDesk.of(request)
    row = seen_or_404(lambda: service_draft(desk.sight, desk.picture, name))
    if row.service.body != desk.officer.body:
        raise Http404
    seen = () if row.written is None else (row.written.entry,)
    form = ServiceWordsForm.asked(request, seen=seen, initial=_service_start(row))
    if not row.is_listed:
        form.tucked = tuple(each for each in form.tucked if each != "listed")
    if form.is_ready():
        form.overtaken(seen)
    return entry(
        desk,
        form,
        lambda: write_service(
            desk.record,
            desk.estate,
            desk.officer,
            name,
            ServiceWords(proposed=row.proposed, **_service_said(form)),
            over=frozenset(form.seen_entries),
        ),
        desk.at("publish"),
        title=f"What the public page says of {row.service.name}",
        here="tell",
        rows=[*_about(row), *_backlog(desk, name)],
    )


def _start(desk: AtDesk, old: Stated[PublicWords] | None) -> dict[str, Any]:
    if old is None:
        return {"scams": SCAMS, "phone": _number(desk)}
    said = old.value
    names = ("headline", "next_update", "summary", "phone", "payments", "scams", "formats", "accessibility", "address")
    urgent = "\n".join(" | ".join(part for part in (each.who, each.do, each.phone) if part) for each in said.urgent)
    return {name: getattr(said, name) for name in names} | {
        "urgent": urgent,
        "personal": said.data,
        "facts": list(said.facts),
        "waiting": list(said.facts),
    }


def _number(desk: AtDesk) -> str:
    """The estate's first telephone number for the public of this body, else what its messages say; blank for none."""
    lines = desk.estate.channels if desk.has_estate else ()
    mine = (row for row in lines if (row.body, row.audience, row.kind) == (desk.officer.body, "public", "phone"))
    numbers = [row.address for row in mine] + [
        each.value.numbers for each in own_words_of(desk.sight, desk.officer.body)
    ]
    return next((each for each in numbers if len(each) <= NUMBER_MAX and _can_be_rung(each)), "")


def _can_be_rung(text: str) -> bool:
    try:
        return bool(rings(text))
    except DeskError:
        return False


def _said(form: PublicWordsForm, old: Stated[PublicWords] | None) -> PublicWords:
    said = {name: form.cleaned_data[name] for name in form.fields if name not in ("once", "seen")}
    ticked = [*said.pop("facts", ()), *said.pop("waiting", ())]
    before = [each for each in (old.value.facts if old else ()) if each in ticked]
    return PublicWords(data=said.pop("personal"), facts=tuple(dict.fromkeys((*before, *ticked))), **said)


def _facts(desk: AtDesk) -> dict[str, list[tuple[str, str]]]:
    """Facts of the register that may be public, and those that stay out for now, which are cut short."""
    found: dict[str, list[tuple[str, str]]] = {"facts": [], "waiting": []}
    for thing, said in facts_of(desk.sight):
        standing = standing_of(desk.sight, thing)
        answer = may_leave(standing, Outlet.PUBLIC_PAGE, Whom(), desk.sight.now)
        words = f"{said.number}: {said.value.outward}"
        if isinstance(answer, Stays):
            found["waiting"].append((thing, Truncator(words).chars(WAITING_LETTERS)))
        else:
            found["facts"].append((thing, words))
    return found


def _service_start(row: ServiceDraft) -> dict[str, Any]:
    # Whoever opens what is left out came to put it back.
    if row.written is None:
        return {"state": row.proposed.value, "listed": "yes"}
    said = row.written.value
    names = ("do", "phone", "hours", "now", "place", "web")
    return {"state": said.state.value, "listed": "yes"} | {name: getattr(said, name) for name in names}


def _service_said(form: ServiceWordsForm) -> dict[str, Any]:
    said = {name: form.cleaned_data[name] for name in ServiceWordsForm.base_fields if name not in ("once", "seen")}
    return said | {"state": PublicState(said["state"]), "listed": said["listed"] == "yes"}


def _backlog(desk: AtDesk, service: str) -> list[tuple[str, str]]:
    """What is offered to whoever writes of a service that works again and is not restored; nothing is chosen by it."""
    made = desk.recoveries.get(service)
    if made is None or made.state is not Return.BACKLOGGED:
        return []
    delays = State(PublicState.DELAYS.value).words
    why = "; ".join(made.lacks)
    return [("Its backlog", f"{capfirst(made.state.value)}: {why}. \u201c{delays}\u201d may be truer for residents.")]


def _about(row: ServiceDraft) -> list[tuple[str, str]]:
    unseen = ": expected, seen by nobody yet" if row.is_expected else ""
    rows = [("The picture says", f"{State(row.proposed.value).words}{unseen}")]
    if not row.is_listed:
        rows.insert(0, ("On the page now", "No: residents do not read of it"))
    if row.has_moved and row.written is not None:
        rows.append(("It said when this was written", State(row.written.value.proposed.value).words))
    return [*rows, ("Its fallback in the estate", row.service.fallback or "None")]
