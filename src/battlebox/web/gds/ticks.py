"""A long list to tick: in groups that open, each in a box of its own height, with a search where scripts run.

Law: nothing is ticked beforehand, so what is sent is only what was ticked, however long the list; a group in which
something is ticked stands open.
Not here: markup (templates/gds/ticks.html), short lists (Django's own boxes).
"""

from __future__ import annotations

from typing import Any

from django import forms


class LongTicks(forms.CheckboxSelectMultiple):
    """Choices come as (group, ((value, label), ...)), and are shown group by group."""

    template_name = "gds/ticks.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The groups, each with how much of it is ticked."""
        context = super().get_context(name, value, attrs)
        context["groups"] = [
            (group, options, sum(bool(option["selected"]) for option in options))
            for group, options, _ in context["widget"]["optgroups"]
        ]
        return context
