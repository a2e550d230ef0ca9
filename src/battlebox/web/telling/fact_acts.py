"""What is done about a fact: stated, said anew, cleared or refused, held back, let go where life is at risk, corrected.

Law: a form is made from one version, and what it says is of that version alone.
Not here: the rules (desk), the pages that lead here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk.command import Ask, ask_partner
from battlebox.desk.record import Handling, Saved
from battlebox.desk.tell import (
    Clearance,
    Confidence,
    Fact,
    Hold,
    Holder,
    Standing,
    Status,
    Verdict,
    all_prepared,
    change_fact,
    clear_fact,
    corrections_due,
    hold_fact,
    prepared_words,
    release_facts,
    state_fact,
    use_lane,
    withdraw_facts,
)
from battlebox.marking import Tlp
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.desk_time import desk_now
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.choosing import system_choices
from battlebox.web.incident.entry import PlainForm, entry
from battlebox.web.moment import MomentField
from battlebox.web.telling.fact_words import bodies_words, clearance_words, name_of, standing_named
from battlebox.web.without_estate import NoEstate

_OFFICE: Final = "Their office, not their name."
_STATUSES: Final = [(each.value, each.value.capitalize()) for each in Status]
_SURE: Final = [(each.value, each.value.capitalize()) for each in Confidence]
_LABELS: Final = [(each.value, each.to_text()) for each in Tlp]
_VERDICTS: Final = (
    (Verdict.CLEARED.value, "It may be said, in this wording"),
    (Verdict.REFUSED.value, "It may not be said"),
)
_HOLDS: Final = (("yes", "They ask that it be kept back"), ("no", "They let it go"))


class FactForm(PlainForm):
    """What is so, how it stands, who says so, how sure that is."""

    tucked: tuple[str, ...] = ("tlp", "audience", "about", "not_about", "system")
    tucked_words = "More: how far the wording may travel, who may have it, whom it is about"
    wording = forms.CharField(
        label="What is so, in one sentence",
        max_length=500,
        help_text="As it could be read aloud. Of what is not known: whether data was copied.",
    )
    status = forms.ChoiceField(label="How it stands", choices=_STATUSES, initial=Status.BELIEVED.value)
    source = forms.CharField(label="Who or what says so", max_length=200, help_text=_OFFICE)
    confidence = forms.ChoiceField(label="How sure they are held to be", choices=_SURE, initial=Confidence.MEDIUM.value)
    tlp = forms.ChoiceField(
        label="How far its wording may travel",
        choices=_LABELS,
        initial=Tlp.AMBER_STRICT.value,
        help_text="A public page can carry TLP:CLEAR only.",
    )
    audience = forms.MultipleChoiceField(
        label="Which partners may have it",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Of words that are not for everybody: these may be told, and nobody else.",
    )
    about = forms.MultipleChoiceField(
        label="Which bodies it speaks of",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Each of them must clear it.",
    )
    not_about = forms.CharField(
        label="If it names a council and is not about it: why not",
        max_length=200,
        required=False,
        help_text="A council that a fact names must clear it, unless it is said here why not.",
    )
    system = forms.ChoiceField(
        label="Which system it speaks of", required=False, help_text="Everybody who shares it must clear it."
    )

    def clean(self) -> dict[str, Any]:
        """Words for everybody are not for some alone."""
        said = self.cleaned_data
        if said.get("audience") and said.get("tlp") == Tlp.CLEAR.value:
            self.add_error(
                "audience", "TLP:CLEAR is for everybody. Take TLP:AMBER+STRICT or TLP:AMBER, or tick nobody."
            )
        return said


class ChangeForm(FactForm):
    """The same, said anew, with what changed."""

    why = forms.CharField(
        label="What changed, and who says so", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class PreparedForm(PlainForm):
    """Prepared words."""

    prepared = forms.ChoiceField(label="Which words", widget=forms.RadioSelect)
    source = forms.CharField(label="Who asks for them", max_length=200, help_text=_OFFICE)


class ClearForm(PlainForm):
    """What a body says of it."""

    body = forms.ChoiceField(label="Whose word it is")
    verdict = forms.ChoiceField(label="What they say", choices=_VERDICTS, widget=forms.RadioSelect)
    who = forms.CharField(label="Who says so", max_length=200, help_text=_OFFICE)
    channel = forms.CharField(label="How they said it", max_length=200, initial="at this desk")
    why = forms.CharField(
        label="Why not, or whom to ask", widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False
    )


class HoldForm(PlainForm):
    """Who would have it kept back."""

    holder = forms.ChoiceField(label="Who asks", choices=[(each.value, each.value) for each in Holder])
    force = forms.ChoiceField(label="What they ask", choices=_HOLDS, widget=forms.RadioSelect, initial="yes")
    who = forms.CharField(label="Who said so", max_length=200, help_text=_OFFICE)
    why = forms.CharField(label="What they said", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class LaneForm(PlainForm):
    """Who lets it go, and whose life is at risk."""

    why = forms.CharField(
        label="Whose life or safety is at risk", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    who = forms.CharField(label="Who lets it go", max_length=200, help_text=_OFFICE)


class AskForm(PlainForm):
    """Whom we rang for their word."""

    rang = forms.CharField(label="Whom did you ask", max_length=300, help_text="An office rather than a name.")
    channel = forms.CharField(label="On which channel", max_length=300)
    at = MomentField(label="When", initial=desk_now)
    ring_again = MomentField(label="Ask again at", required=False)


class CorrectForm(PlainForm):
    """Nothing to fill in."""


@in_incident
def state(request: OfficerRequest) -> HttpResponse:
    """State a fact; `?status=unknown` begins with one that is not known yet."""
    desk = _with_estate(request)
    initial = _status_asked(request)
    form = FactForm.asked(request, initial=initial, choices=_choices(desk))
    title = "What is not known yet" if initial.get("status") == Status.UNKNOWN.value else "State a fact"

    def act() -> Saved:
        return state_fact(desk.record, desk.estate, desk.officer, _fact(desk, form.cleaned_data))

    words = "Nobody outside is told anything by this. Whoever must clear it can read it."
    return entry(desk, form, act, desk.at("facts"), title=title, here="tell", words=words)


@in_incident
def prepared(request: OfficerRequest) -> HttpResponse:
    """Take prepared words as a fact: they can go before they are cleared."""
    desk = _with_estate(request)
    rows = [(each.id, f"{each.title}: {each.words}") for each in all_prepared()]
    form = PreparedForm.asked(request, choices={"prepared": rows})

    def act() -> Saved:
        said, now = form.cleaned_data, desk.record.now()
        fact = Fact(prepared_words(said["prepared"]), Status.CONFIRMED, said["source"], Confidence.HIGH, now, now,
                    tlp=Tlp.CLEAR, prepared=said["prepared"])  # fmt: skip
        return state_fact(desk.record, desk.estate, desk.officer, fact)

    words = "They say nothing about the incident. On the page of the fact you let them go where life is at risk."
    return entry(desk, form, act, desk.at("facts"), title="Prepared words", here="tell", words=words)


@in_incident
def change(request: OfficerRequest, name: str) -> HttpResponse:
    """Say it anew, or at another status; `?status=superseded` begins with one that is said no longer."""
    desk = _with_estate(request)
    found = standing_named(desk, name)
    if found.owner != desk.officer.body:
        raise Http404
    old, seen = found.fact, sorted(each.entry for each in found.said)
    initial = {
        "wording": old.wording, "status": old.status.value, "source": old.source, "confidence": old.confidence.value,
        "tlp": old.tlp.value, "audience": sorted(old.audience),
        "about": list(old.about), "not_about": old.not_about,
        "system": next(iter(old.systems), ""), **_status_asked(request),
    }  # fmt: skip
    form = ChangeForm.asked(request, seen=seen, initial=initial, choices=_choices(desk))

    def act() -> Saved:
        said = form.cleaned_data
        new = _fact(desk, said)
        # The one system that the form asks for stands first; others that it speaks of are kept.
        systems = tuple(dict.fromkeys([*new.systems, *old.systems[1:]]))
        # Regulators and others who are no body of the estate are not asked for by the form, and kept.
        audience = new.audience | (old.audience - desk.estate.body_by_id.keys())
        kept = replace(new, systems=systems, audience=audience, not_before=old.not_before)
        over = frozenset(form.seen_entries)
        return change_fact(desk.record, desk.estate, desk.officer, found.thing, kept, why=said["why"], over=over)

    if form.is_ready():
        form.overtaken(seen)
    words = "A new wording is cleared anew. Where the old one went is listed, each place with its correction."
    return entry(desk, form, act, desk.at("fact", name), title="Say it anew", here="tell", words=words)


@in_incident
def clear(request: OfficerRequest, name: str) -> HttpResponse:
    """Record what a body says of it."""
    desk = AtDesk.of(request)
    found = standing_named(desk, name)
    bodies = sorted(found.clears, key=lambda each: (each != desk.officer.body, each))
    seen = [found.said[0].entry]
    form = ClearForm.asked(request, seen=seen, choices={"body": [(each, desk.body_name(each)) for each in bodies]})

    def act() -> Saved:
        said = form.cleaned_data
        word = Clearance(said["body"], Verdict(said["verdict"]), form.seen_entries[0], said["who"], desk.record.now(),
                         said["channel"], said["why"])  # fmt: skip
        return clear_fact(desk.record, desk.officer, found.thing, word)

    if form.is_ready():
        form.overtaken(seen)
    return _form(desk, found, form, act, title="May it be said?")


@in_incident
def hold(request: OfficerRequest, name: str) -> HttpResponse:
    """Record that police or others hold it back, or let it go."""
    desk = AtDesk.of(request)
    found = standing_named(desk, name)
    form = HoldForm.asked(request)

    def act() -> Saved:
        said = form.cleaned_data
        wish = Hold(Holder(said["holder"]), said["force"] == "yes", said["who"], desk.record.now(), said["why"])
        return hold_fact(desk.record, desk.officer, found.thing, wish)

    return _form(desk, found, form, act, title="Held back by police or others")


@in_incident
def lane(request: OfficerRequest, name: str) -> HttpResponse:
    """Let prepared words go before they are cleared."""
    desk = AtDesk.of(request)
    found = standing_named(desk, name)
    if found.owner != desk.officer.body or not found.fact.prepared:
        raise Http404
    form = LaneForm.asked(request)

    def act() -> Saved:
        said = form.cleaned_data
        return use_lane(desk.record, desk.officer, found.thing, why=said["why"], who=said["who"])

    return _form(desk, found, form, act, title="Life is at risk: let it go now")


@in_incident
def ask_clearance(request: OfficerRequest, name: str, body: str) -> HttpResponse:
    """Record that a body was asked for its word: it stands with what else was asked of partners."""
    desk = _with_estate(request)
    found = standing_named(desk, name)
    if body not in found.clears or body == desk.officer.body:
        raise Http404
    form = AskForm.asked(request)

    def act() -> Saved:
        said = form.cleaned_data
        ask = Ask(of=body, what=f"clear {found.said[0].number}: {found.fact.wording}"[:300],
                  why="it speaks of them, or of what they share", rang=said["rang"], channel=said["channel"],
                  at=said["at"], ring_again=said["ring_again"])  # fmt: skip
        handling = Handling(audience=frozenset(found.clears) - {desk.officer.body})
        return ask_partner(desk.record, desk.estate, desk.officer, ask, handling=handling)

    return _form(desk, found, form, act, title=f"Ask {desk.body_name(body)}")


@in_incident
def correct(request: OfficerRequest, name: str, release: str) -> HttpResponse:
    """Record that a correction was sent to where the old wording stands, or that it was withdrawn there."""
    desk = AtDesk.of(request)
    found = standing_named(desk, name)
    rows = corrections_due(desk.sight, found.thing)
    due = next((each for each in rows if name_of(each.thing) == release), None)
    if due is None or due.went.body != desk.officer.body:
        raise Http404
    form, went = CorrectForm.asked(request, seen=[due.new.entry]), due.went.value

    def act() -> Saved:
        if due.withdrawal:
            return withdraw_facts(desk.record, desk.officer, found.thing, due.thing)
        return release_facts(desk.record, desk.officer, (found.thing,), went.outlet, went.whom, where=went.where,
                             corrects=due.thing)  # fmt: skip

    if form.is_ready():
        form.overtaken([due.new.entry])
    more = [("Where", f"{went.outlet.value}, {went.where}"), ("What to send", due.withdrawal or due.words)]
    title = "Withdraw it there" if due.withdrawal else "Correct it there"
    return _form(desk, found, form, act, title=title, more=more, button="It was sent there")


def _status_asked(request: OfficerRequest) -> dict[str, str]:
    """How it stands, where the address of the form says it."""
    asked = request.GET.get("status", "")
    return {"status": asked} if asked in dict(_STATUSES) else {}


def _with_estate(request: OfficerRequest) -> AtDesk:
    """Facts name bodies and systems of the estate."""
    desk = AtDesk.of(request)
    if not desk.has_estate:
        raise NoEstate
    return desk


def _choices(desk: AtDesk) -> dict[str, list[tuple[str, str]]]:
    bodies = [(each.body, each.name) for each in desk.estate.bodies if each.body != desk.officer.body]
    return {"audience": bodies, "about": bodies, "system": system_choices(desk)}


def _fact(desk: AtDesk, said: dict[str, Any]) -> Fact:
    now = desk.record.now()
    return Fact(
        said["wording"],
        Status(said["status"]),
        said["source"],
        Confidence(said["confidence"]),
        now,
        now,
        tlp=Tlp(said["tlp"]),
        audience=frozenset(said["audience"]),
        about=tuple(said["about"]),
        systems=(said["system"],) if said["system"] else (),
        not_about=said["not_about"],
    )


def _form(desk: AtDesk, found: Standing, form: PlainForm, act: Any, **more: Any) -> HttpResponse:
    """The page of a form about one fact."""
    extra = more.pop("more", [])
    rows = [("Fact", found.fact.outward), ("Clearance", clearance_words(desk, found)),
            ("Who must clear it", bodies_words(desk, found.clears)), *extra]  # fmt: skip
    return entry(desk, form, act, desk.at("fact", name_of(found.thing)), here="tell", rows=rows, **more)
