"""Markup as a tree: tags are made by name, texts are texts, and nothing that somebody typed can become a tag.

Law: escaping belongs to the writer of the standard library, not to whoever fills in a page; no page is joined from
strings.
Not here: what stands on a page (front.py, services.py), what is in a feed (feeds.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from xml.etree.ElementTree import Element, tostring

Inner = Element | str
NOTHING: Final[tuple[Inner, ...]] = ()


def tag(name: str, /, *inner: Inner, **attributes: str) -> Element:
    """One element; `class_` is written `class`, and other underscores become dashes."""
    made = Element(name, {key.strip("_").replace("_", "-"): value for key, value in attributes.items()})
    return fill(made, inner)


def fill(into: Element, inner: Iterable[Inner]) -> Element:
    """The same element, holding these besides, in order."""
    for each in inner:
        if isinstance(each, str):
            if len(into):
                into[-1].tail = (into[-1].tail or "") + each
            else:
                into.text = (into.text or "") + each
        else:
            into.append(each)
    return into


def html(root: Element) -> bytes:
    """A whole page."""
    return b"<!DOCTYPE html>\n" + tostring(root, encoding="unicode", method="html").encode() + b"\n"


def xml(root: Element) -> bytes:
    """A whole feed."""
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode").encode() + b"\n"
