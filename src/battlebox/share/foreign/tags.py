"""The traffic light in the tags of MISP, read by us before anything else reads them.

Law: of several labels the strictest binds; a tag that begins like a label and is none never makes a thing freer; what
MISP's distribution keeps narrow stays as narrow.
Not here: conversion (misp.py), who may see a labelled thing (marking).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from battlebox.marking import MarkingError, Tlp, strictest

NEEDS_CARE: Final = Tlp.AMBER_STRICT
"""What a doubtful label becomes beside a label that can be read; alone it leaves the thing unmarked."""


def label_of(tags: Iterable[Mapping[str, Any]]) -> Tlp | None:
    """The label that these tags give; None where they give none (`tlp:purple`, or no label at all).

    `tlp:ex:chr` is a condition besides a label, and one that no gate can keep: it goes no further than its recipient.
    """
    labels, doubtful = [], False
    for name in names_of(tags):
        if not is_label(name):
            continue
        try:
            labels.append(Tlp.from_text(name))
        except MarkingError:
            doubtful = True
    return strictest([*labels, NEEDS_CARE]) if doubtful and labels else strictest(labels)


def names_of(tags: Iterable[Mapping[str, Any]]) -> list[str]:
    """The names of these tags; what is no tag is left out."""
    return [str(tag["name"]) for tag in tags if isinstance(tag, Mapping) and isinstance(tag.get("name"), str)]


def is_label(name: str) -> bool:
    """Whether a tag is about the traffic light, readable or not."""
    return name.strip().lower().startswith("tlp:")


def narrowed(label: Tlp | None, distribution: str) -> Tlp | None:
    """The label, no freer than MISP's distribution: 0 its own organisation, 1 and 2 communities, 4 a sharing group."""
    least = _LEAST.get(distribution)
    return label if least is None or (label is None and least is not NEEDS_CARE) else bound(label, least)


def bound(*labels: Tlp | None) -> Tlp | None:
    """The strictest of these, where no label at all is as strict as AMBER+STRICT and wins over one."""
    return max(labels, key=_strictness, default=None)


def _strictness(label: Tlp | None) -> float:
    return NEEDS_CARE.strictness + 0.5 if label is None else label.strictness


_LEAST: Final = {"0": NEEDS_CARE, "1": Tlp.GREEN, "2": Tlp.GREEN, "4": NEEDS_CARE}
