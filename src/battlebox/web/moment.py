"""A moment in a form: a date in three boxes and a time, in London time.

Law: what is taken is an aware moment; an hour that does not exist when the clocks go forward is refused, and of an hour
that comes twice when they go back it is asked which: BST is the first, GMT the second.
Not here: how it looks (gds/moment.html).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django import forms
from django.utils import timezone

from battlebox.desk import hour
from battlebox.web.desk_time import desk_now

PARTS: Final = (("day", "Day", 2), ("month", "Month", 2), ("year", "Year", 4), ("time", "Time, such as 02:40", 5))
_TIME: Final = re.compile(r"(\d{1,2})[:.]?(\d{2})(?:\s*(BST|GMT))?", re.IGNORECASE)


class MomentWidget(forms.MultiWidget):
    """Four boxes."""

    template_name = "gds/moment.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({name: forms.TextInput() for name, _, _ in PARTS}, attrs)

    def decompress(self, value: datetime | None) -> list[str]:
        """A moment as four texts."""
        if not isinstance(value, datetime):
            return ["", "", "", ""]
        here = timezone.localtime(value)
        return [str(here.day), str(here.month), str(here.year), hour(value)]

    def sent_as(self, name: str, value: datetime | None) -> dict[str, str]:
        """A moment as its boxes are sent in."""
        return {f"{name}_{part}": text for (part, _, _), text in zip(PARTS, self.decompress(value), strict=True)}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The boxes with their labels."""
        context = super().get_context(name, value, attrs)
        boxes = context["widget"]["subwidgets"]
        context["parts"] = [(box, title, width) for box, (_, title, width) in zip(boxes, PARTS, strict=True)]
        return context


class MomentField(forms.MultiValueField):
    """A date and a time; `initial=desk_now` is usual."""

    widget = MomentWidget

    def __init__(self, **more: Any) -> None:
        super().__init__(
            fields=[forms.CharField(max_length=20, required=False) for _ in PARTS], require_all_fields=False, **more
        )

    def clean(self, value: Any) -> datetime | None:
        """The moment. Raises ValidationError with what to write instead."""
        parts = [str(each or "").strip() for each in value or []]
        if not any(parts):
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        return self.compress(parts)

    def compress(self, data_list: list[str]) -> datetime:
        """Four texts as a moment."""
        day, month, year, clock = data_list
        time = _TIME.fullmatch(clock)
        try:
            at, minute, zone = time.groups() if time else ("", "", "")
            bare = datetime(int(year), int(month), int(day), int(at), int(minute))  # noqa: DTZ001 - made aware below
        except (ValueError, OverflowError):
            raise forms.ValidationError(
                "Enter a real date and time, such as 24 11 2025 and 02:40", code="invalid"
            ) from None
        aware = _aware(bare, (zone or "").upper())
        if not datetime(2000, 1, 1, tzinfo=UTC) < aware < desk_now() + timedelta(days=366 * 5):
            raise forms.ValidationError("Enter a date from 2000 on, and within five years", code="invalid")
        return aware


def _aware(bare: datetime, zone: str) -> datetime:
    """A time of a London clock as a moment; of two with one name, the one of that zone. Raises ValidationError."""
    here = timezone.get_current_timezone()
    both = [bare.replace(tzinfo=here, fold=fold) for fold in (0, 1)]
    found = [each for each in both if each.astimezone(UTC).astimezone(here).replace(tzinfo=None) == bare]
    if not found:
        raise forms.ValidationError(
            "That hour does not exist: the clocks went forward. Write it an hour later", code="invalid"
        )
    if zone:
        found = [each for each in found if each.tzname() == zone]
        if not found:
            other = "GMT" if zone == "BST" else "BST"
            raise forms.ValidationError(f"London keeps {other} then, not {zone}: write it in {other}", code="invalid")
    elif len({each.utcoffset() for each in found}) > 1:
        raise forms.ValidationError(
            f"That hour comes twice: the clocks went back. Write {bare:%H:%M} BST for the first or {bare:%H:%M} GMT "
            "for the second",
            code="invalid",
        )
    return found[0].astimezone(UTC)
