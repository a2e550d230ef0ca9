"""What somebody types to look for, recognised: an address, a name, a hash, defanged or not.

Law: nothing is looked up.
Not here: what is recognised how (share.foreign).
"""

from __future__ import annotations

from battlebox.share.foreign import ForeignError, recognised


def recognise(text: str) -> tuple[str, str]:
    """The kind and the value of a word. Raises ValueError for one that is not known."""
    try:
        kind, value = recognised(text)
    except ForeignError as wrong:
        raise ValueError(str(wrong)) from None
    return kind.value, value
