"""The forms of a backlog: what there is, how much is done, and the signature.

Law: a number asks who counted and whether it is a guess; fields that a kind of work does not have are not shown.
Not here: sending them (backlog_acts.py).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms

from battlebox.desk.backlog import MANY_MOST, MINUTES_MOST, Basis, Gap, Item, Keyed, SignOff, Work
from battlebox.web.incident.entry import ChoosingForm, PlainForm
from battlebox.web.moment import MomentField

_FEW_LINES: Final = forms.Textarea(attrs={"rows": 4})
_OF_GAPS: Final = ("system", "stopped", "last_good", "until", "done")
_MARK: Final = "~"


class PieceForm(ChoosingForm):
    """What there is to do: how many, how that is known, where it is, who does it by when."""

    what = forms.CharField(label="What it is", max_length=300)
    system = forms.ChoiceField(label="Which system lacks the data")
    stopped = MomentField(label="When the system stopped")
    last_good = MomentField(
        label="When its last good copy was made, where somebody knows",
        required=False,
        help_text="Left blank, a working value is shown: when it stopped, less the time between two backups.",
    )
    until = MomentField(label="Until when nothing could be put in", required=False, help_text="Blank: it still cannot.")
    done = forms.CharField(label="What was done in the gap, and how it was kept", widget=_FEW_LINES, required=False)
    basis = forms.ChoiceField(
        label="How the number is known",
        choices=[(each.value, each.value.capitalize()) for each in Basis],
        widget=forms.RadioSelect,
        initial=Basis.COUNTED.value,
    )
    many = forms.IntegerField(label="How many", min_value=0, max_value=MANY_MOST, required=False)
    counted_by = forms.CharField(
        label="Who counted or guessed", max_length=300, required=False, help_text="An office, not a name."
    )
    counted_at = MomentField(label="When", required=False)
    where = forms.CharField(label="Where the paper is", max_length=300, required=False)
    owner = forms.CharField(
        label="Who does it",
        max_length=300,
        required=False,
        help_text="An office, not a name. Without one, and a date, the service is not restored.",
    )
    due = MomentField(label="By when", required=False)
    minutes = forms.IntegerField(
        label="Minutes for each one", min_value=0, max_value=MINUTES_MOST, required=False, initial=None
    )
    note = forms.CharField(label="Anything else", widget=_FEW_LINES, required=False)
    tucked: tuple[str, ...] = ("minutes", "note")
    tucked_words = "Minutes for each one, anything else"

    def __init__(self, *args: Any, work: Work, **more: Any) -> None:
        systems = more.pop("systems", [])
        super().__init__(*args, **more, choices={"system": systems})
        self.work = work
        self.fields["minutes"].help_text = f"Blank: {work.minutes}, which is a working value."
        for name in () if work is Work.GAP else _OF_GAPS:
            del self.fields[name]
        if work is not Work.PAPER:
            del self.fields["where"]

    def clean(self) -> dict[str, Any]:
        """What was counted or guessed has a number, and somebody who did."""
        data = super().clean() or self.cleaned_data
        if data.get("basis") in (Basis.COUNTED.value, Basis.ESTIMATED.value):
            if data.get("many") is None and "many" not in self.errors:
                self.add_error("many", "Write how many there are, or choose \u201cNot counted yet\u201d")
            if not data.get("counted_by") and "counted_by" not in self.errors:
                self.add_error("counted_by", "Write who counted or guessed")
        return data

    def item(self, service: str) -> Item:
        """What the form says."""
        said = self.cleaned_data
        gap = None
        if self.work is Work.GAP:
            gap = Gap(said["system"], said["stopped"], said["last_good"], said["until"], said["done"])
        return Item(
            service=service,
            work=self.work,
            what=said["what"],
            basis=Basis(said["basis"]),
            many=said["many"] or 0,
            counted_by=said["counted_by"],
            counted_at=said["counted_at"],
            where=said.get("where", ""),
            owner=said["owner"],
            due=said["due"],
            minutes=said["minutes"] or 0,
            gap=gap,
            note=said["note"],
            struck=said.get("struck", ""),
        )


class ChangePieceForm(PieceForm):
    """The same, written anew; or why it was noted by mistake."""

    share = None  # type: ignore[assignment]  # A field set to None is left out.
    struck = forms.CharField(
        label="It was noted by mistake: why",
        max_length=300,
        required=False,
        help_text="It is then struck out, and stays in the log.",
    )
    tucked = ("minutes", "note", "struck")
    tucked_words = "Minutes for each one, anything else, noted by mistake"


class KeyedForm(PlainForm):
    """How many are done altogether."""

    done = forms.IntegerField(
        label="How many are done altogether",
        min_value=0,
        max_value=MANY_MOST,
        help_text="All that is done since the beginning, not today's.",
    )
    at = MomentField(label="When that was counted")
    by = forms.CharField(label="Who counted", max_length=300, help_text="An office, not a name.")
    finished = forms.BooleanField(label="That is all of it", required=False)

    def keyed(self) -> Keyed:
        """What the form says."""
        said = self.cleaned_data
        return Keyed(said["done"], said["at"], said["by"], said["finished"])


class PiecesField(forms.MultipleChoiceField):
    """Pieces to sign off, each with the mark of what was read; of one that has another by now, the desk says so."""

    def valid_value(self, value: object) -> bool:
        """Whether it was one of the pieces, as it stood then or stands now."""
        return thing_of(str(value)) in {thing_of(str(each)) for each, _ in self.choices}  # type: ignore[misc,union-attr]  # Pairs, never a function.


class SignForm(ChoosingForm):
    """Who says that records and paper agree, of which pieces, and what was checked."""

    pieces = PiecesField(label="What is signed off", widget=forms.CheckboxSelectMultiple, choices=())
    who = forms.CharField(
        label="Which office signs",
        max_length=300,
        help_text="The one that answers for the service. Your name is kept with the entry.",
    )
    at = MomentField(label="When it was checked")
    checked = forms.CharField(label="What was compared with what", widget=_FEW_LINES)
    errors_found = forms.IntegerField(label="How many errors were found", min_value=0, max_value=MANY_MOST)
    found = forms.CharField(label="What came of them", widget=_FEW_LINES, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if not self.fields["pieces"].choices:  # type: ignore[attr-defined]  # A choice field.
            del self.fields["pieces"]

    @property
    def read(self) -> dict[str, str]:
        """The pieces that were ticked, each with the mark of what was read of it."""
        return {thing_of(each): each.partition(_MARK)[2] for each in self.cleaned_data.get("pieces", ())}

    def signature(self) -> SignOff:
        """What the form says."""
        said = self.cleaned_data
        return SignOff(said["who"], said["at"], said["checked"], said["errors_found"], said["found"])


def marked(thing: str, mark: str) -> str:
    """A piece and what was read of it, as one choice."""
    return f"{thing}{_MARK}{mark}"


def thing_of(choice: str) -> str:
    """The piece of such a choice."""
    return choice.partition(_MARK)[0]
