"""A program of its own that makes a roster better with the solver, and tells each better plan at once.

Started by path; killed, it takes nothing with it. It writes lines of JSON: `ready`, then, given one job, `news` as it
comes, then `status`.
Law: it ends by itself shortly before its time is up.
Not here: the search (search.py), who starts it and for how long (child.py).
"""

from __future__ import annotations

import json
import sys
from typing import Final

from battlebox.engine.allowance import Allowance
from battlebox.engine.roster.child import packed, unpacked
from battlebox.engine.roster.search import improve

GRACE_SECONDS: Final = 0.1
"""How long before the end it stops by itself."""


def tell(**found: object) -> None:
    """Write one line."""
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Say `ready`, take one job, work on it."""
    tell(ready=True)
    job = json.loads(sys.stdin.readline())
    grid, start = unpacked(job["work"])
    allowance = Allowance(job["seconds"] - GRACE_SECONDS)
    improve(grid, start, allowance, job["seed"], lambda news: tell(news=packed(news)))
    tell(status="done")


if __name__ == "__main__":
    main()
