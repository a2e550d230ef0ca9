"""Each command on the small estate: what it prints, under which names, and how it ends.

Law: data on stdout, words on stderr; `--json` has the keys that other programs rest on.
Not here: what is asked wrongly (test_bad_usage.py), whether the figures are right (tests/engine).
"""

from __future__ import annotations

import json
import os

import openpyxl
import pypdf
import pytest

from battlebox.cli.opening import estate_path

HIT = ("--hit", "northmere.servers", "--hit", "eastholt.servers:medium")
QUICK = ("--worlds", "64", "--seconds", "3")
CONTAINED = {"options", "bound", "gap", "robust", "waiting", "redraws", "given"}
GUESSES = {"half_chance", "double_chance", "half_hours", "double_hours", "double_lasts"}


def _data(ran):
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_impact_says_what_stops_when_and_why(battlebox):
    data = _data(battlebox("impact", "northmere", "--down", "northmere.servers@1", "--json"))
    assert set(data) == {"stops", "services"}
    assert set(data["stops"][0]) == {"id", "kind", "body", "stops_h", "why"}
    assert set(data["services"][0]) == {
        "id", "stops_h", "rto_at_h", "fallback_until_h", "mtpd_at_h", "slowed", "harm"}  # fmt: skip
    stops = {row["id"]: row["stops_h"] for row in data["stops"]}
    assert stops["northmere.servers"] == 1
    assert stops["northmere.phones"] == 1.5
    assert stops["eastholt.child-front-door"] == 3
    assert "farwick.homelessness-tonight" not in stops
    assert {row["id"] for row in data["services"]} >= {"farwick.homelessness-tonight"}


def test_impact_in_words_has_hours_and_counts(battlebox):
    ran = battlebox("impact", "northmere", "--down", "northmere.servers")
    assert ran.code == 0
    assert ran.err == ""
    assert "northmere.child-front-door" in ran.out
    assert "services among them." in ran.out


def test_hours_are_read_to_the_microhour(battlebox):
    data = _data(battlebox("impact", "northmere", "--down", "northmere.servers@0.0000005", "--json"))
    assert data["stops"][0]["stops_h"] == 0.000001


def test_spread_says_by_when(battlebox):
    data = _data(battlebox("spread", "northmere", *HIT, "--worlds", "64", "--json"))
    assert set(data) == {"systems"}
    by_id = {row["id"]: row for row in data["systems"]}
    assert set(by_id["northmere.care"]) == {"id", "reached", "by_h", "median_h"}
    assert set(by_id["northmere.care"]["by_h"]) == {"6", "24", "72"}
    assert by_id["northmere.servers"]["reached"] == 1
    assert by_id["farwick.servers"] == {
        "id": "farwick.servers", "reached": 0, "by_h": {"6": 0, "24": 0, "72": 0}, "median_h": None}  # fmt: skip


def test_spread_in_words_counts_what_can_be_reached(battlebox):
    ran = battlebox("spread", "northmere", *HIT, "--worlds", "64")
    assert "systems can be reached" in ran.out
    assert "farwick" not in ran.out


def test_score_keeps_the_three_columns_beside_the_total(battlebox):
    data = _data(battlebox("score", "northmere", *HIT, "--do", "eastholt.cut-line", "--worlds", "64", "--json"))
    assert set(data) == {"harm", "parts", "services_stopped", "systems_reached"}
    assert set(data["harm"]) == {"mean", "low", "high", "se"}
    assert set(data["parts"]) == {"people", "service", "records", "cost"}
    assert sum(data["parts"].values()) == pytest.approx(data["harm"]["mean"], rel=1e-6)


def test_score_of_everything_needs_no_row(battlebox):
    ran = battlebox("score", "northmere", *HIT, "--do", "everything", "--worlds", "64")
    assert ran.code == 0
    assert "services that protect life, safety, liberty or shelter" in ran.out


def test_the_same_seed_gives_the_same_answer(battlebox):
    args = ("score", "northmere", *HIT, "--do", "eastholt.cut-line", "--worlds", "64", "--json")
    assert battlebox(*args, "--seed", "7").out == battlebox(*args, "--seed", "7").out
    assert battlebox(*args, "--seed", "7").out != battlebox(*args, "--seed", "8").out


def test_contain_names_its_options_its_bound_and_its_reruns(battlebox):
    data = _data(battlebox("contain", "northmere", *HIT, "--seconds", "3", "--json"))
    assert set(data) >= CONTAINED
    names = [row["name"] for row in data["options"]]
    assert {"nothing", "recommended", "everything"} <= set(names)
    assert set(data["robust"]) == GUESSES
    named = {"what", "now", "at", "se", "worth", "first", "rival", "half", "double"}
    assert {frozenset(row) for row in data["pivots"]} == {frozenset(named)}
    recommended = next(row for row in data["options"] if row["name"] == "recommended")
    assert [row["action"] for row in data["redraws"]["orders"]] == recommended["actions"]
    assert all(row["firm"] == (row["chosen"] >= 90) for row in data["redraws"]["orders"])
    assert data["waiting"]["at_once"] == recommended["harm"]["mean"]
    assert data["waiting"]["hours"] == 1
    assert data["bound"] <= recommended["harm"]["mean"] + 4 * recommended["harm"]["se"]


def test_contain_in_words_shows_the_recommendation_below_the_options(battlebox):
    ran = battlebox("contain", "northmere", *HIT, *QUICK)
    assert ran.code == 0
    assert ran.out.index("nothing ") < ran.out.index("recommended:")
    assert "half_chance:" in ran.out
    assert "an hour later:" in ran.out
    assert "of 100 redraws:" in ran.out


def test_contain_for_one_body_tells_what_to_ask(battlebox):
    data = _data(battlebox("contain", "northmere", *HIT, *QUICK, "--for", "eastholt", "--json"))
    assert data["for"] == "eastholt"
    assert "northmere" in data["if_partner_stops"]
    recommended = next(row for row in data["options"] if row["name"] == "recommended")
    assert all(action.startswith("eastholt.") for action in recommended["actions"])
    assert all(not action.startswith("eastholt.") for action in data["asks"])


def test_brief_as_json_has_everything_under_its_name(battlebox):
    ran = battlebox("brief", "northmere", *HIT, *QUICK, "--at", "2026-03-02T10:00", "--json")
    data = _data(ran)
    assert set(data) >= CONTAINED | {
        "ok", "errors", "gaps", "stops", "services", "systems",
        "harm", "parts", "services_stopped", "systems_reached"}  # fmt: skip
    assert data["at"] == "2026-03-02T10:00:00+00:00"
    assert data["words"]["counsel"]["headline"]
    assert set(data["robust"]) == GUESSES


def test_a_time_without_an_offset_is_london_time(battlebox):
    args = ("brief", "northmere", *HIT, *QUICK, "--no-rerun", "--json", "--at")
    assert _data(battlebox(*args, "2026-07-01T10:00"))["at"] == "2026-07-01T09:00:00+00:00"
    assert _data(battlebox(*args, "2026-07-01T10:00Z"))["at"] == "2026-07-01T10:00:00+00:00"


def test_the_brief_reads_top_down_and_advises_below_the_choices(battlebox):
    ran = battlebox("brief", "northmere", *HIT, *QUICK, "--at", "2026-03-02T10:00")
    assert (ran.code, ran.err) == (0, "")
    heads = [line for line in ran.out.splitlines() if line[:2] in {f"{number}." for number in range(1, 9)}]
    assert [head[0] for head in heads] == list("12345678")
    assert ran.out.index("The choices, side by side") < ran.out.index("What the figures point to")
    assert "As of Mon 2 Mar 2026, 10:00, London time" in ran.out
    assert "standard error" not in ran.out
    assert "How sure?" not in ran.out


def test_how_sure_shows_the_arithmetic(battlebox):
    ran = battlebox("brief", "northmere", *HIT, *QUICK, "--no-rerun", "--how-sure")
    assert "standard error" in ran.out
    assert "99 % confidence" in " ".join(ran.out.split())
    assert "The guesses were not tested." in ran.out


LAST = ("--down", "northmere.switchboard", "--down", "eastholt.servers@50", "--done", "northmere.isolate-backups@1")


@pytest.mark.parametrize("columns", [20, 40, 80, 120])
def test_the_brief_fits_the_screen_and_loses_no_letter(battlebox, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    ran = battlebox("brief", "northmere", *HIT, *LAST, *QUICK, "--no-rerun")
    assert max(len(line) for line in ran.out.splitlines()) <= columns
    assert "\x1b[" not in ran.out
    for word in ("switchboard", "suspected", "Confirmed".lower(), "servers", "fallback"):
        assert word in ran.out.split() or f"{word}:" in ran.out.split(), word


@pytest.mark.parametrize("columns", ["0", "1", "-5", "wide"])
def test_a_screen_of_no_width_is_no_fault(battlebox, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    assert battlebox("brief", "northmere", *HIT, *QUICK, "--no-rerun").code == 0


def test_all_names_on_the_screen_what_the_brief_counts(battlebox):
    args = ("brief", "west-london", "--hit", "rbkc.hosting", *QUICK, "--no-rerun")
    short, whole = battlebox(*args), battlebox(*args, "--all")
    assert "more services" in " ".join(short.out.split())
    assert "more service" not in " ".join(whole.out.split())
    assert len(whole.out) > 2 * len(short.out)


def test_the_brief_on_paper_is_two_pages(battlebox, tmp_path):
    paper = tmp_path / "brief.pdf"
    ran = battlebox("brief", "northmere", *HIT, *QUICK, "--no-rerun", "--pdf", paper)
    assert ran.code == 0
    assert ran.err == f"battlebox: the brief on paper is {paper}\n"
    assert len(pypdf.PdfReader(paper).pages) == 2
    assert [entry.name for entry in tmp_path.iterdir()] == ["brief.pdf"]


def test_a_brief_with_no_hit_says_that_not_enough_is_known(battlebox):
    ran = battlebox("brief", "northmere", "--down", "northmere.phones")
    assert ran.code == 0
    assert "Not enough is known to advise" in ran.out


def test_kernels_say_where_they_are_kept(battlebox):
    ran = battlebox("kernels", "--json")
    assert ran.code == 0
    assert set(json.loads(ran.out)) == {"folder"}
    assert "compiling the kernels" in ran.err


@pytest.mark.parametrize("name", ["northmere", "west-london"])
def test_checking_a_shipped_estate_writes_nothing_and_says_how_to_have_a_descriptor(battlebox, tmp_path, name):
    shelf = estate_path(name)
    before = sorted(shelf.iterdir())
    ran = battlebox("check", name)
    assert ran.code == 0
    assert sorted(shelf.iterdir()) == before
    assert "is shipped and is not written to" in ran.err
    assert battlebox("estate", "convert", name, tmp_path / "copy").code == 0
    assert "is shipped" not in battlebox("check", tmp_path / "copy").err
    assert (tmp_path / "copy" / "datapackage.json").exists()


def test_a_brief_of_csv_tables_loads_neither_workbooks_nor_paper_nor_keys(started):
    telling = {**os.environ, "PYTHONPROFILEIMPORTTIME": "1"}
    ran = started("brief", "northmere", *HIT, *QUICK, "--no-rerun", "--json", env=telling)
    assert ran.code == 0
    loaded = {line.rpartition("|")[2].strip() for line in ran.err.splitlines()}
    assert "numba" in loaded, "the test would see nothing"
    # Numba asks for scipy and goes on without it, which is told as `scipy` alone.
    assert loaded.isdisjoint({"openpyxl", "scipy._lib", "typst", "nacl"})


def test_a_new_estate_passes_check(battlebox, tmp_path):
    ran = battlebox("estate", "new", tmp_path / "ours", "--council", "Farwick Council")
    assert (ran.code, ran.out.strip()) == (0, str(tmp_path / "ours"))
    assert "battlebox check" in ran.err
    assert battlebox("check", tmp_path / "ours").code == 0


def test_a_new_estate_can_be_a_workbook(battlebox, tmp_path):
    ran = battlebox("estate", "new", tmp_path / "ours", "--workbook")
    assert ran.out.strip() == str(tmp_path / "ours.xlsx")
    assert "services" in openpyxl.load_workbook(tmp_path / "ours.xlsx", read_only=True).sheetnames


def test_what_is_there_is_not_overwritten(battlebox, northmere):
    before = {path.name: path.read_bytes() for path in northmere.iterdir()}
    ran = battlebox("estate", "new", northmere)
    assert ran.code == 4
    assert "is there already" in ran.err
    assert {path.name: path.read_bytes() for path in northmere.iterdir()} == before


def test_an_estate_goes_to_a_workbook_and_back_whole(battlebox, northmere, tmp_path):
    assert battlebox("estate", "convert", northmere, tmp_path / "a.xlsx").code == 0
    assert battlebox("estate", "convert", tmp_path / "a.xlsx", tmp_path / "back").code == 0
    for table in northmere.glob("*.csv"):
        assert (tmp_path / "back" / table.name).read_bytes().split() == table.read_bytes().split()
    again = battlebox("estate", "convert", northmere, tmp_path / "a.xlsx")
    assert again.code == 4
    assert battlebox("estate", "convert", northmere, tmp_path / "a.xlsx", "--force").code == 0


MAP = """
[[take]]
table = "systems"

[take.columns]
system = { from = "Name", prefix = "ours." }
name = "Name"
body = { always = "ours" }
"""


def _list_and_map(place, header):
    (place / "list.csv").write_text(f"{header},Rack\nMail,7\nPhones,8\n", encoding="utf-8")
    (place / "map.toml").write_text(MAP, encoding="utf-8")
    return ("estate", "import", place / "list.csv", "--map", place / "map.toml", "--into", place / "new")


def test_an_import_says_what_was_taken_and_what_was_left(battlebox, tmp_path):
    ran = battlebox(*_list_and_map(tmp_path, "Name"))
    assert ran.code == 0
    assert "systems: 2 rows new" in ran.out
    assert "columns nobody asked for: Rack" in ran.out
    assert "ours.mail" in (tmp_path / "new" / "systems.csv").read_text(encoding="utf-8")


def test_an_import_as_json_has_the_same_four_parts(battlebox, tmp_path):
    data = _data(battlebox(*_list_and_map(tmp_path, "Name"), "--json"))
    assert set(data) >= {"took_any", "taken", "guessed", "unused", "refused", "mistakes"}
    assert data["taken"][0]["added"] == 2


def test_an_import_that_does_not_fit_its_map_writes_nothing(battlebox, tmp_path):
    ran = battlebox(*_list_and_map(tmp_path, "Label"))
    assert ran.code == 3
    assert "battlebox: hint: " in ran.err
    assert not (tmp_path / "new").exists()


def test_an_import_without_a_map_is_refused(battlebox, tmp_path):
    (tmp_path / "list.csv").write_text("Name\nMail\n", encoding="utf-8")
    ran = battlebox(
        "estate", "import", tmp_path / "list.csv", "--map", tmp_path / "none.toml", "--into", tmp_path / "new"
    )
    assert ran.code == 3
    assert "battlebox: hint: " in ran.err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "words",
    [(), ("check",), ("impact",), ("spread",), ("score",), ("contain",), ("brief",), ("estate",), ("kernels",),
     ("estate", "new"), ("estate", "convert"), ("estate", "import")],
    ids=lambda words: " ".join(words) or "battlebox",
)  # fmt: skip
def test_every_command_has_help(battlebox, words):
    ran = battlebox(*words, "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"Usage: {' '.join(('battlebox', *words))}")


def test_an_estate_here_that_hides_a_shipped_one_is_named(battlebox, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "current folder" not in battlebox("check", "northmere").err
    made = battlebox("estate", "convert", "northmere", "northmere")
    assert "northmere now means this estate and not the one that is shipped" in made.err
    assert "in the current folder, not the northmere that is shipped" in battlebox("check", "northmere").err
    assert "current folder" not in battlebox("check", "./northmere").err
    assert "now means" not in battlebox("estate", "convert", "northmere", "other").err


def test_everything_already_ordered_is_no_option_of_contain(battlebox):
    ran = battlebox("contain", "northmere", *HIT, *QUICK, "--done", "everything@200")
    assert "everything was ordered already, so it is no option here" in ran.out
    assert not any(line.startswith("everything ") and "ordered" not in line for line in ran.out.splitlines())


@pytest.mark.parametrize("more", [(), ("--for", "eastholt")])
def test_contain_as_json_prices_no_second_everything(battlebox, more):
    asked = ("contain", "northmere", *HIT, *QUICK, "--json", *more)
    for done, times in ((), 1), (("--done", "everything@200"), 0):
        data = json.loads(battlebox(*asked, *done).out)
        for answer in (data, *([data["together"]] if more else [])):
            assert [row["name"] for row in answer["options"]].count("everything") == times
            assert all(row["people"]["mean"] == row["parts"]["people"] for row in answer["options"])
            assert not (done and answer["everything_first"])


def test_contain_says_no_inner_id_and_no_change_of_nothing(battlebox):
    ran = battlebox("contain", "northmere", *HIT, *QUICK, "--for", "eastholt")
    assert "everything:" not in ran.out
    assert "adds nothing" not in ran.out
    assert "drops nothing" not in ran.out
    assert "if northmere shuts down: harm " in ran.out


def test_one_thing_that_is_out_is_said_as_one(battlebox):
    ran = battlebox("impact", "northmere", "--down", "farwick.homelessness-tonight")
    assert "1 thing is out at some time" in ran.out


def test_contain_explains_an_order_it_recommends_and_one_it_does_not(battlebox):
    asked = ("--why", "northmere.power-off", "--why-all")
    data = _data(battlebox("contain", "northmere", *HIT, *QUICK[:2], "--seconds", "60", *asked, "--json"))
    plan = data["options"][-1]["actions"]
    assert [row["action"] for row in data["why"]] == ["northmere.power-off", *plan]
    assert [row["planned"] for row in data["why"]] == [False, *(True for _ in plan)]
    assert set(data["why"][0]) == {
        "action", "planned", "worth", "drops", "saving", "parts", "own_harm", "routes", "spares", "bodies", "checks",
        "shorter", "longer", "stops", "breaks", "cut", "words"}  # fmt: skip
    assert set(data["why"][0]["routes"][0]) == {"path", "from", "to", "used", "in_time", "others"}
    assert set(data["why"][0]["stops"][0]) == {"service", "body", "from_h", "hours", "people"}
    assert set(data["why"][0]["breaks"][0]) == {"what", "now", "low", "high", "at", "se", "worth"}
    shares = [row["used"] for row in data["why"][0]["routes"]]
    assert all(0 <= share <= 1 for share in shares)
    savings = {row["action"]: row["mean"] for row in data["options"][-1]["savings"]}
    for row in data["why"][1:]:
        assert row["saving"]["mean"] == pytest.approx(savings[row["action"]]), "the same worlds, so the same saving"


def test_contain_says_why_in_words_and_without_being_asked_says_nothing(battlebox):
    ran = battlebox("contain", "northmere", *HIT, *QUICK, "--why", "northmere.power-off")
    assert ran.code == 0
    for head in ("Ways in that it closes:", "What it spares:", "What it stops, and for whom:"):
        assert head in ran.out
    assert "be worth it if:" in ran.out
    quiet = battlebox("contain", "northmere", *HIT, *QUICK, "--json")
    assert json.loads(quiet.out)["why"] == []


def test_an_action_that_is_not_there_is_refused_before_the_search(battlebox):
    ran = battlebox("contain", "northmere", *HIT, "--why", "northmere.power-of")
    assert ran.code == 2
    assert "northmere.power-off" in ran.err
    assert ran.out == ""
