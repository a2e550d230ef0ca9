"""Long lists of orders said in few words: those of one kind together, the first of them by name.

Law: what is not named is counted; fewer than three of a kind are said in full.
Not here: whose orders they are (orders.py), what they save (counsel.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from battlebox.desk.brief.saying import listed

_ALIKE: Final = 3


def together(names: Sequence[str], most: int) -> str:
    """`isolate one by one (11): A; B; C and 8 more`; orders that begin with the same verb form one list.

    At most `most` of each list are named.
    """
    kinds: dict[str, list[str]] = {}
    for name in names:
        kinds.setdefault(name.partition(" ")[0], []).append(name)
    parts: list[str] = []
    for verb, alike in kinds.items():
        if len(alike) < _ALIKE:
            parts += alike
        else:
            named = listed([name.partition(" ")[2] for name in alike], most, "more", between="; ")
            parts.append(f"{verb} one by one ({len(alike)}): {named}")
    return "; ".join(parts)
