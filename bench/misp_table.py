"""What each real event of MISP became, for docs/misp-table.md: things by type, what was refused and why, its label.

The events are not in this repository: BATTLEBOX_INTEL names the folder of samples (default: ../shared/data/intel).
Their words are nowhere in the page: names of files, types, counts and reasons alone.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from intel_files import INTEL
from table import Row

from battlebox.share.foreign import Bringing, Brought, Converter, ForeignError
from battlebox.share.intel import sound

OPENING = """# What each of {many} real MISP events became

Written by `make bench PART=misp-table` on {day}, from events that ESET publishes (`eset/malware-ioc`
as of 15 October 2024, which are not in this repository). Facts only: names of files, types, counts, reasons.
[How events are read](foreign.md#misp).

| event | label here | in | things by type | refused | remarks |
|---|---|---|---|---|---|"""
CLOSING = """
**{taken} of {many} are in, {refused} refused.** {things:,} things came of them, {sound} sound STIX 2.1
and kept; {unsound}
An event without a traffic light label is unmarked: it goes no further than our own body.
*In* says whether anything of the event was taken.
"""


def lines(path: Path, bringing: Bringing, totals: Counter[str]) -> Iterator[str]:
    """A row for each event of a file."""
    try:
        parts = list(bringing.bring(path.read_bytes(), path.name))
    except ForeignError as error:
        totals["refused"] += 1
        yield f"| {path.name} | | no | | {error} | |"
        return
    for part in parts:
        totals["taken" if part.is_in else "refused"] += 1
        yield _line(path.name, part, totals)


def _line(name: str, part: Brought, totals: Counter[str]) -> str:
    faults = Counter(fault.sentence for one in part.things if (fault := sound(one.says)) is not None)
    totals["things"] += len(part.things)
    totals["sound"] += len(part.things) - faults.total()
    refused = Counter(one.sentence for one in part.refused) + faults
    for reason, many in refused.items():
        totals[f"because {reason}"] += many
    types = ", ".join(f"{many} {kind}" for kind, many in sorted(part.counts.items()))
    why = "; ".join(f"{many}: {reason}" for reason, many in refused.items()) or "none"
    label = part.label.to_text() if part.label else "none"
    return f"| {name} | {label} | {'yes' if part.is_in else 'no'} | {types} | {why} | {'; '.join(part.notes)} |"


def page(folder: Path, totals: Counter[str]) -> str:
    """The page docs/misp-table.md."""
    with Converter() as converter:
        bringing = Bringing("us", datetime.now(UTC), converter)
        files = sorted(each for each in folder.glob("*.json") if each.is_file())
        rows = [line for path in files for line in lines(path, bringing, totals)]
    unsound = "; ".join(f"{many} refused: {why[8:]}" for why, many in totals.items() if why.startswith("because "))
    closing = CLOSING.format(
        taken=totals["taken"], many=len(rows), refused=totals["refused"], things=totals["things"],
        sound="all of them" if totals["sound"] == totals["things"] else f"{totals['sound']:,} of them",
        unsound=f"{unsound}." if unsound else "nothing in them was refused.",
    )  # fmt: skip
    today = datetime.now(UTC)
    opening = OPENING.format(many=len(rows), day=f"{today.day} {today:%B %Y}")
    return "\n".join([opening, *rows, closing])


def became() -> list[Row]:
    folder = INTEL / "eset-misp"
    if not folder.is_dir():
        sys.exit(f"there are no events in {folder}; name the folder of samples in BATTLEBOX_INTEL")
    totals: Counter[str] = Counter()
    began = time.perf_counter()
    text = page(folder, totals)
    print(text)
    out = Path("out") / "misp-table.md"
    out.parent.mkdir(exist_ok=True)
    out.write_text(text, encoding="utf-8")
    note = f"{totals['taken']} in, {totals['refused']} refused; {out} is the page"
    return [Row("real MISP events", "each event", time.perf_counter() - began, note=note)]
