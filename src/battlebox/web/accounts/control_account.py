"""The account of exercise control, which no admin who plays may change: without it nobody could run the drill.

Law: on a drill's desk alone; on a real desk somebody who is called the same is an officer like any other.
Not here: making the account (starting/drill_cast.py), the control room (drilling).
"""

from __future__ import annotations

from typing import Final

from django.conf import settings

from battlebox.web.models import Officer
from battlebox.web.starting.desk_settings import CONTROL

KEPT: Final = (
    "Exercise control runs this drill: nobody who plays can end its role, take off its second factor or end its "
    "sessions. Nothing was changed."
)


def is_controls(person: Officer) -> bool:
    """Whether an account is that of whoever runs the drill of this desk."""
    return bool(settings.DESK.drill) and person.username == CONTROL
