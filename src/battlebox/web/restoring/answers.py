"""Answering one gate.

Law: two who answer at once see each other's words; waiving is offered to those who may.
Not here: what an answer must say (desk.restore).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import HttpResponse

from battlebox.desk import Act, DeskCode
from battlebox.desk.gate import GateAnswer, Refers, Result, answer_gate, gate_of, may_answer
from battlebox.estate import GateKind
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import WORDS_MAX
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import ChoosingForm, entry, seen_or_404
from battlebox.web.moment import MomentField
from battlebox.web.restoring.gate_words import versions_of
from battlebox.web.restoring.system_gates import asked_gates
from battlebox.web.rights import unless

RESULTS: Final = {
    Result.PASSED: "It is passed",
    Result.FAILED: "It failed",
    Result.HELD: "It is held: the police, the insurer or somebody else keeps it from being answered",
    Result.WAIVED: "It is waived",
}


class AnswerForm(ChoosingForm):
    """What an answer says."""

    result = forms.ChoiceField(label="What is the answer", widget=forms.RadioSelect)
    evidence = forms.CharField(
        label="The evidence", widget=forms.Textarea(attrs={"rows": 4}), max_length=WORDS_MAX, required=False
    )
    who = forms.CharField(
        label="Who checked it, waives it or holds it", max_length=300, help_text="An office rather than a name."
    )
    at = MomentField(label="When")
    refers = forms.ChoiceField(
        label="It refers to", choices=[(each.value, each.words.capitalize()) for each in Refers], required=False
    )
    reference = forms.CharField(
        label="Its number or name", max_length=300, required=False,
        help_text="Such as A-12 or DA-3; where a file is kept; the number printed on a sheet.",
    )  # fmt: skip
    reason = forms.CharField(
        label="If it is waived: why", widget=forms.Textarea(attrs={"rows": 2}), max_length=WORDS_MAX, required=False
    )
    ask = forms.CharField(
        label="If it is held: whom to ask", max_length=300, required=False, help_text="An office and its reference."
    )
    mends = forms.BooleanField(label="What stands was written down wrongly", required=False)

    def clean(self) -> dict[str, Any]:
        """Each answer needs words of its own."""
        said = super().clean() or self.cleaned_data
        result, needs = said.get("result"), ""
        if result in (Result.PASSED, Result.FAILED):
            needs = "evidence"
        elif result in (Result.WAIVED, Result.HELD):
            needs = "reason" if result == Result.WAIVED else "ask"
        if needs and not said.get(needs, "").strip() and needs not in self.errors:
            self.add_error(needs, _NEEDS[needs])
        return said

    def answer(self) -> GateAnswer:
        """What the form says."""
        said = self.cleaned_data
        return GateAnswer(
            Result(said["result"]),
            said["who"],
            said["at"],
            said["evidence"],
            Refers(said["refers"] or Refers.NOTHING),
            said["reference"],
            said["reason"],
            said["ask"],
        )


_NEEDS: Final = {
    "evidence": "Write on what evidence; not known yet is an answer only where it failed",
    "reason": "Write why it can be done without",
    "ask": "Write whom to ask to release it",
}


@in_incident
def answer(request: OfficerRequest, name: str, gate: str) -> HttpResponse:
    """Answer a gate."""
    desk = AtDesk.of(request)
    row = asked_gates(desk, name)
    asked = seen_or_404(lambda: gate_of(desk.estate, name, gate))
    standing = next(each for each in row.gates if each.gate.key == gate)
    ours = may_answer(desk.estate, desk.officer, row.system, asked)
    what, owner = f"a gate of `{row.system.name}`", desk.names.body(row.system.body)
    whose = unless(
        ours, DeskCode.NOT_YOURS, what=what, owner=owner, body=desk.names.body(desk.officer.body), act="answer"
    )
    is_host = row.system.body == desk.officer.body
    results = [each for each in Result if each is not Result.WAIVED or (is_host and desk.officer.may(Act.WAIVE))]
    seen = [each.entry for each in standing.said]
    form = AnswerForm.asked(
        request,
        seen=seen,
        refused=whose,
        initial={"at": desk.sight.now, "refers": Refers.ENTRY if asked.kind is GateKind.DECISION else Refers.NOTHING},
        choices={"result": [(each.value, RESULTS[each]) for each in results]},
    )
    form.fields["evidence"].help_text = asked.asks
    if not standing.said:
        del form.fields["mends"]
    versions = versions_of(desk, asked.short, standing.said, _said)
    if form.is_ready():
        form.overtaken(seen, versions)
    rows = [("Gate", asked.name), ("It stands as", standing.stands.value), *(("Why", each) for each in standing.why)]
    if asked.kind is GateKind.NEEDS:
        rows += [(desk.names.thing(each.thing), f"{'verified' if each.is_verified else 'not verified'}: {each.why}")
                 for each in row.needs]  # fmt: skip
    return entry(
        desk,
        form,
        lambda: answer_gate(
            desk.record, desk.used, desk.officer, name, gate, form.answer(),
            mends=form.cleaned_data.get("mends", False),
            handling=desk.handling(form), over=frozenset(form.seen_entries),
        ),
        desk.at("gates_of", name),
        title=f"{asked.short}: {desk.names.thing(name)}",
        here="restore",
        rows=rows,
    )  # fmt: skip


def _said(given: GateAnswer) -> str:
    """An answer that somebody else gave meanwhile."""
    return f"{given.result.value} by {given.who}: {given.evidence or given.reason or given.ask}"
