"""An export is checked by its own program, with nothing of ours, and explained on one page."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
from pathlib import Path

from battlebox.journal import Draft, Journal, Kind, export, make_checkpoint, paper, verifier_source
from battlebox.marking import Recipient, WayOut
from sim.region import Region


def copy_for(journal: Journal, to: Recipient) -> bytes:
    out = io.BytesIO()
    export(journal, out, to)
    return out.getvalue()


def test_the_verifier_runs_alone_and_agrees(tmp_path: Path) -> None:
    journal = Region().found()
    journal.append(Draft(Kind.NOTE_WRITTEN, text="the phones are out"))
    note = make_checkpoint(journal)
    (tmp_path / "record.jsonl.gz").write_bytes(
        copy_for(journal, Recipient(WayOut.FILE, body="eastholt", community=True))
    )
    (tmp_path / "checkpoint.txt").write_text(note.to_text(), encoding="utf-8")
    (tmp_path / "verify_journal.py").write_bytes(verifier_source())

    def run(name: str) -> subprocess.CompletedProcess[str]:
        # -I and -S: neither our packages nor anybody else's can be imported.
        command = [sys.executable, "-I", "-S", "verify_journal.py", name, "checkpoint.txt"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    good = run("record.jsonl.gz")
    assert good.returncode == 0, good.stdout + good.stderr
    assert "nothing is wrong" in good.stdout
    assert "checkpoint.txt: signed, and the record begins with exactly its entries" in good.stdout
    lines = gzip.decompress((tmp_path / "record.jsonl.gz").read_bytes()).splitlines(keepends=True)
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(b"".join(lines[:2])))
    cut = run("cut.jsonl.gz")
    assert cut.returncode == 1
    assert "the file does not end as it began" in cut.stdout
    assert "entries are missing" in cut.stdout


def test_the_explanation_fits_one_page_and_names_what_cannot_be_shown() -> None:
    page = paper.explanation(
        "ab" * 32, desk="northmere/one", entries=7, withheld=2, to="", sealed=False, exercise=False
    )
    assert len(page.splitlines()) <= 62
    assert max(map(len, page.splitlines())) <= 110
    assert "WHAT IT CANNOT SHOW" in page
    assert "7 entries. 2 parts" in page
    assert "age -d -o" in paper.explanation(
        "ab" * 32, desk="d", entries=1, withheld=0, to="x", sealed=True, exercise=False
    )
