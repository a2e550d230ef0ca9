"""Bad scenario files: each is refused in a sentence with its place and a hint, and none ever ends in anything else."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.drill.scenario import (
    FILE_BYTES_MAX,
    ScenarioError,
    find_scenario,
    scenario_of_bytes,
    scenario_of_file,
)
from drill.scenario.test_format import EXAMPLE, changed, mistakes, read

LATER = """
[[inject]]
number = {number}
at_minutes = {at}
title = "Another"
from = "an office"
by = "phone"
text = "More."
objectives = ["backups-first"]
evaluator = "an evaluator"
{more}
[inject.scores]
full = "all"
half = "some"
none = "none"
"""
BRANCH = """
[[branch]]
id = "{id}"
asks = "Was it?"
by_minutes = {by}
any = [{{ kind = "decision:made" }}]
under = "{under}"
"""


def later(number=2, at=5, more=""):
    return EXAMPLE + LATER.format(number=number, at=at, more=more)


EXPECTED = 'expected = [{ do = "Act", within_minutes = 10, any = [{ kind = "decision:made" }] }]'
HELD = 'at = ["backups"]\nhours_before = 32\nspreads = true\n'
LEAP = '\n[[event]]\nid = "leap"\nat_minutes = 16\nkind = "time-passes"\nhours = 24\nwords = "A day on."\n'


def event(name, at, kind, more=""):
    return f'\n[[event]]\nid = "{name}"\nat_minutes = {at}\nkind = "{kind}"\nof = "backups"\nwords = "On."\n{more}'


OUT, BACK = event("fails", 20, "system-fails"), event("up", 22, "comes-back")
BY_BRANCH = 'branch = "cut-in-time"\nwhen = "{when}"\n'

TAKEN = 'by_minutes = 12\nshut = ["backups"]'

FIELDS = [
    (('to = ["operational", "tactical"]', 'to = ["Silver"]'), "inject 1", "to is 'Silver'", "did you mean tactical?"),
    # A field that is not known, or of another type.
    (("minutes = 30", "minuts = 30"), "the scenario", "there is no field 'minuts'", "did you mean minutes?"),
    (("minutes = 30", 'minutes = "30"'), "the scenario", "minutes is not a whole number", "minutes = 15, without"),
    (("minutes = 30", "minutes = true"), "the scenario", "minutes is not a whole number", "minutes = 15"),
    (("minutes = 30", "minutes = 0"), "the scenario", "minutes is 0, and must be from 5 to 2880", "how long"),
    (('starts = "09:10"', 'starts = "soon"'), "the scenario", "starts is 'soon', which is no time of day", "09:10"),
    (('starts = "09:10"', 'starts = "25:10"'), "the scenario", "no time of day", "09:10"),
    (('weekday = "tuesday"', 'weekday = "tuseday"'), "the scenario", "weekday is 'tuseday'", "did you mean tuesday?"),
    (('roles = ["tactical"', 'roles = ["tactcal"'), "the scenario", "roles is 'tactcal'", "did you mean tactical?"),
    (('title = "The tapes do not answer"', 'title = " "'), "the scenario", "title is missing or blank", "called"),
    (('"Who could', '"Who\\u202e could'), "the scenario", "cannot be seen", "by hand"),
    (('id = "tapes"', 'id = "The Tapes"'), "the scenario", "is no id", "small letters"),
    (('words = "Somebody has the backup', 'wrds = "Somebody has the backup'), "attack", "no field 'wrds'", "words"),
    # An inject.
    (("at_minutes = 0", "at_minutes = -5"), "inject 1", "at_minutes is -5, and must be from 0", "after the start"),
    (("number = 1\n", "number = 0\n"), "inject 0", "number is 0", "number injects from 1 up"),
    (('by = "phone"', 'by = "phon"'), "inject 1", "by is 'phon'", "did you mean phone?"),
    (("I cannot log in", "I cannot log in" + "x" * 1600), "inject 1", "fit", "shorten it, or make an attachment"),
    (("within_minutes = 10", "within_minutes = 0"), "inject 1, expected 1", "within_minutes is 0", "after the inject"),
    (
        ('any = [{ kind = "suspicion:stated", about = "backups", where = { state = "suspected" } }]', "any = []"),
        "inject 1, expected 1",
        "any is",
        "one",
    ),
    (('kind = "suspicion:stated"', 'kind = "suspicion:state"'), "any 1", "kind is 'suspicion:state'", "did you mean"),
    (
        ('about = "backups", where', 'about = "backup", where'),
        "expected 1, any",
        "the part 'backup', and there is none",
        "did",
    ),
    (('kind = "decision:made" }', 'kind = "decision:made", about = "backups" }'), "any 2", "do not say what", "about"),
    (
        ('{ kind = "decision:made" }', '{ kind = "clock:met", clock = "ico33" }'),
        "any 2",
        "'ico33'",
        "did you mean ico-33",
    ),
    (
        ('{ kind = "decision:made" }', '{ kind = "clock:met", clock = "csrb-first" }'),
        "any 2",
        "switched off",
        "take it",
    ),
    (('{ kind = "decision:made" }', '{ kind = "fact:stated", where = { status = "sure" } }'), "any 2", "'sure'", ""),
    (("solo = true", 'clocks = ["ico-3"]'), "inject 1", "names the clock 'ico-3'", "did you mean ico-3"),
    (("cannot log in to {backups}", "cannot log in to {bakups}"), "inject 1", "'bakups'", "did you mean backups?"),
    (("cannot log in to {backups}", "cannot log in to {backups"), "inject 1", "stands alone", "braces hold"),
    (('objectives = ["backups-first"]', 'objectives = ["first"]'), "inject 1, objectives", "'first'", ""),
    (('sources = ["Q4"]', 'sources = ["Q5"]'), "inject 1, sources", "'Q5'", ""),
    (('to = ["operational", "tactical"]', 'to = ["observer"]'), "inject 1, to", "the role 'observer'", ""),
    # Events, branches, parts.
    (('kind = "backups-deleted"', 'kind = "backup-deleted"'), "event deleted", "'backup-deleted'", "did you mean"),
    (("share_percent = 10\n", ""), "event deleted", "needs share_percent", "such as 10"),
    (("share_percent = 10\n", "share_percent = 10\nhours = 3\n"), "event deleted", "hours, which means nothing", "out"),
    (('of = "backups"\nshare', 'of = "player"\nshare'), "event deleted, of", "player, which is a body", "a system"),
    (('branch = "cut-in-time"', 'branch = "cut-in-tim"'), "event deleted, branch", "'cut-in-tim'", "cut-in-time?"),
    (('branch = "cut-in-time"\n', ""), "event deleted", "when needs branch", "take `when` out"),
    (("at_minutes = 15", "at_minutes = 11"), "event deleted", "T+11 and waits on the branch cut-in-time", "after T+12"),
    (("by_minutes = 12", "by_minutes = 31"), "branch cut-in-time, by_minutes", "T+31, and the scenario ends", ""),
    (("real = true", "real = false"), "attack", "a field at, which means nothing there", "take it out"),
    (('at = ["backups"]\n', ""), "attack", "an attack that is real needs at", "name the parts"),
    (('kind = "system"', 'kind = "service"\nat = "player"'), "part backups", "at, which means nothing there", ""),
    (('like = ["backup"]\n', ""), "part backups", "needs like", "words of its name"),
    (('pick = "like"', 'pick = "between"'), "part backups", "pick is between", "for a system, write one of"),
    (('id = "backups"', 'id = "player"'), "part player", "stands in it twice", "always there"),
    # What an inject tells, and a branch that asks the truth.
    (("solo = true", 'tells = ["bakups"]'), "inject 1, tells", "'bakups'", "did you mean backups?"),
    (("solo = true", 'tells = ["player"]'), "inject 1, tells", "player, which is a body", "a system"),
    (("solo = true", 'tells = ["backups", "backups"]'), "inject 1", "stands in it twice", ""),
    (("by_minutes = 12", 'by_minutes = 12\ntaken = "backups"'), "branch cut-in-time", "shut, which means", "out"),
    (
        (TAKEN, 'by_minutes = 12\nshut = ["player"]'),
        "branch cut-in-time, shut",
        "player, which is a body",
        "a link or a system",
    ),
    ((TAKEN, TAKEN + '\nany = [{ kind = "decision:made" }]'), "branch cut-in-time", "any, which means", "out"),
    (
        (TAKEN, 'by_minutes = 12\nany = [{ kind = "system:isolated", about = "backups" }]'),
        "branch cut-in-time",
        "system:isolated says what was ordered: an order takes time to work",
        'shut = ["backups"]',
    ),
    ((TAKEN, 'by_minutes = 12\nany = [{ kind = "system:verified" }]'), "branch cut-in-time", "takes time", "shut = ["),
    (("orders_faster = 10", "orders_faster = 0"), "the scenario", "orders_faster", "how many times sooner"),
    (("orders_faster = 10", "orders_faster = 61"), "the scenario", "orders_faster", "how many times sooner"),
    (("orders_faster = 10", "orders_faster = true"), "the scenario", "orders_faster", "without quotation"),
    ((TAKEN, 'by_minutes = 12\ntaken = "player"'), "branch cut-in-time, taken", "player, which is a body", "a system"),
    ((TAKEN, 'by_minutes = 12\ntaken = "tapes"'), "branch cut-in-time, taken", "'tapes'", ""),
    ((TAKEN, "by_minutes = 12"), "branch cut-in-time", "any is missing", "one sign"),
]


@pytest.mark.parametrize(("change", "place", "sentence", "hint"), FIELDS)
def test_each_mistake_has_its_place_its_sentence_and_its_hint(change, place, sentence, hint):
    found = mistakes(changed(change))
    assert any(place in where and sentence in said and hint in advice for where, said, advice in found), found
    for where, said, advice in found:
        assert where
        assert advice
        assert not said.endswith(".")


@pytest.mark.parametrize(
    ("text", "place", "sentence"),
    [
        (later(number=1), "inject 1, number", "the inject 1 stands in it twice"),
        (later(number=2, at=31), "inject 2, at_minutes", "it falls at T+31, and the scenario ends at T+30"),
        (EXAMPLE.replace("number = 1\n", "number = 3\n") + LATER.format(number=2, at=5, more=""), "inject 2",
         "it comes after inject 3 in the file and before it in number"),
        (EXAMPLE.replace("at_minutes = 0", "at_minutes = 9") + LATER.format(number=2, at=5, more=""), "inject 2",
         "it comes after inject 1 in the file and before it in time"),
        (later(at=5, more='branch = "cut-in-time"'), "inject 2", "T+5 and waits on the branch cut-in-time"),
        (EXAMPLE + BRANCH.format(id="one", by=20, under="two") + BRANCH.format(id="two", by=21, under="one"),
         "branch one, under", "branches wait on each other in a circle: one waits on two waits on one"),
        (EXAMPLE + BRANCH.format(id="one", by=20, under="one"), "branch one, under", "one waits on one"),
        (EXAMPLE + BRANCH.format(id="lone", by=20, under="cut-in-time"), "branch lone",
         "the branch lone is used nowhere"),
        (EXAMPLE.replace("[[inject]]\n", '[[objective]]\nid = "spare"\nwords = "Nothing"\n\n[[inject]]\n', 1),
         "objective spare", "the objective spare is used nowhere"),
        (EXAMPLE.replace("[attack]", 'Q9 = "a source that nobody uses"\n\n[attack]', 1), "source Q9", "used nowhere"),
        (later(at=10, more=EXPECTED) + LEAP,
         "inject 2, expected 1", "the story leaps 24 hours ahead at T+16"),
        (EXAMPLE + '\n[[event]]\nid = "up"\nat_minutes = 20\nkind = "comes-back"\nof = "backups"\nwords = "On."\n',
         "event up, of", "no event before it took that out or away"),
        (EXAMPLE + OUT + event("up", 20, "comes-back"), "event up, at_minutes",
         "backups comes back at T+20, the minute in which event fails takes it out"),
        (EXAMPLE + OUT + BACK + event("again", 25, "comes-back") + event("anew", 25, "system-fails"),
         "event again, at_minutes", "backups comes back at T+25, the minute in which event anew takes it out"),
        (EXAMPLE + OUT + BACK + event("again", 25, "comes-back"), "event again, of",
         "backups comes back, and is back already since event up at T+22"),
        (EXAMPLE + OUT + event("up", 22, "comes-back", BY_BRANCH.format(when="no"))
         + event("again", 25, "comes-back", BY_BRANCH.format(when="no")), "event again, of", "back already"),
        (EXAMPLE + OUT + event("anew", 21, "system-fails"), "event anew, of",
         "backups goes out, and is out already since event fails at T+20"),
        (EXAMPLE + '\n[[event]]\nid = "out"\nat_minutes = 20\nkind = "data-published"\nof = "backups"\nwords = "On."\n',
         "event out, of", "no event before it took that out or away: data-copied"),
        (EXAMPLE + '\n[[event]]\nid = "early"\nat_minutes = 3\nkind = "system-fails"\nof = "backups"\nwords = "On."\n',
         "event early, at_minutes", "comes after event deleted in the file and before it in time"),
        (EXAMPLE.replace("real = true", "real = false").replace(HELD, ""),
         "event deleted, kind", "is the work of an attacker, and the table attack says that there is none"),
        (EXAMPLE.replace("[[part]]", '[[part]]\nid = "early"\nkind = "service"\npick = "stands-on"\nof = "backups"\n'
                         'at = "player"\nwords = "w"\n\n[[part]]', 1), "part early, of", "which comes after it"),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_refused_with_both_ends_named(text, place, sentence):
    found = mistakes(text)
    assert any(place in where and sentence in said for where, said, _ in found), found


@pytest.mark.parametrize(
    "more",
    [
        OUT + BACK,
        OUT + BACK + event("anew", 24, "system-fails") + event("again", 25, "comes-back"),
        # The one way or the other, never both.
        OUT + event("up", 22, "comes-back", BY_BRANCH.format(when="yes"))
        + event("late", 25, "comes-back", BY_BRANCH.format(when="no")),
        # On one way sooner, at the latest then.
        OUT + event("up", 22, "comes-back", BY_BRANCH.format(when="yes")) + event("late", 25, "comes-back"),
        OUT + event("more", 22, "system-fails", BY_BRANCH.format(when="yes"))
        + event("up", 22, "comes-back", BY_BRANCH.format(when="no")),
    ],
)  # fmt: skip
def test_what_comes_back_once_for_each_time_that_it_went_out_is_sound(more):
    assert read(EXAMPLE + more).events


def test_every_mistake_is_told_in_one_go():
    found = mistakes(
        changed(("minutes = 30", "minuts = 30"), ('by = "phone"', 'by = "drum"'), ('pick = "like"', 'pick = "x"'))
    )
    assert len({place for place, _, _ in found}) == 3


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"\xff\xfe", "not UTF-8 text: byte 1 is not"),
        (b"format = ", "is not TOML"),
        (b"[[[[", "is not TOML"),
        (b"", "mine.toml does not say which format"),
        (b"format = 7", "the format 7 of mine.toml is not known here"),
        (b'format = "battlebox-scenario/2"', "is not known here"),
        (b"a = " + b"[" * 5000, "is not TOML"),
        (b'format = "battlebox-scenario/1"\nminutes = ' + b"9" * 5000, "is not TOML"),
        (b" " * (FILE_BYTES_MAX + 1), "is larger than 1000000 bytes"),
    ],
)
def test_what_is_no_scenario_file_is_refused(raw, sentence):
    with pytest.raises(ScenarioError) as caught:
        scenario_of_bytes(raw, "mine.toml")
    assert sentence in str(caught.value)
    assert caught.value.hint


def test_a_folder_a_name_of_nothing_and_fifty_megabytes_are_refused(tmp_path):
    with pytest.raises(ScenarioError, match="is a folder"):
        scenario_of_file(tmp_path)
    with pytest.raises(ScenarioError, match="cannot be read: no such file"):
        scenario_of_file(tmp_path / "none.toml")
    with pytest.raises(ScenarioError, match="no scenario is called 'west-lodnon': did you mean west-london"):
        find_scenario("west-lodnon")
    for name in ("", " ", "x\0y", "n" * 5000):
        with pytest.raises(ScenarioError, match="no scenario is called"):
            find_scenario(name)
    big = tmp_path / "big.toml"
    with big.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(ScenarioError, match="is larger than"):
        scenario_of_file(big)


def test_a_file_is_taken_before_a_shipped_name(tmp_path, monkeypatch):
    (tmp_path / "west-london").write_text(EXAMPLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert find_scenario("west-london").id == "tapes"


def test_a_byte_order_mark_and_windows_lines_are_read():
    assert scenario_of_bytes(b"\xef\xbb\xbf" + EXAMPLE.replace("\n", "\r\n").encode(), "mine.toml") == read()


def tried(text):
    """The scenario, or why it is refused; anything else that is raised fails the test."""
    try:
        return read(text), None
    except ScenarioError as refused:
        return None, refused


@pytest.mark.parametrize("key", sorted(tomllib.loads(EXAMPLE)))
@pytest.mark.parametrize("value", ["3", '"x"', "[]", "[3]", "[[3]]", "{}", "[{}]", "true", "1979-05-27"])
def test_any_value_of_any_table_is_read_or_refused_and_nothing_else(key, value):
    lines, skip = [], False
    for line in EXAMPLE.splitlines():
        if line.startswith("["):
            skip = line.strip("[]").split(".")[0] == key
        if not skip and not (line.startswith(f"{key} = ") and "[sources]" not in "\n".join(lines)):
            lines.append(line)
    text = f"{key} = {value}\n" + "\n".join(lines)
    found, refused = tried(text)
    assert found or (str(refused) and refused.hint)


@given(st.text(max_size=200))
def test_any_text_as_the_words_of_an_inject_is_read_or_refused(words):
    shown = "".join(f"\\U{ord(each):08X}" if not 0xD800 <= ord(each) < 0xE000 else "" for each in words)
    text = EXAMPLE.replace('text = "I cannot', f'text = "{shown} I cannot')
    found, refused = tried(text)
    assert "cannot log in" in found.injects[0].text if found else refused.hint


def test_where_nobody_attacks_a_branch_cannot_ask_what_is_taken():
    asks = 'by_minutes = 12\ntaken = "backups"'
    text = EXAMPLE.replace(HELD, "").replace("real = true", "real = false").replace(TAKEN, asks)
    event = text.index("[[event]]")
    found = mistakes(text[:event] + text[event:].replace('kind = "backups-deleted"', 'kind = "system-fails"')
                     .replace("share_percent = 10\n", ""))  # fmt: skip
    (place, sentence, hint), *others = found
    assert not others
    assert place == "branch cut-in-time, taken"
    assert "what a branch asks with `taken` is the work of an attacker" in sentence
    assert "real = true" in hint
