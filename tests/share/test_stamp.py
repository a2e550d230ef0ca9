"""Every page of every paper of a desk that practises says so in words; on a real desk none does."""

from __future__ import annotations

import ast
import re
import subprocess
from datetime import UTC, datetime

import pytest

from battlebox.desk.command import blank_pack
from battlebox.desk.reach import Way
from battlebox.share import (
    DEMONSTRATION,
    LARGE_PT,
    WordsPage,
    blank_sheets_paper,
    dpia_paper,
    pack_paper,
    stamp_papers,
    words_paper,
)
from battlebox.share.sending import TreeLine, TreeSheet, tree_paper
from laws.tree import SOURCE, source

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LINES = tuple(TreeLine(at, f"Person {at}", "020 7946 0000") for at in range(1, 21))
WORDS = WordsPage("Staff memo", "# Do\n" + "words " * 900, "Northmere", "TLP:AMBER+STRICT", "DRAFT", "Drawn up now")
PAPERS = {
    "pack": lambda: pack_paper(blank_pack(NOW), NOW),
    "call sheets": lambda: blank_sheets_paper(2, Way.CALL, NOW, body="Northmere", ring=""),
    "assessment": lambda: dpia_paper(NOW),
    "words": lambda: words_paper(WORDS, NOW),
    "words in large print": lambda: words_paper(WORDS, NOW, size_pt=LARGE_PT),
    "phone tree": lambda: tree_paper(TreeSheet("PTA-1", "Northmere", "A-7", "Phones", "words " * 300, LINES), NOW),
}


@pytest.fixture
def practising():
    stamp_papers(DEMONSTRATION)
    yield
    stamp_papers("")


def pages(paper, tmp_path):
    (tmp_path / "paper.pdf").write_bytes(paper)
    read = subprocess.run(["pdftotext", "-layout", "paper.pdf", "-"], cwd=tmp_path, capture_output=True, check=True)
    return read.stdout.decode().split("\f")[:-1]


@pytest.mark.usefixtures("practising")
@pytest.mark.parametrize("name", PAPERS)
def test_every_page_of_a_practice_says_so(tmp_path, name):
    found = pages(PAPERS[name](), tmp_path)
    assert found
    assert all(DEMONSTRATION in " ".join(page.split()) for page in found)


@pytest.mark.parametrize("name", PAPERS)
def test_no_page_of_a_real_desk_does(tmp_path, name):
    assert not any("DEMONSTRATION" in page for page in pages(PAPERS[name](), tmp_path))


def test_every_form_has_its_stamp_and_there_is_one_way_to_set_one():
    forms = list((SOURCE / "share").rglob("*.typ"))
    assert len(forms) >= 6
    for form in forms:
        text = form.read_text()
        # A page that is only turned within another's keeps what that has.
        whole = [each for each in re.findall(r"set page\(([^)]*)", text) if not re.match(r"flipped: (part|run)", each)]
        assert whole, form.name
        assert all("foreground: stamped" in each for each in whole), form.name
    compiling = {
        module.path.relative_to(SOURCE).as_posix()
        for module in source()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "typst.compile"
    }
    assert compiling == {"share/typesetting.py", "cli/journal_paper.py"}


def test_a_demonstration_stamps_as_soon_as_it_starts():
    [start] = [module for module in source() if module.name.endswith("web/starting/start.py")]
    [block] = [
        node for node in ast.walk(start.tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "desk.demo"
    ]
    assert any(ast.unparse(node) == "stamp_papers(DEMONSTRATION)" for node in block.body)
