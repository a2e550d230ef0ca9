"""What is TLP:RED in a file: for the people it names, by hand, so that nothing of it is taken in for a whole desk.

Law: a part of a thing that is RED makes the whole of it so; the refusal names the thing, and nothing that it says.
Not here: what may leave (share.release), what partners send by machine (the TAXII server refuses RED itself).
"""

from __future__ import annotations

from dataclasses import replace

from battlebox.marking import Tlp
from battlebox.share.foreign.brought import Brought
from battlebox.share.foreign.errors import Code, Refused
from battlebox.share.foreign.recognise import Format
from battlebox.share.intel import Thing, marked_with
from battlebox.share.release import label_with_id


def without_red(part: Brought) -> Brought:
    """The part without what is RED in it, which is refused by name: things one by one, a document as a whole."""
    if part.found is not None and part.found.label is Tlp.RED:
        # A title is words of it.
        return replace(part, title="", found=None, counts={}, refused=(_refusal("the whole of it"), *part.refused))
    red = [number for number, thing in enumerate(part.things, 1) if _is_red(thing)]
    if not red:
        return part
    kept = tuple(thing for number, thing in enumerate(part.things, 1) if number not in set(red))
    refused = tuple(_refusal(_place(part, number)) for number in red)
    # Whatever was refused first keeps its place; where nothing is left, this is why.
    return replace(part, things=kept, refused=(*refused, *part.refused))


def _is_red(thing: Thing) -> bool:
    return any(label_with_id(marking) is Tlp.RED for marking in marked_with(thing.says))


def _place(part: Brought, number: int) -> str:
    """A row of a table has no id that its sender knows."""
    return f"indicator {number} of the table" if part.format is Format.TABLE else part.things[number - 1].id


def _refusal(place: str) -> Refused:
    return Refused.of(Code.RED, place)
