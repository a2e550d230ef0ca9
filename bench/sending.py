"""Messages to many people over providers that fail, with the program killed on the way.

Law: the trial and its verdict are tests/sim/sending.py's; a run in which somebody was told twice or forgotten ends the
bench.
Not here: the small form in the tests.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from table import Row

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from sim.sending import Trial  # It lies among the tests.

SECONDS_MAX = 3000.0


def sending(people: int, kills: int, seed: int) -> list[Row]:
    """One message to so many people, three means each, the desk killed so many times."""
    # Beside the results, not in /tmp, which may be memory and would time no disk.
    Path("out").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=Path("out").absolute()) as folder:
        trial = Trial(Path(folder), people)
        try:
            found = trial.run(kills, seed, SECONDS_MAX)
        finally:
            trial.providers.close()
    print(f"seed {seed}: {found}", file=sys.stderr)
    if found.faults or found.duplicates:
        sys.exit(f"{found.duplicates} told twice; {len(found.faults)} faults: {found.faults[:5]}")
    tries = trial.providers.requests
    note = (
        f"{found.told:,} told, {found.listed:,} listed, 0 twice, {found.unknown} in doubt by one means; "
        f"{tries:,} requests to providers, "
        f"{tries / found.seconds:.0f}/s with every start; {found.entries} entries; at most {found.memory_mb:.0f} MB"
    )
    what = f"{people:,} people, three means each, 30 % of addresses refused, killed {found.kills} times"
    return [Row(what, "from the first start to the last outcome in the record", found.seconds, note=note)]
