"""Who needs whom, past things that are no row of ours: a service needs the server behind the interface it uses.

Law: a walk stops at the next thing that is a row; each thing is looked at once in a walk, and all walks have a limit.
Not here: what stands for what (archimate.py, backstage.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

STEPS_MAX: Final = 2_000_000


def needs_past(edges: Mapping[str, Sequence[str]], ids: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """For each thing that has an id, each next one that it needs; ValueError where they are too many to follow.

    `edges` lead from what needs to what it needs, by the names that the export has for them.
    """
    steps = 0
    for start in ids:
        seen, level = {start}, [start]
        while level:
            after: list[str] = []
            for one in level:
                for other in edges.get(one, ()):
                    steps += 1
                    if steps > STEPS_MAX:
                        raise ValueError("its relations are so many that they cannot be followed in a moment")
                    if other in seen:
                        continue
                    seen.add(other)
                    if other not in ids:
                        after.append(other)
                    elif ids[other] != ids[start]:
                        yield start, other
            level = after
