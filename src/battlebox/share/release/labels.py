"""The things that are traffic light labels: their ids, and what they say when nobody has changed them.

Law: a label is what its owners publish, to the letter, or a part of that: there is no room in it for anything else.
Not here: what each label allows (marking).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from battlebox.marking import MarkingError, Tlp
from battlebox.share.intel import Thing

_EXTENSION: Final = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
_OLD: Final = {
    "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9": "white",
    "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da": "green",
    "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82": "amber",
    "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed": "red",
}
_KNOWN: Final = {"type": "marking-definition", "spec_version": "2.1"}


@lru_cache(maxsize=1024)
def label_of(marking: str) -> Tlp | None:
    """The label that has this id; None for an id that is no label's."""
    try:
        return Tlp.from_stix_id(marking)
    except MarkingError:
        return None


def is_untouched(thing: Thing) -> bool:
    """Whether a thing with the id of a label says what the label's owners have it say, and no more."""
    published = _published(thing.id)
    return all(published.get(name) == value for name, value in thing.says.items())


def _published(marking: str) -> Mapping[str, Any]:
    word = _OLD.get(marking)
    if word is not None:
        says = {"created": "2017-01-20T00:00:00.000Z", "definition_type": "tlp", "definition": {"tlp": word}}
    else:
        word = Tlp.from_stix_id(marking).value.lower()
        form = {_EXTENSION: {"extension_type": "property-extension", "tlp_2_0": word}}
        says = {"created": "2022-10-01T00:00:00.000Z", "extensions": form}
    return _KNOWN | {"id": marking, "name": f"TLP:{word.upper()}"} | says
