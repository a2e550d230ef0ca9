"""What an error of a library came of, step by step.

Law: it ends, however the errors point at each other; no word of the library's is passed on.
Not here: what each cause is called (who asks).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_MOST: Final = 8


def causes_of(wrong: BaseException) -> Iterator[BaseException]:
    """It, and what it came of: a library keeps what the machine said two steps down."""
    found: BaseException | None = wrong
    for _ in range(_MOST):
        if found is None:
            return
        yield found
        found = found.__cause__ or found.__context__
