"""Saying how a channel was found to be: who tried it, when and how.

Law: how it was tried is never left out, for "it works" from inside the building says nothing of a caller outside.
Not here: recording it (desk), systems and services (places.observations).
"""

from __future__ import annotations

from typing import Final

from django import forms

from battlebox.desk.picture import Cause, Condition, Observation
from battlebox.web.incident.at_desk import DeskEntryForm
from battlebox.web.moment import MomentField

WORDS: Final = {
    Condition.WORKING: "It works",
    Condition.SLOW: "It works with delays",
    Condition.OUT: "It does not work",
    Condition.UNKNOWN: "Not known: take back what was said before",
}


class TriedForm(DeskEntryForm):
    """How a channel was found to be."""

    condition = forms.ChoiceField(
        label="How is it", choices=[(each.value, words) for each, words in WORDS.items()], widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="How was it tried",
        widget=forms.Textarea,
        help_text="Such as: rang it from a mobile, outside.",
    )
    seen_by = forms.CharField(label="Who tried it", max_length=300)
    since = MomentField(label="When")
    cause = forms.ChoiceField(
        label="If it does not work: from what cause",
        choices=[(each.value, each.value.capitalize()) for each in Cause],
        initial=Cause.UNKNOWN.value,
        required=False,
    )

    def observation(self) -> Observation:
        """What the form says."""
        data = self.cleaned_data
        cause = Cause(data["cause"] or Cause.UNKNOWN.value)
        return Observation(Condition(data["condition"]), data["since"], data["seen_by"], cause, data["note"])
