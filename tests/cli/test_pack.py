"""`battlebox pack`: the go-bag from an estate, from a desk's record, and blank; what is asked wrongly is told."""

from __future__ import annotations

import pypdf
import pytest

from battlebox.desk.record import Installation, open_incident
from desk.room import SHARED, StillWatch, officer


def _text(path):
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


@pytest.mark.parametrize("body", ["northmere", "eastholt", "farwick"])
def test_a_pack_is_written_for_each_council(battlebox, tmp_path, body):
    ran = battlebox("pack", "northmere", "--body", body, "--pdf", tmp_path / "pack.pdf")
    assert (ran.code, ran.out) == (0, "")
    assert "the pack is" in ran.err
    assert f"02:40: {body.capitalize()} Council" in _text(tmp_path / "pack.pdf")


def test_blank_pages_need_no_estate(battlebox, tmp_path):
    assert battlebox("pack", "--blank", "--pdf", tmp_path / "blank.pdf").code == 0
    assert "Blank pages for the first night" in _text(tmp_path / "blank.pdf")


def test_a_checkpoint_of_a_desks_record_stands_on_the_cover(battlebox, tmp_path):
    desk = Installation(tmp_path / "data", StillWatch())
    record = desk.found(("northmere",), (), title="Blue kettle")
    open_incident(record, officer("northmere"), title="Blue kettle", seen="screens are blank", handling=SHARED)
    desk.close()
    ran = battlebox("pack", "northmere", "--pdf", tmp_path / "pack.pdf", "--data", tmp_path / "data")
    assert ran.code == 0, ran.err
    assert "Checkpoint of the record" in _text(tmp_path / "pack.pdf")


@pytest.mark.parametrize(
    ("asked", "code", "says"),
    [
        (("--pdf", "{}/a.pdf"), 2, "name an estate, or say --blank"),
        (("northmere", "--blank", "--pdf", "{}/a.pdf"), 2, "name an estate, or say --blank"),
        (("northmere", "--body", "nobody", "--pdf", "{}/a.pdf"), 2, "no body is called nobody"),
        (("northmere", "--pdf", "{}/none/a.pdf"), 4, "there is no folder"),
        (("nothing", "--pdf", "{}/a.pdf"), 3, "there is no estate called nothing"),
        (("northmere", "--pdf", "{}/a.pdf", "--data", "{}/empty"), 4, "there is no journal"),
        (("northmere",), 2, "--pdf"),
    ],
)
def test_what_is_asked_wrongly_is_told_and_nothing_is_written(battlebox, tmp_path, asked, code, says):
    ran = battlebox("pack", *(each.format(tmp_path) for each in asked))
    assert ran.code == code, ran.err
    assert says in ran.err
    assert not (tmp_path / "a.pdf").exists()
