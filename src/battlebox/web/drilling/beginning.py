"""Starting a drill's clock: one tap, on the page that says to start it.

Law: it is started once, however often somebody taps; nothing happens in a drill before.
Not here: who may (control.py, inbox.py), how the clock goes on (control.py).
"""

from __future__ import annotations

from typing import Final

from django.urls import reverse

from battlebox.web.asking import OfficerRequest
from battlebox.web.drilling.playing import Playing
from battlebox.web.incident.entry import TapForm
from battlebox.web.saving import Recorded

START: Final = ("start", "Start the clock")


def start_form(request: OfficerRequest) -> TapForm:
    """The form of the tap."""
    return TapForm.asked(request, initial={"of": "clock"}, auto_id=False)


def started(drill: Playing, name: str) -> Recorded:
    """Start it, if nobody has; then the page of that name."""
    if not drill.stage.has_started:
        drill.stage.pace.set(lambda pace: pace.resumed(drill.real))
    return Recorded("", reverse(name), words="The clock runs.")
