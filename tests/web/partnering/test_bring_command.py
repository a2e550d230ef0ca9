"""`battlebox share bring`: what is in a foreign file, told without keeping anything or loading Django."""

import json
import subprocess
import sys

import pytest

from battlebox.cli.program import run

TABLE = "value,label\nbad[.]example[.]org,TLP:GREEN\n"


@pytest.fixture
def bring(capsys):
    def call(*words):
        code = run(["share", "bring", *map(str, words)])
        return code, capsys.readouterr()

    return call


def test_a_table_is_told_with_its_label_and_counts(bring, tmp_path):
    file = tmp_path / "seen.csv"
    file.write_text(TABLE)
    code, told = bring("--look", file)
    assert (code, told.err) == (0, "")
    assert told.out == f"{file}\n  csv: table: TLP:GREEN: 1 domain\n"


def test_each_mistake_is_told_with_its_place_and_nothing_of_what_was_sent(bring, tmp_path):
    file = tmp_path / "seen.csv"
    file.write_text(TABLE + "teapot-of-eastholt,\n")
    code, told = bring(file)
    assert int(code) == 3
    assert "not taken: row 3, value: what the value is cannot be told (other_kind)" in told.out
    assert "teapot" not in told.out + told.err


def test_json_says_the_same_for_a_program(bring, tmp_path):
    file = tmp_path / "x.bin"
    file.write_bytes(b"PK\x03\x04")
    code, told = bring("--json", file)
    ((one,),) = [row["parts"] for row in json.loads(told.out)]
    assert (int(code), one["in"], one["refused"][0]["code"]) == (3, False, "unknown_kind")


def test_to_keep_something_its_owner_must_be_named(bring, tmp_path):
    file = tmp_path / "seen.csv"
    file.write_text(TABLE)
    code, told = bring("--to", "seen", file)
    assert int(code) == 2
    assert "name with --from the body whose it is" in told.err


def test_a_look_loads_no_django(tmp_path):
    file = tmp_path / "seen.csv"
    file.write_text(TABLE)
    words = (
        "import sys\nfrom battlebox.cli.program import run\n"
        f"code = run(['share', 'bring', {str(file)!r}])\nsys.exit(int(code) or 'django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", words], check=False, capture_output=True).returncode == 0
