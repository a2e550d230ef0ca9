"""The West London day on the West London estate, played by script through the desk's pages, and its report on paper.

Law: the plays are those of the tests (tests/web/drilling/plays.py), and control ends each as there; the papers are what
exercise control is given at the desk.
Not here: what must come of the plays (tests/web/drilling/test_replay.py).

Use: python bench/run.py drill-shown. Writes out/drill: report-good.pdf, report-poor.pdf, and a picture of each page;
needs pdftoppm. Those of the good one go into docs/images as drill-report-1.png and so on, and the first page of a
report on the demonstration's three hours as after-action.png.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pypdf
import pytest
from table import Row

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

FOLDER, DOCS = Path("out/drill"), Path("docs/images")
DOTS, LARGER = "80", "110"


def shown() -> list[Row]:
    """Both plays, their reports and pictures."""
    with tempfile.TemporaryDirectory() as held:
        _desk(Path(held) / "tables")
        FOLDER.mkdir(parents=True, exist_ok=True)
        rows = [_played(Path(held), name) for name in ("good", "poor")]
        _hour_three(Path(held) / "demo")
        return rows


def _desk(folder: Path) -> None:
    """A desk's tables, for the accounts of those who play."""
    import django
    from django.conf import settings

    from battlebox.web.settings import django_settings
    from battlebox.web.starting.desk_settings import DeskSettings
    from battlebox.web.starting.folder import prepare

    desk = DeskSettings(data=folder)
    values = django_settings(desk, secret=prepare(desk), unsafe_passwords=True)
    settings.configure(**{**values, "ALLOWED_HOSTS": ["*"]})
    django.setup()
    from battlebox.web.starting import start

    start.bring_up_to_date(desk)
    start._lay_out(desk)  # noqa: SLF001 - the bench starts a desk without serving it


def _played(held: Path, name: str) -> Row:
    from web.drilling import test_replay
    from web.drilling.plays import GOOD, POOR

    play, wanted = (GOOD, test_replay.WELL) if name == "good" else (POOR, test_replay.ILL)
    began = time.process_time()
    with pytest.MonkeyPatch.context() as patch:
        done = test_replay.replay(patch, held / name, "west-london", play, wanted)
        seconds = time.process_time() - began
        paper = done.team.control.client.get("/drill/report/paper/").content
    path = FOLDER / f"report-{name}.pdf"
    for old in FOLDER.glob(f"{path.stem}-*.png"):
        old.unlink()
    path.write_bytes(paper)
    subprocess.run(["pdftoppm", "-r", DOTS, "-png", path, path.with_suffix("")], check=True)
    pages = len(pypdf.PdfReader(io.BytesIO(paper)).pages)
    if name == "good":
        for old in DOCS.glob("drill-report-*.png"):
            old.unlink()
        for number, picture in enumerate(sorted(FOLDER.glob("report-good-*.png")), 1):
            shutil.copy(picture, DOCS / f"drill-report-{number}.png")
    print("\n".join(done.report.summary))
    return Row(f"the West London day by script, {name}, on West London", "processor", seconds,
               note=f"{len(wanted)} injects; report of {pages} pages in {FOLDER}; goal: 60 s")  # fmt: skip


def _hour_three(folder: Path) -> None:
    """The first page of a report that no scenario was played for: Kensington & Chelsea, West London at hour three."""
    from battlebox.drill.report import review_page
    from battlebox.share import after_action_paper
    from drill.report.test_after_action import NOW, hour_three

    folder.mkdir()
    path = FOLDER / "hour-three.pdf"
    with hour_three(folder) as report:
        path.write_bytes(after_action_paper(review_page(report), NOW))
    subprocess.run(
        ["pdftoppm", "-r", LARGER, "-l", "1", "-singlefile", "-png", path, DOCS / "after-action"], check=True
    )
