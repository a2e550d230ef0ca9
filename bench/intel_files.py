"""What becomes of every public sample of intelligence, for docs/intel-files.md: in, kept and out again, or refused.

The samples are not in this repository: BATTLEBOX_INTEL names their folder (default: ../shared/data/intel).
Their words are nowhere in the page: names of folders and files, counts and reasons alone.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from round_trip import Told, round_trip
from table import Row

from battlebox.share.foreign import Converter, ForeignCode

INTEL = Path(os.environ.get("BATTLEBOX_INTEL") or Path(__file__).resolve().parents[2] / "shared" / "data" / "intel")
NO_FORMATS = frozenset({"README.md"})
NAMES_MOST = 3
OPENING = """# What became of every sample file

Written by `make bench PART=intel-files` on {day}, from {many} files that others publish (which are not in this
repository). Facts only: names, counts, reasons. [How files are read](foreign.md), [each MISP event](misp-table.md).

Each file was brought as Eastholt's for Northmere, kept in a store of its own, and fetched back by Eastholt through the
TAXII server; STIX 2.1 was posted there as well. What came back was laid beside what was read. What is no STIX was read
again from the store; alerts and playbooks were written anew and read again.

| samples | files | in, and out equal | in, and out with a stated loss | refused |
|---|---|---|---|---|"""
CLOSING = """
**{taken} of {many} are in and {refused} are refused by name. {lost}.**

- *Out equal*: every thing came back with the bytes that were read, or the gate says why nobody is given it yet; a
  document is kept to the byte, and an alert written anew says the same.
- *A stated loss*: STIX 2.0 and MISP come back as STIX 2.1; some things of a file were refused by name while their
  neighbours were taken; CAP 1.1 is written as 1.2; a playbook is written as manual steps; an advisory is kept and read
  to the byte, and never written.

## Things of STIX

| samples | kept | came back the same | held back | refused by name | posted | a third council could have |
|---|---|---|---|---|---|---|
{things}

*Held back*: {held_back}. *A third council* is Farwick, of the community: what has no label is given to nobody but
whoever sent it.

## Losses, as they are stated

| what is said | files |
|---|---|
{losses}

## Files refused whole

| reason | what is said | files |
|---|---|---|
{reasons}

## Things refused, their neighbours taken

| what is said | things |
|---|---|
{unsound}
"""


def said(told: Mapping[Path, Told]) -> str:
    """The page docs/intel-files.md."""
    folders: dict[str, list[Told]] = defaultdict(list)
    for path, one in told.items():
        folders[path.parts[0]].append(one)
    every = list(told.values())
    lost = sum(bool(one.lost) for one in every)
    held = Counter(why for one in every for why in one.held_back.elements())
    today = datetime.now(UTC)
    closing = CLOSING.format(
        taken=sum(one.is_in for one in every), refused=sum(not one.is_in for one in every), many=len(every),
        lost=f"{lost} lost something without a word" if lost else "None lost anything without a word",
        things="\n".join(_things(folders)), reasons="\n".join(_whole(told)), losses=_counted(_losses(every)),
        held_back="; ".join(f"{many:,} because {why}" for why, many in held.most_common()) or "nothing",
        unsound=_counted(Counter(why for one in every if one.is_in for why in one.reasons.elements())),
    )  # fmt: skip
    opening = OPENING.format(day=f"{today.day} {today:%B %Y}", many=len(every))
    return "\n".join([opening, *_folders(folders), closing])


def is_equal(told: Told) -> bool:
    """Whether all of a file that was taken came out as it went in, and all of it was taken."""
    return told.is_in and not told.losses and not told.reasons and told.form != "misp"


def _folders(folders: Mapping[str, Sequence[Told]]) -> Iterator[str]:
    for folder, those in sorted(folders.items()):
        taken = [one for one in those if one.is_in]
        equal = sum(map(is_equal, taken))
        reasons = Counter(one.refused or "unsound" for one in those if not one.is_in)
        why = ", ".join(f"{many} `{code}`" for code, many in reasons.most_common())
        yield f"| {folder} | {len(those)} | {equal} | {len(taken) - equal} | {why or '0'} |"


def _things(folders: Mapping[str, Sequence[Told]]) -> Iterator[str]:
    for folder, those in sorted(folders.items()):
        if any(one.things for one in those):
            kept, same, posted = (sum(getattr(one, name) for one in those) for name in ("things", "same", "posted"))
            held = sum(one.held_back.total() for one in those)
            refused = sum(one.reasons.total() for one in those)
            third = sum(one.given["stix"] for one in those)
            documents = sum(one.documents for one in those)
            yield f"| {folder} | {kept:,} | {same - documents:,} | {held:,} | {refused:,} | {posted:,} | {third:,} |"


def _losses(every: Sequence[Told]) -> Counter[str]:
    losses = Counter(
        loss.lstrip("0123456789 ") for one in every if one.is_in for loss in dict.fromkeys(map(_of_many, one.losses))
    )
    losses["MISP comes back as STIX 2.1"] += sum(one.form == "misp" for one in every)
    losses["things in it were refused by name"] += sum(bool(one.reasons) and one.is_in for one in every)
    return +losses


def _of_many(loss: str) -> str:
    """The same words however many there were."""
    return loss.replace(" commands in it are", " command in it is")


def _whole(told: Mapping[Path, Told]) -> Iterator[str]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path, one in told.items():
        if not one.is_in:
            why = one.sentence or "; ".join(one.reasons)
            found[one.refused or "unsound", why].append(path.name)
    for (code, why), names in sorted(found.items(), key=lambda each: (-len(each[1]), each[0])):
        files = ", ".join(names) if len(names) <= NAMES_MOST else f"{len(names)}"
        yield f"| `{code}` | {why} | {files} |"


def _counted(found: Counter[str]) -> str:
    return "\n".join(f"| {words} | {many:,} |" for words, many in found.most_common()) or "| none | |"


def every_file(folder: Path, converter: Converter) -> dict[Path, Told]:
    """What became of each file beneath a folder, by its path within. Django stands before this is asked."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name not in NO_FORMATS]
    return {path.relative_to(folder): round_trip(path.read_bytes(), path.name, converter) for path in files}


def is_named(told: Told) -> bool:
    """Whether a file is in whole, or whatever of it is not has its reason."""
    return not told.lost and (told.is_in or bool(told.reasons) or told.refused in set(ForeignCode))


def became() -> list[Row]:
    if not INTEL.is_dir():
        sys.exit(f"there are no samples in {INTEL}; name their folder in BATTLEBOX_INTEL")
    from battlebox.web.taxii.standing import stand

    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as data, Converter() as converter:
        stand(Path(data) / "desk")
        told = every_file(INTEL, converter)
    seconds = time.perf_counter() - began
    text = said(told)
    print(text)
    out = Path("out") / "intel-files.md"
    out.parent.mkdir(exist_ok=True)
    out.write_text(text, encoding="utf-8")
    for path, one in told.items():
        for words in one.lost:
            print(f"LOST: {path}: {words}")
    taken = sum(one.is_in for one in told.values())
    lost = sum(bool(one.lost) for one in told.values())
    note = f"{taken} in, {len(told) - taken} refused, {lost} lost something; {out} is the page"
    return [Row("public samples in, kept and out again", "each file", seconds, note=note)]
