"""What becomes of every public sample of intelligence: in, or refused with its named reason; a line for each file.

The samples are not in this repository: BATTLEBOX_INTEL names their folder (default: ../shared/data/intel).
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from table import Row

from battlebox.share.foreign import Bringing, Converter, ForeignError

INTEL = Path(os.environ.get("BATTLEBOX_INTEL") or Path(__file__).resolve().parents[2] / "shared" / "data" / "intel")


def lines(bringing: Bringing, path: Path) -> Iterator[tuple[bool, str]]:
    """For each part of a file whether it is in, and in words what became of it."""
    try:
        for part in bringing.bring(path.read_bytes(), path.name):
            label = part.label.to_text() if part.label else "unmarked"
            counts = ", ".join(f"{many} {name}" for name, many in sorted(part.counts.items()))
            left = "".join(f"; {one.place}: {one.sentence}" for one in part.refused[:3])
            notes = "".join(f"; {note}" for note in part.notes)
            yield (
                part.is_in,
                f"{part.format}: {label}: {counts}{left}{notes}" if part.is_in else part.refused[0].sentence,
            )
    except ForeignError as error:
        yield False, f"refused: {f'{error.place}: ' if error.place else ''}{error} ({error.code})"


def became() -> list[Row]:
    if not INTEL.is_dir():
        sys.exit(f"there are no samples in {INTEL}; name their folder in BATTLEBOX_INTEL")
    told: dict[str, Counter[bool]] = defaultdict(Counter)
    seconds: dict[str, float] = defaultdict(float)
    print("| file | what became of it |\n|---|---|")
    with Converter() as converter:
        bringing = Bringing("us", datetime.now(UTC), converter)
        for path in sorted(INTEL.rglob("*")):
            if path.is_file():
                name = path.relative_to(INTEL)
                began = time.perf_counter()
                for is_in, words in lines(bringing, path):
                    told[name.parts[0]][is_in] += 1
                    print(f"| {name} | {words} |")
                seconds[name.parts[0]] += time.perf_counter() - began
    return [
        Row(f"samples of {folder}", "read whole", seconds[folder], note=f"{counts[True]} in, {counts[False]} refused")
        for folder, counts in told.items()
    ]
