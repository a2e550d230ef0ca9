"""The same incident as for the other places."""

from __future__ import annotations

from justhtml import JustHTML

from web.desk_page import filled
from web.places.conftest import opened

__all__ = ["opened", "untouched"]


def untouched(page, address):
    """The form of a page as a browser would send it, to be sent later."""
    return filled(JustHTML(page.get(address).content.decode(), sanitize=False))
