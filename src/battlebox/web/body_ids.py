"""The id of a body, as somebody types it into a form or a command.

Law: one rule and one sentence for all of them, and the rule is that of the estate's ids.
Not here: whether there is such a body.
"""

from __future__ import annotations

from typing import Any

from django import forms

from battlebox.estate import SHORT_ID_MOST, is_short_id
from battlebox.web.errors import Code, WebError

_SHOWN_MOST = 40


def must_be_body_id(text: str) -> None:
    """Raises WebError for what no body is called."""
    if not is_short_id(text):
        raise WebError.of(Code.BAD_BODY, found=repr(text[:_SHOWN_MOST]))


class BodyIdField(forms.CharField):
    """A box for the id of a body."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=SHORT_ID_MOST, **more)

    def validate(self, value: Any) -> None:
        """The same rule as everywhere; a box that may stay blank may."""
        super().validate(value)
        if value in self.empty_values:
            return
        try:
            must_be_body_id(value)
        except WebError as wrong:
            said = str(wrong)
            raise forms.ValidationError(f"{said[:1].upper()}{said[1:]}: {wrong.hint}") from wrong
