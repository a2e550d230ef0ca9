"""A long list to tick: in groups that open, each in a box of its own height, with a search where scripts run.

Law: nothing is ticked beforehand, so what is sent is only what was ticked, however long the list; a group in which
something is ticked stands open.
Not here: the markup around the boxes (templates/gds/ticks.html), short lists (Django's own boxes).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django import forms
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

Options = tuple[tuple[str, str], ...]
"""Boxes, each as (value, label)."""


class LongTicks(forms.CheckboxSelectMultiple):
    """Choices come as (group, ((value, label), ...)), and are shown group by group."""

    template_name = "gds/ticks.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The groups, each with how many boxes it has, how many are ticked, and the boxes."""
        # Django would make a value of seven fields for each box, and ask a template for it.
        context = forms.Widget.get_context(self, name, value, attrs)
        ticked = frozenset(context["widget"]["value"])
        stem = str(context["widget"]["attrs"].get("id", name))
        context["groups"] = [
            (group, len(options), sum(key in ticked for key, _ in options), _boxes(name, f"{stem}_{at}", options, here))
            for at, (group, options, here) in enumerate(self._groups(ticked))
        ]
        return context

    def _groups(self, ticked: frozenset[str]) -> Iterator[tuple[str, Options, frozenset[str]]]:
        """Each group with its boxes, and which of them are ticked."""
        for group, options in self.choices:
            held = tuple((str(key), str(label)) for key, label in options)
            yield str(group), held, ticked.intersection(key for key, _ in held)


@lru_cache(maxsize=128)
def _boxes(name: str, stem: str, options: Options, ticked: frozenset[str]) -> SafeString:
    """The boxes of one group. Kept, for forty officers are shown the same ones; it follows from what it is given."""
    box = (
        '<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox" name="{}" '
        'value="{}" id="{}_{}"{}><label class="govuk-label govuk-checkboxes__label" for="{}_{}">{}</label></div>'
    )
    rows = (
        (name, key, stem, at, " checked" if key in ticked else "", stem, at, label)
        for at, (key, label) in enumerate(options)
    )
    return format_html_join("\n", box, rows)
