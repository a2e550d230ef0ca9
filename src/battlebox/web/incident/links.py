"""Links to pages that may not be there yet: a name without a page becomes words without a link.

Law: no page has a dead link.
Not here: the menu (navigation.py).
"""

from __future__ import annotations

from django.urls import NoReverseMatch

from battlebox.web.incident.at_desk import AtDesk


def link(desk: AtDesk, name: str, *args: object) -> str:
    """The address of a page of this incident; blank where there is none of that name."""
    try:
        return desk.at(name, *args)
    except NoReverseMatch:
        return ""
