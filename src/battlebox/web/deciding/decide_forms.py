"""Forms that make a decision or a proposal: four fields, and the rest behind one line.

Law: what, why, who and when are enough to save; what is left blank is asked for later.
Not here: recording (decide.py).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django import forms

from battlebox.desk import MAY, Act, Role
from battlebox.desk.command import ELSE, AdviceShown, Confidence, Considered, Decision, Known, Proposal
from battlebox.desk.record import Sight
from battlebox.web.incident.at_desk import DeskEntryForm
from battlebox.web.moment import MomentField

DECIDERS: Final = tuple(role for role in Role if Act.DECIDE in MAY[role])
LATER: Final = ("unknown", "known", "risks", "vulnerable", "power", "consulted", "dissent", "late")
_REVIEW: Final = timedelta(hours=4)


def _words(label: str, hint: str = "", rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label, widget=forms.Textarea(attrs={"rows": rows}), required=False, help_text=hint, max_length=20_000
    )


class DecisionForm(DeskEntryForm):
    """What was decided; with figures on the screen, which choice it was."""

    tucked: tuple[str, ...] = (*LATER, "considered", "share")
    tucked_words = "What can be written later: what was known, risks, power, who was consulted"

    what = forms.CharField(label="What is decided", widget=forms.Textarea(attrs={"rows": 3}), max_length=20_000)
    why = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 3}), max_length=20_000)
    ignored = _words("Ignored, because", "Only where this is not what the figures point to.")
    maker = forms.CharField(label="Who decided", max_length=200)
    role = forms.ChoiceField(label="In which role", choices=[(role.value, role.words) for role in DECIDERS])
    taken = MomentField(label="When")
    review = MomentField(label="When it is looked at again", required=False)
    known = _words("What was known", "One thing on each line.")
    unknown = _words("What was not known")
    considered = _words("What else was considered, and why not", "One way on each line, such as: watch - it spreads.")
    risks = _words("The risks")
    vulnerable = _words("Harm to vulnerable people")
    power = _words("The legal power or policy")
    consulted = _words("Who was consulted", "One office on each line.")
    dissent = _words("Who disagreed, and why")
    late = _words("Why it is entered late")

    def __init__(self, *args: Any, shown: AdviceShown | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = shown
        if shown is not None and shown.choices:
            rows = [(row.letter, f"{row.letter}: {row.name}") for row in shown.choices]
            self.fields["chosen"] = forms.ChoiceField(
                label="Which choice", choices=[*rows, (ELSE, "None of these")], widget=forms.RadioSelect,
            )  # fmt: skip
            self.order_fields(["chosen"])
            self.fields["what"].required = False
            self.fields["what"].help_text = "Left blank, it is the choice in its own words."
            if shown.pointed:
                self.fields["ignored"].help_text = f"Only where this is not {shown.pointed}: the figures point to that."
            del self.fields["considered"]
        else:
            del self.fields["ignored"]

    def clean(self) -> dict[str, Any]:
        """A choice says itself where no words are written; words that came with one do not stay for another one."""
        data = dict(super().clean() or {})
        chosen, what = data.get("chosen", ""), data.get("what", "").split()
        if self.shown is None or not chosen:
            return data
        others = (row.letter for row in self.shown.choices if row.letter != chosen)
        if not what or any(what == words_of(self.shown, letter).split() for letter in others):
            data["what"] = words_of(self.shown, chosen)
            if not data["what"]:
                self.add_error("what", "Write what is decided, since it is none of the choices")
        return data

    def decision(self, *, proposal: str = "", old: Decision | None = None) -> Decision:
        """What the form says; `old` keeps what it does not ask."""
        data = self.cleaned_data
        return Decision(
            what=data["what"],
            why=data["why"],
            role=Role(data["role"]),
            taken=data["taken"],
            loggist=old.loggist if old else "",
            known=_known(data["known"], old, self.shown),
            unknown=data["unknown"],
            considered=_considered(data["considered"]) if "considered" in data else (old.considered if old else ()),
            risks=data["risks"],
            vulnerable=data["vulnerable"],
            power=data["power"],
            consulted=_lines(data["consulted"]),
            dissent=data["dissent"],
            tasks=old.tasks if old else (),
            review=data["review"],
            privileged=old.privileged if old else False,
            late=data["late"],
            proposal=old.proposal if old else proposal,
            advice=old.advice if old else "",
            chosen=data.get("chosen", old.chosen if old else ""),
            pointed=old.pointed if old else "",
            ignored=data.get("ignored", old.ignored if old else ""),
        )


class ProposalForm(DeskEntryForm):
    """What is put to a role, why, and by when an answer is needed."""

    why = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 3}), max_length=20_000)
    to = forms.ChoiceField(label="To whom", choices=[(role.value, role.words) for role in DECIDERS])
    answer_by = MomentField(label="Answer needed by", required=False)

    def __init__(self, *args: Any, shown: AdviceShown, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = shown
        rows = [(row.letter, f"{row.letter}: {row.name}") for row in shown.choices if row.orders]
        self.fields["chosen"] = forms.ChoiceField(label="Which choice", choices=rows, widget=forms.RadioSelect)
        self.order_fields(["chosen"])

    def proposal(self, actions: tuple[str, ...]) -> Proposal:
        """What the form says."""
        data = self.cleaned_data
        return Proposal(Role(data["to"]), actions, data["why"], data["answer_by"], chosen=data["chosen"])


def fresh(sight: Sight, shown: AdviceShown | None, proposed: str = "") -> dict[str, Any]:
    """What stands in a new decision's form: the choice that was proposed, else none; nobody is led to one."""
    officer = sight.officer
    role = next((role for role in DECIDERS if role in officer.roles), Role.STRATEGIC)
    start: dict[str, Any] = {
        "maker": officer.name if role in officer.roles else "",
        "role": role.value,
        "taken": sight.now,
        "review": sight.now + _REVIEW,
    }
    if shown is not None:
        start["known"], start["unknown"] = "\n".join(shown.known), "\n".join(shown.unknown)
        if proposed:
            start["chosen"], start["what"] = proposed, words_of(shown, proposed)
    return start


def words_of(shown: AdviceShown, letter: str) -> str:
    """A choice as a decision says it; blank for none of them."""
    choice = shown.choice(letter)
    if choice is None:
        return ""
    if not (choice.own or choice.asks):
        # Nothing is ordered, or the figures were kept before each choice had its own asks.
        return f"{choice.name}: {'; '.join(choice.orders)}" if choice.orders else choice.name
    own, asks = "; ".join(choice.own) or "nothing", "; ".join(choice.asks)
    return f"{choice.name}. We order: {own}. We ask: {asks}." if asks else f"{choice.name}. We order: {own}."


def written(decision: Decision, maker: str) -> dict[str, Any]:
    """What stands in the form that corrects a decision."""
    ways = (f"{row.option} - {row.rejected}" if row.rejected else row.option for row in decision.considered)
    return {
        "what": decision.what,
        "why": decision.why,
        "maker": maker,
        "role": decision.role.value,
        "taken": decision.taken,
        "review": decision.review,
        "known": "\n".join(row.what for row in decision.known),
        "unknown": decision.unknown,
        "considered": "\n".join(ways),
        "risks": decision.risks,
        "vulnerable": decision.vulnerable,
        "power": decision.power,
        "consulted": "\n".join(decision.consulted),
        "dissent": decision.dissent,
        "late": decision.late,
        "ignored": decision.ignored,
    }


def _lines(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.splitlines() if each.strip())


def _known(text: str, old: Decision | None, shown: AdviceShown | None) -> tuple[Known, ...]:
    """What was written, each with how sure it was: as it was before, as the figures took it, or likely."""
    asked = {each: Known(each, _sureness(each), "as it was asked") for each in shown.known} if shown else {}
    before = {row.what: row for row in old.known} if old else {}
    return tuple(before.get(each) or asked.get(each) or Known(each) for each in _lines(text))


def _sureness(line: str) -> Confidence:
    if line.endswith((": hit, certain", ": out", ": ordered")):
        return Confidence.SURE
    return Confidence.LIKELY if line.endswith(("no sign found", "almost certain")) else Confidence.DOUBTFUL


def _considered(text: str) -> tuple[Considered, ...]:
    rows = (each.partition(" - ") for each in _lines(text))
    return tuple(
        Considered(option, why, does_nothing=any(word in option.casefold() for word in ("watch", "nothing")))
        for option, _, why in rows
    )
