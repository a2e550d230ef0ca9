"""A day in a form: written as people here write it, and read as they or their calendars write it.

Law: one hint for every day; day before month, and a year of four figures.
Not here: a date with its time (moment.py), which days may be meant (desk).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms

SHOWN: Final = "%d/%m/%Y"
_READ: Final = (SHOWN, "%Y-%m-%d", "%d %m %Y", "%d.%m.%Y", "%d-%m-%Y", "%d %b %Y", "%d %B %Y")


class DayField(forms.DateField):
    """A day such as 24/11/2025."""

    def __init__(self, **more: Any) -> None:
        hint = " ".join(filter(None, ("Such as 24/11/2025.", more.pop("help_text", ""))))
        widget = forms.DateInput(format=SHOWN)
        super().__init__(input_formats=_READ, widget=widget, help_text=hint, **more)
