"""How fast intelligence is taken apart and looked at, beside the library that everybody uses.

Law: the same objects in the same run, on one core, in seconds of processor; everything must be taken by both.
Not here: the gate (share.release), the server (web).

Use: python bench/run.py intel, or intel:FILE with a bundle of STIX 2.1 such as ATT&CK for industry.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import orjson
from table import Row, best_of

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
_COPIES = 40


def _made() -> bytes:
    """Every type that STIX knows, forty times."""
    from battlebox.share.intel import stix_id
    from share.intel.examples import MORE, example

    own = ("event", "impact", "task")
    objects = [
        example(kind, id=stix_id(kind, str(copy))) for copy in range(_COPIES) for kind in MORE if kind not in own
    ]
    return orjson.dumps({"type": "bundle", "id": stix_id("bundle", "a"), "objects": objects})


def taken(data: str = "") -> list[Row]:
    import stix2

    from battlebox.share.intel import read_bundle

    body = Path(data).read_bytes() if data else _made()
    objects = orjson.loads(body)["objects"]
    found = read_bundle(body)
    if found.refused:
        sys.exit(f"{len(found.refused)} of {len(objects)} were refused: {found.refused[0]}")
    ours = best_of(lambda: read_bundle(body), 7, time.process_time)
    theirs = best_of(lambda: [stix2.parse(one, allow_custom=True) for one in objects], 1, time.process_time)
    note = f"{len(objects) / ours:,.0f} objects a second against {len(objects) / theirs:,.0f}; goal: 22,000 and 5 times"
    what = f"{len(objects):,} objects of {Path(data).name or 'every type'}, read and found sound"
    return [Row(what, "read_bundle", ours, "stix2.parse", theirs, note)]
