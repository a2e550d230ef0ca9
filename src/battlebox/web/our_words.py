"""What a form says about a mistake: our own sentence for each, with the field's name and what to write instead.

Law: no phrase of the library's reaches a page; a sentence that a field brings itself stays.
Not here: refusals of the desk, which a form shows as they are.
"""

from __future__ import annotations

from typing import Any, Final

from django import forms

# By the library's code for a mistake, in sentences where {field} is its label.
_ANY: Final = {
    "null_characters_not_allowed": '"{field}" holds a character that is no letter. Type it instead of pasting it',
    "max_length": '"{field}" takes at most %(limit_value)d characters, and this is %(show_value)d. Shorten it',
    "min_length": '"{field}" needs %(limit_value)d characters at least, and this is %(show_value)d. Write more',
    "min_value": '"{field}" must be %(limit_value)s or more. Write a larger number',
    "max_value": '"{field}" must be %(limit_value)s or less. Write a smaller number',
    "invalid_choice": '"{field}" is not one of the list. Choose again: the list may have changed meanwhile',
    "invalid_list": '"{field}" is not one of the list. Choose again: the list may have changed meanwhile',
}
_BY_SCRIPT: Final = "The browser did not send what it should. It takes a script: try once more"
_NUMBER: Final = {
    "required": '"{field}" is blank. Write a number in digits',
    "max_digits": '"{field}" has more than %(max)s digits. Write it shorter',
    "max_decimal_places": '"{field}" has more than %(max)s digits after the point. Round it',
    "max_whole_digits": '"{field}" has more than %(max)s digits before the point. Write it shorter',
}
_TEXT: Final = {"required": '"{field}" is blank. Write it, or that it is not known yet'}
# By kind of field, the first that fits.
_BY_KIND: Final[tuple[tuple[type[forms.Field], dict[str, str]], ...]] = (
    (forms.JSONField, {"required": _BY_SCRIPT, "invalid": _BY_SCRIPT}),
    (forms.DecimalField, {**_NUMBER, "invalid": '"{field}" is not a number. Write digits, such as 2 or 1.5'}),
    (forms.IntegerField, {**_NUMBER, "invalid": '"{field}" is not a whole number. Write digits, such as 2'}),
    (forms.BooleanField, {"required": '"{field}" is not ticked. Tick it if it is so'}),
    (forms.ChoiceField, {"required": '"{field}" is not chosen. Choose one of the list'}),
    (
        forms.FileField,
        {
            "required": '"{field}" is missing. Choose a file: after a mistake it must be chosen again',
            "invalid": '"{field}" did not arrive. Choose the file once more',
            "missing": '"{field}" did not arrive. Choose the file once more',
            "empty": '"{field}" is an empty file. Choose one with something in it',
            "max_length": '"{field}" has too long a name. Give the file a shorter one',
        },
    ),
    (
        forms.MultiValueField,
        {
            "required": '"{field}" is blank. Enter a date and a time, such as 24 11 2025 and 02:40',
            "invalid": '"{field}" is no date and time. Enter both, such as 24 11 2025 and 02:40',
            "incomplete": '"{field}" is not whole. Enter a date and a time, such as 24 11 2025 and 02:40',
        },
    ),
    (
        forms.URLField,
        {**_TEXT, "invalid": '"{field}" is no web address. Write it whole, such as https://www.example.gov.uk/now'},
    ),
    (
        forms.DateField,
        {"required": '"{field}" is blank. Write a day', "invalid": '"{field}" is no day. Write such as 24/11/2025'},
    ),
)  # fmt: skip
# What the library fills in by percent: a label may hold a percent sign.
_FILLED: Final = frozenset({*_ANY, "max_digits", "max_decimal_places", "max_whole_digits"})
_SECRET: Final = {"required": '"{field}" is blank. Type it'}


class OurWords(forms.BaseForm):
    """A form that speaks for itself. The fields are looked at when it is sent in, for some are made late."""

    def full_clean(self) -> None:
        """Read what was sent in, and say what is wrong in our own words."""
        for name, field in self.fields.items():
            speak(field, str(field.label or name.replace("_", " ").capitalize()))
        super().full_clean()


def speak(field: forms.Field, label: str) -> None:
    """Give a field our sentences, but for those that it brings itself."""
    kind = next((words for each, words in _BY_KIND if isinstance(field, each)), None)
    if kind is None:
        is_secret = isinstance(field.widget, forms.PasswordInput)
        kind = _SECRET if is_secret else _TEXT
    stock = _stock(type(field))
    for code, sentence in {**_ANY, **kind}.items():
        if field.error_messages.get(code) == stock.get(code):
            name = label.rstrip("?:")
            field.error_messages[code] = sentence.replace(
                "{field}", name.replace("%", "%%") if code in _FILLED else name
            )


def _stock(kind: type[forms.Field]) -> dict[str, Any]:
    """What the library says for a kind of field."""
    found: dict[str, Any] = {}
    for each in reversed(kind.__mro__):
        found.update(getattr(each, "default_error_messages", {}))
    return found
