"""A message that has leaked: what was in it, who had it, where it was seen; and then the press line of its facts.

Law: writing it down comes first, and what is said in public then is asked of the gate as ever.
Not here: the press line (words.py), the rules (desk.message).
"""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk.message import Leak, message_of, note_leak, progress_of
from battlebox.desk.record import Saved
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.composing.rests import facts_told
from battlebox.web.desk_time import desk_now
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import PlainForm, entry, seen_or_404
from battlebox.web.moment import MomentField


class LeakForm(PlainForm):
    """Where it was seen."""

    where = forms.CharField(label="Where its words were seen", max_length=300, help_text="The outlet, page or person.")
    at = MomentField(label="When they were seen", initial=desk_now)
    who = forms.CharField(label="Who says so", max_length=200, help_text="Their office, not their name.")


@in_incident
def leaked(request: OfficerRequest, name: str) -> HttpResponse:
    """Write down that a message has leaked, and go on to the press line."""
    desk, thing = AtDesk.of(request), f"message/{name}"
    said = seen_or_404(lambda: message_of(desk.sight, thing))
    if said.body != desk.officer.body:
        raise Http404
    form = LeakForm.asked(request)

    def act() -> Saved:
        return note_leak(
            desk.record, desk.officer, thing, Leak(**{key: form.cleaned_data[key] for key in ("where", "at", "who")})
        )

    facts, hidden = facts_told(desk, said.value)
    told = len(progress_of(desk.record, [thing])[thing].told)
    rows = [("Message", f"{said.number}: {said.value.subject}")]
    rows += [("Facts in it", "\n".join(f"{number}: {words}" for number, words in facts) or "None of the register")]
    rows += [("Facts that you may not see", str(hidden))] if hidden else []
    rows += [("Who had it", f"{told} of {said.value.people} people were told")]
    return entry(
        desk,
        form,
        act,
        desk.at("message", name),
        title="This has leaked",
        here="tell",
        then=f"{desk.at('compose', 'press-line')}?of={name}",
        rows=rows,
        button="Write it down, and see the press line",
    )
