"""Playbooks of CACAO become lists of steps for people: nothing is run, nothing runs for ever, no secret is shown."""

import json

import pytest

from battlebox.marking import Marked, Tlp
from battlebox.share.foreign import ForeignCode, ForeignError, Step, TaskList, read_cacao, write_cacao
from share.foreign.made import EASTHOLT, FARWICK, INTEL, NOW, STRANGER, needs_intel, playbook, uid

C = ForeignCode


def refused(body):
    with pytest.raises(ForeignError) as error:
        read_cacao(body)
    return error.value.code


def test_a_playbook_becomes_steps_with_who_what_after_and_when():
    tasks = read_cacao(playbook())
    assert [(step.number, step.what, step.who, step.after, step.when) for step in tasks.steps] == [
        (1, "Look in the mail log", ("Mail team",), (), ""),
        (2, "Take that laptop off the network", (), (1,), "if somebody clicked"),
        (3, "Block the domain", (), (2, 1), ""),
    ]
    assert tasks.steps[0].how == ("Look for bad.example.org",)


def test_a_command_is_shown_as_words_and_never_run():
    tasks = read_cacao(playbook())
    assert tasks.steps[1].how == ("a command for ssh, which a person may run or not: shutdown -h now",)
    assert "1 command in it is shown as words; none was run, and none ever is" in tasks.notes


def test_a_password_is_nowhere():
    assert "swordfish" not in repr(read_cacao(playbook()))


def action(to, **more):
    return {"type": "action", "name": "x", "on_completion": to, **more}


DEEP = {f"if--{n}": {"type": "if-condition", "condition": "x", "on_true": f"if--{n + 1}"} for n in range(300)}
MANY = {f"action--{n}": action(f"action--{n + 1}") for n in range(600)}


@pytest.mark.parametrize(
    ("workflow", "code"),
    [
        ({"start--1": {"type": "start", "on_completion": "a"}, "a": action("b"), "b": action("a")}, C.CIRCLE),
        ({"start--1": {"type": "start", "on_completion": "start--1"}}, C.CIRCLE),
        (
            {"start--1": {"type": "start", "on_completion": "p"}, "p": {"type": "parallel", "next_steps": ["p"]}},
            C.CIRCLE,
        ),
        ({"start--1": {"type": "start", "on_completion": "gone"}}, C.UNKNOWN_STEP),
        ({"end--1": {"type": "end"}}, C.UNKNOWN_STEP),
        ({"start--1": {"type": "start", "on_completion": "end"}, "end": {"type": "end"}}, C.NO_STEPS),
        ({"start--1": {"type": "start", "on_completion": "if--0"}, **DEEP}, C.TOO_DEEP),
        ({"start--1": {"type": "start", "on_completion": "action--0"}, **MANY}, C.TOO_MANY),
        ({"start--1": "x"}, C.MISSING),
    ],
)
def test_a_workflow_that_never_ends_or_leads_nowhere_is_refused_by_name(workflow, code):
    assert refused(playbook(workflow)) is code


def test_ways_that_part_and_meet_again_and_again_are_walked_once():
    fork = {
        f"p--{n}": {"type": "parallel", "next_steps": [f"a--{n}", f"b--{n}"], "on_completion": f"p--{n + 1}"}
        for n in range(100)
    }
    sides = {f"{side}--{n}": action("end--1") for n in range(100) for side in "ab"}
    ends = {"end--1": {"type": "end"}, "p--100": {"type": "end"}}
    tasks = read_cacao(playbook({"start--1": {"type": "start", "on_completion": "p--0"}, **fork, **sides, **ends}))
    assert len(tasks.steps) == 200


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{}", C.NOT_THIS),
        (b"[]", C.NOT_THIS),
        (playbook(spec_version="1.1"), C.NOT_THIS),
        (playbook(revoked=True), C.REVOKED),
        (playbook(name=""), C.MISSING),
        (b'{"type":"playbook","type":"playbook"}', C.NAME_TWICE),
        (b'{"type":' + b"[" * 1000 + b"]" * 1000 + b"}", C.TOO_DEEP),
        (b'{"a":NaN}', C.NOT_JSON),
        (b"\xff\xfe", C.NOT_UTF8),
        (b'{"a":"\\ud800"}', C.NOT_JSON),
        (b" " * 2_000_000, C.TOO_LARGE),
    ],
)
def test_what_is_no_playbook_is_refused(body, code):
    assert refused(body) is code


def marked(*labels: Tlp, level: str = ""):
    ids = [f"marking-tlp--{label.stix_id.partition('--')[2]}" for label in labels]
    says = {"markings": ids}
    if level:
        says["data_marking_definitions"] = {ids[0]: {"type": "marking-tlp", "tlpv2_level": level}}
    return read_cacao(playbook(**says)).label


def test_its_label_is_the_strictest_that_it_carries_and_a_doubtful_one_stays_here():
    assert marked() is None
    assert marked(Tlp.GREEN) is Tlp.GREEN
    assert marked(Tlp.CLEAR, Tlp.RED) is Tlp.RED
    assert marked(Tlp.CLEAR, level="TLP:CLEAR") is Tlp.CLEAR
    assert marked(Tlp.CLEAR, level="TLP:RED") is Tlp.AMBER_STRICT
    assert read_cacao(playbook(markings=["marking-iep--1"])).label is Tlp.AMBER_STRICT


TASKS = TaskList(
    "bulletin-7",
    "Block a domain",
    (Step(1, "Look in the mail log", ("Mail team",)), Step(2, "Block it", after=(1,), when="if it is there")),
)


def write(tlp, to, tasks=TASKS):
    return write_cacao(tasks, Marked("northmere", tlp), to, NOW, author=f"identity--{uid(1)}")


def test_a_list_goes_out_as_manual_steps_and_comes_back():
    body = write(Tlp.AMBER, EASTHOLT)
    assert {
        command["type"] for step in json.loads(body)["workflow"].values() for command in step.get("commands", [])
    } == {"manual"}
    back = read_cacao(body)
    assert (back.title, back.label, [step.what for step in back.steps]) == (
        "Block a domain", Tlp.AMBER, ["Look in the mail log", "Block it"],
    )  # fmt: skip
    assert back.steps[1].how == ("Block it; only if it is there",)


@pytest.mark.parametrize(
    ("tlp", "to"), [(Tlp.AMBER, FARWICK), (Tlp.GREEN, STRANGER), (Tlp.RED, EASTHOLT), (None, EASTHOLT)]
)
def test_a_council_that_may_not_have_a_list_is_given_nothing(tlp, to):
    with pytest.raises(ForeignError) as error:
        write(tlp, to)
    assert error.value.code is C.KEPT_BACK


def test_a_list_that_is_stricter_than_its_marking_stays():
    with pytest.raises(ForeignError):
        write(Tlp.CLEAR, STRANGER, TaskList("x", "x", TASKS.steps, label=Tlp.AMBER))


@needs_intel
def test_every_public_playbook_is_in_and_its_parts_are_not():
    found = {path.name: path.read_bytes() for path in (INTEL / "cacao").glob("*.json")}
    taken = {name for name, body in found.items() if b'"playbook"' in body and b"workflow_start" in body}
    assert len(taken) == 6
    for name, body in found.items():
        if name in taken:
            assert read_cacao(body).steps
        else:
            assert refused(body) is C.NOT_THIS
