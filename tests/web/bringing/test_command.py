"""`battlebox share bring`: what is in a foreign file, told without keeping anything or loading Django."""

import json
import subprocess
import sys
from importlib.util import find_spec

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


@pytest.fixture
def share(desk, django_stands):
    """Run `battlebox share ...` for Northmere: its exit code and what it printed."""
    from click.testing import CliRunner

    from battlebox.web.share_command import share as command

    def call(*words, ours="northmere"):
        about = ["--data", str(django_stands.data), "--ours", ours]
        result = CliRunner().invoke(command, [*map(str, words), *about])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.stdout

    return call


def test_from_keeps_what_is_in_files_one_after_another_and_an_update_finds_its_alert(share, tmp_path):
    from battlebox.web.models import Arrival, Document, IntelObject
    from share.foreign.made import cap

    first, second, table = tmp_path / "a.cap", tmp_path / "b.cap", tmp_path / "seen.csv"
    first.write_bytes(cap())
    to = "desk@northmere.example,nm-1,2026-11-24T09:30:00-00:00"
    second.write_bytes(cap(identifier="nm-2", sent="2026-11-24T10:00:00-00:00", msgType="Update", references=to))
    table.write_text(TABLE)
    share("partner", "add", "eastholt", "--let-in")
    code, told = share("bring", "--from", "eastholt", first, second, table)
    assert (code, told.count("kept: 1 stored")) == (0, 3)
    assert {each.state for each in Document.objects.all()} == {"replaced", "stands"}
    assert [each.owner for each in IntelObject.objects.all()] == ["eastholt"]
    assert all(each.kept_at and not each.by for each in Arrival.objects.all())
    code, told = share("bring", "--from", "eastholt", first)
    assert code == 3
    assert "already_held" in told


def test_what_the_store_does_not_take_is_named_with_its_reason(share, tmp_path):
    from web.taxii.stix_made import LATER, indicator

    ours, theirs = indicator("one"), {**indicator("one", modified=LATER), "name": "other words"}
    for name, says in (("first", ours), ("second", theirs)):
        whole = {"type": "bundle", "id": "bundle--00000001-0000-4000-8000-000000000000", "objects": [says]}
        (tmp_path / f"{name}.json").write_text(json.dumps(whole))
    for body in ("eastholt", "farwick"):
        share("partner", "add", body, "--let-in")
    assert share("bring", "--from", "eastholt", tmp_path / "first.json")[0] == 0
    code, told = share("bring", "--from", "farwick", tmp_path / "second.json")
    assert f"not kept: {ours['id']}: only the body whose it is may change it or its marking" in told
    assert code == 1
    code, told = share("bring", "--json", "--from", "farwick", tmp_path / "second.json")
    (row,) = json.loads(told)
    assert (row["kept"], [each["what"] for each in row["not_kept"]]) == ({"refused": 1}, [ours["id"]])
    assert (code, row["ends"]) == (1, 1)


def test_with_what_it_ends_says_whether_something_of_each_file_was_kept(share, tmp_path):
    from web.taxii.stix_made import LATER, indicator

    def bundle(name, *objects):
        whole = {"type": "bundle", "id": "bundle--00000001-0000-4000-8000-000000000000", "objects": objects}
        (tmp_path / name).write_text(json.dumps(whole))
        return tmp_path / name

    for body in ("eastholt", "farwick"):
        share("partner", "add", body, "--let-in")
    first = bundle("first.json", indicator("one"))
    changed = {**indicator("one", modified=LATER), "name": "other words"}
    part = bundle("part.json", changed, indicator("two"))
    none = bundle("none.json", changed)
    unread = tmp_path / "x.bin"
    unread.write_bytes(b"PK\x03\x04")
    assert share("bring", "--from", "eastholt", first)[0] == 0
    assert share("bring", "--from", "eastholt", first)[0] == 0
    code, told = share("bring", "--json", "--from", "farwick", part, none, unread)
    assert (code, [row["ends"] for row in json.loads(told)]) == (3, [0, 1, 3])
    assert [row["kept"] for row in json.loads(told)][:2] == [{"stored": 1, "refused": 1}, {"refused": 1}]
    assert share("bring", "--from", "farwick", none, part)[0] == 1
    assert share("bring", "--from", "farwick", part)[0] == 0


@pytest.mark.parametrize(
    ("called", "hint"),
    [
        ("eastolt", "did you mean eastholt? the partners here are eastholt, farwick; battlebox share "),
        ("Eastholt Council", "did you mean eastholt? the partners here are eastholt, farwick; "),
        ("zzz", "the partners here are eastholt, farwick; battlebox share partner add makes one"),
    ],
)
def test_nothing_is_kept_of_somebody_who_is_not_registered(share, tmp_path, called, hint):
    from battlebox.web.errors import WebError
    from battlebox.web.models import Arrival, IntelObject

    table = tmp_path / "seen.csv"
    table.write_text(TABLE)
    share("partner", "add", "eastholt", "--name", "Eastholt Borough Council")
    share("partner", "add", "farwick")
    with pytest.raises(WebError) as wrong:
        share("bring", "--from", called, table)
    assert str(wrong.value) == f"northmere has no partner {called}"
    assert wrong.value.hint.startswith(hint)
    assert not IntelObject.objects.exists()
    assert not Arrival.objects.exists()
    # A partner of another of our bodies is none of this one's.
    with pytest.raises(WebError) as wrong:
        share("bring", "--from", "eastholt", table, ours="westmarch")
    assert wrong.value.hint == "battlebox share partner add makes one"
    assert wrong.value.exit_code == 4


def test_our_own_file_needs_no_partner(share, tmp_path):
    from battlebox.web.models import IntelObject

    table = tmp_path / "seen.csv"
    table.write_text(TABLE)
    assert share("bring", "--from", "northmere", table)[0] == 0
    assert [each.owner for each in IntelObject.objects.all()] == ["northmere"]


def test_a_look_keeps_nothing_though_an_owner_is_named(share, tmp_path):
    from battlebox.web.models import Arrival, IntelObject

    table = tmp_path / "seen.csv"
    table.write_text(TABLE)
    assert share("bring", "--look", "--from", "eastholt", table)[0] == 0
    assert not IntelObject.objects.exists()
    assert not Arrival.objects.exists()


GROUP = "00000007-0000-4000-8000-000000000000"


def in_a_group():
    from share.foreign.made import attribute, body, event, tags

    shared = {"distribution": "4", "sharing_group_id": "1", "SharingGroup": {"uuid": GROUP}}
    return body(event(attribute(2), Tag=tags("tlp:amber"), **shared))


@pytest.mark.skipif(not find_spec("misp_stix_converter"), reason="battlebox[misp] is not installed")
@pytest.mark.parametrize("how", ["option", "registration", "nothing"])
def test_what_was_shared_with_a_group_is_given_to_its_bodies_where_they_are_known(share, tmp_path, how):
    from battlebox.web.models import IntelObject

    file = tmp_path / "event.json"
    file.write_bytes(in_a_group())
    share("partner", "add", "eastholt", "--let-in")
    words = ["--sharing-group", f"{GROUP}=eastholt,northmere"]
    if how == "registration":
        share("partner", "groups", "eastholt", *words)
    share("bring", "--from", "eastholt", *(words if how == "option" else []), file)
    audiences = {tuple(each.audience) for each in IntelObject.objects.all()}
    assert audiences == {("northmere",) if how == "nothing" else ("eastholt", "northmere")}


def test_a_group_that_is_written_wrongly_is_refused(share, tmp_path):
    table = tmp_path / "seen.csv"
    table.write_text(TABLE)
    code, _ = share("bring", "--sharing-group", "mine=eastholt", table)
    assert code == 2


def test_what_is_red_in_a_bundle_is_in_no_table_and_what_names_it_goes_to_nobody(share, tmp_path):
    from battlebox.marking import Tlp
    from battlebox.share.release import Reach
    from battlebox.web.models import IntelObject
    from web.taxii.stix_made import indicator, report

    red, green = indicator("red", Tlp.RED), indicator("green")
    naming = report("of both", [red["id"], green["id"]])
    whole = {"type": "bundle", "id": "bundle--00000001-0000-4000-8000-000000000000", "objects": [red, green, naming]}
    file = tmp_path / "bundle.json"
    file.write_text(json.dumps(whole))
    share("partner", "add", "eastholt", "--let-in")
    code, told = share("bring", file)
    assert (code, f"not taken: {red['id']}: it is TLP:RED: for the people it names" in told) == (0, True)
    code, told = share("bring", "--from", "eastholt", file)
    assert (code, "kept: 2 stored, 1 refused" in told, red["name"] in told) == (0, True, False)
    held = {each.stix_id: each for each in IntelObject.objects.select_related("reach")}
    assert set(held) == {green["id"], naming["id"]}
    assert Reach.from_text(held[naming["id"]].reach.text).kept_back is not None
    assert Reach.from_text(held[green["id"]].reach.text).kept_back is None
    whole["objects"] = [red]
    file.write_text(json.dumps(whole))
    assert share("bring", "--from", "eastholt", file)[0] == 3
