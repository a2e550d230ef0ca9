"""Taking a step of a document over: a person makes it their task, once in an incident.

Law: the step's words are copied, and nothing is done; what came under a label stays within our own body.
Not here: the rule of once (desk.exchange), the document's page (papers.py).
"""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpResponse

from battlebox.desk.exchange import TakenStep, steps_taken, take_step
from battlebox.desk.record import Handling, Saved, course_of
from battlebox.marking import Tlp
from battlebox.share.foreign import Step, steps_of, title_of
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.bringing.papers import document_here, list_name, state_of
from battlebox.web.bringing.seen import Seen
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.pages import page

_CLOSED: Final = ("Cancelled", "Replaced", "Over", "Kept apart")


class TakeForm(DeskForm):
    """A yes, and nothing else."""


@in_incident
def take_over(request: OfficerRequest, number: str, step: str) -> HttpResponse:
    """One step, in full, and the button that makes it a task of whoever presses it."""
    desk = AtDesk.of(request)
    seen = document_here(desk, number)
    found = next((each for each in steps_of(seen.found) if str(each.number) == step), None)
    if found is None:
        raise Http404
    there = steps_taken(desk.sight, list_name(seen.row)).get(found.number)
    state = state_of(seen, desk.sight.now)
    refused = ""
    if there is not None:
        refused = f"This step is a task already: {there.opened.number}. Open that task."
    elif state in _CLOSED:
        refused = f"Nothing is taken over from this {seen.row.kind}: {state.lower()}."
    form = TakeForm.asked(request, refused=refused)

    def act() -> Saved:
        taken = TakenStep(list_name(seen.row), found.number, found.what, _note(seen, found))
        return take_step(desk.record, desk.officer, taken, _handling(desk, seen))

    if form.is_ready():
        answer = desk.write(form, act, lambda done: desk.at("task", done.thing.partition("/")[2]))
        if answer is not None:
            return answer
    return page(request, "bringing/take.html", here="partners", form=form, title=f"Take over step {found.number}",
                step=found, document=title_of(seen.found), back=desk.at("document", seen.row.pk))  # fmt: skip


def _note(seen: Seen, step: Step) -> str:
    """What stands in the task below its line: all that the document says of the step."""
    after = f"After step {', '.join(str(each) for each in step.after)}" if step.after else ""
    on = f"On: {', '.join(step.on)}" if step.on else ""
    who = f"Meant for: {', '.join(step.who)}" if step.who else ""
    label = seen.label.to_text() if seen.row.tlp else "no label, so for our own body alone"
    source = f"From the {seen.row.kind} of {seen.row.owner}, {label}"
    return "\n".join(filter(None, [step.why, *step.how, step.when, after, on, who, source]))


def _handling(desk: AtDesk, seen: Seen) -> Handling:
    """As far as the incident itself where it was public; else our own body alone."""
    if not seen.row.tlp or seen.label is not Tlp.CLEAR:
        return Handling(Tlp.AMBER_STRICT)
    header = desk.record.line(course_of(desk.sight).entry).header
    return Handling(Tlp(header.tlp), frozenset(header.audience))
