"""How one partner says it stands, in words; and what it suspects of systems we share, for a person to answer.

Law: what is shown is what they said, with its source, its age and its label; it is not our record until somebody takes
it up, and then under their label.
Not here: reading what came (heard.py), what is shown of the partner itself (partnering/partners.py).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk.exchange import Suggestion, set_aside, take_suggestion
from battlebox.desk.picture import Subject, Suspicion, beliefs_of
from battlebox.desk.record import Saved
from battlebox.marking import Tlp
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.wording import ago, when
from battlebox.web.models import Partner
from battlebox.web.pages import page
from battlebox.web.partnering.partner_here import partner_here
from battlebox.web.situations.heard import Heard, all_heard, heard_from, waiting_here
from battlebox.web.situations.words import sections_of, state_colour, state_words, whole_rows
from battlebox.web.tables import Cell

ASIDE: Final = "aside"


class AnswerForm(DeskForm):
    """What is made of it: one of the things it may be taken up for, or nothing, and why."""

    why = forms.CharField(
        label="Anything to add; if it is set aside: why", max_length=200, required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, takes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"] = forms.ChoiceField(
            label="What is made of it", widget=forms.RadioSelect, choices=[*takes, (ASIDE, "Set it aside")]
        )
        self.order_fields(["answer"])

    def clean(self) -> dict[str, Any]:
        """Setting aside needs a reason."""
        said = super().clean() or self.cleaned_data
        if said.get("answer") == ASIDE and not said.get("why"):
            self.add_error("why", "Say why nothing is made of it")
        return said


@in_incident
def partner_status(request: OfficerRequest, name: str) -> HttpResponse:
    """One partner's status."""
    desk = AtDesk.of(request)
    found = partner_here(desk, name)
    now = desk.sight.now
    heard = heard_from(desk, [found])
    mine = heard.get(found.body)
    status = None if mine is None else mine.status
    return page(
        request, "situations/status.html", here="partners", title=f"How {found.name} says it stands",
        partner=found.name, heard=mine, is_stale=status is not None and status.is_stale(now),
        is_quarantined=found.is_quarantined, is_cut_off=found.cut_off_at is not None,
        whole=state_words(status.state) if status else "", whole_colour=state_colour(status.state) if status else "",
        whole_rows=[*whole_rows(status, now), *_came_rows(desk, mine)] if status and mine else [],
        sections=sections_of(status, now) if status else [],
        waiting=suggestion_lines(desk, heard),
        back=desk.at("partner", found.body), told=desk.at("what_told", found.body),
    )  # fmt: skip


@in_incident
def suggestion(request: OfficerRequest, name: str) -> HttpResponse:
    """One suggestion, and what is made of it."""
    desk = AtDesk.of(request)
    one = next((each for each in waiting_here(desk, all_heard(desk)) if each.name == name), None)
    if one is None:
        raise Http404
    back = desk.at("partner_status", one.partner)
    now = [each.entry for subject, thing in one.subjects for each in beliefs_of(desk.sight, subject, thing)]
    form = AnswerForm.asked(request, takes=_takes(desk, one), seen=now)

    def answer() -> Saved:
        said, why = form.cleaned_data["answer"], form.cleaned_data["why"]
        if said == ASIDE:
            return set_aside(desk.record, desk.officer, one, why=why)
        subject, _, thing = said.partition("/")
        return take_suggestion(desk.record, desk.estate, desk.officer, one, Subject(subject), thing, note=why,
                               over=frozenset(form.seen_entries))  # fmt: skip

    if form.is_ready():
        done = desk.write(form, answer, back)
        if done is not None:
            return done
    return page(request, "situations/suggestion.html", here="partners", form=form, title=suggested(desk, one),
                rows=_suggestion_rows(desk, one), back=back)  # fmt: skip


def suggested(desk: AtDesk, one: Suggestion) -> str:
    """`Eastholt Council suspects a system that you share: Eastholt servers`."""
    sure = one.said.state.state is Suspicion.CONFIRMED
    says = "is sure that a system that you share is hit" if sure else "suspects a system that you share"
    return f"{one.partner_name} {says}: {desk.names.thing(one.system)}"


def status_cell(desk: AtDesk, found: Partner, heard: Heard | None) -> Cell:
    """How a partner says it stands, by which source and how old: one cell of a table."""
    address = desk.at("partner_status", found.body)
    if heard is None:
        return Cell("It has said nothing", link=address)
    state, now = heard.status.state, desk.sight.now
    words = state_words(state) if state is not None else "Said, see it"
    source = f"says {state.source}, " if state is not None and state.source else ""
    note = f"{source}{heard.status.age(now)}; {heard.by}"
    return Cell(words, link=address, note=note, order=heard.status.heard)


def suggestion_lines(desk: AtDesk, heard: dict[str, Heard]) -> list[tuple[str, str]]:
    """Every suggestion that waits, with its address."""
    return [(suggested(desk, each), desk.at("suggestion", each.name)) for each in waiting_here(desk, heard)]


def now_parts(desk: AtDesk) -> dict[str, Any]:
    """The one line on Now about what partners suspect; nothing where the incident is closed or nothing waits."""
    lines = [] if desk.is_closed else suggestion_lines(desk, all_heard(desk))
    more = f", and {len(lines) - 1} more" if len(lines) > 1 else ""
    words = f"{lines[0][0]}{more}. Say what is made of it." if lines else ""
    address = lines[0][1] if len(lines) == 1 else desk.at("partners")
    return {"suggested": words, "suggested_address": address}


def _came_rows(desk: AtDesk, heard: Heard) -> list[tuple[str, str]]:
    now = desk.sight.now
    return [("Came here", f"{when(heard.came, now)}, {ago(heard.came, now)}, {heard.by}")]


def _readers(label: Tlp) -> str:
    if label in (Tlp.CLEAR, Tlp.GREEN):
        return "whoever takes part in this incident reads it"
    return "your own body alone reads it"


def _takes(desk: AtDesk, one: Suggestion) -> list[tuple[str, str]]:
    """What it may be taken up for; the system first."""
    state = one.said.state.state.value
    found = []
    for subject, thing in one.subjects:
        called = desk.names.any(thing) if subject is Subject.PATH else desk.names.thing(thing)
        link = "the link " if subject is Subject.PATH else ""
        found.append((f"{subject.value}/{thing}", f"Mark {link}{called} as {state}"))
    return found


def _suggestion_rows(desk: AtDesk, one: Suggestion) -> list[tuple[str, ...]]:
    state, now = one.said.state, desk.sight.now
    rows: list[tuple[str, ...]] = [
        ("They say", state.state.value.capitalize()),
        ("Who says so there", state.source or "not said"),
        ("As of", f"{when(state.at, now)}, {ago(state.at, now)}"),
        ("Checked", state.checked or "not said"),
        ("Its label", f"{one.label.to_text()}: your entry gets it too, and {_readers(one.label)}"),
    ]
    ours = beliefs_of(desk.sight, Subject.SYSTEM, one.system)
    words = " or ".join(dict.fromkeys(each.value.state.value for each in ours)) or "nobody has said anything"
    return [*rows, ("What we believe", words.capitalize(), "See it", desk.at("system", one.system))]
