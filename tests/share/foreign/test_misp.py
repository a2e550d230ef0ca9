"""Events of MISP through the converter: each in with its labels, or refused by name; and out again for one partner."""

import json
import subprocess
import sys
import time

import pytest

from battlebox.marking import Tlp
from battlebox.share.foreign import Converter, ForeignCode, ForeignError, read_misp, write_misp
from battlebox.share.foreign.misp_process import PROGRAM
from share.foreign.made import (
    EASTHOLT,
    FARWICK,
    INTEL,
    NOW,
    STRANGER,
    attribute,
    body,
    event,
    gate,
    indicator,
    needs_intel,
    tags,
    uid,
)  # fmt: skip

RED, GREEN, STRICT = Tlp.RED.stix_id, Tlp.GREEN.stix_id, Tlp.AMBER_STRICT.stix_id


@pytest.fixture(scope="module")
def converter():
    with Converter() as found:
        yield found


def by_type(read, kind):
    return [thing.says for thing in read.things if thing.type == kind]


def test_what_came_of_a_part_has_its_label_and_what_names_it_is_as_strict(converter):
    one = event(attribute(1), attribute(2, Tag=tags("tlp:red")), Tag=tags("tlp:green", "type:OSINT"))
    (read,) = read_misp(body(one), converter)
    assert (read.label, read.attributes, read.refused) == (Tlp.GREEN, 2, ())
    marked = {
        thing["id"]: thing["object_marking_refs"]
        for kind in ("indicator", "observed-data")
        for thing in by_type(read, kind)
    }
    assert marked[f"indicator--{uid(1)}"] == [GREEN]
    assert marked[f"indicator--{uid(2)}"] == [RED]
    assert marked[f"observed-data--{uid(2)}"] == [RED]
    for kind in ("report", "grouping"):
        assert all(thing["object_marking_refs"] == [RED] for thing in by_type(read, kind))
    for relationship in by_type(read, "relationship"):
        assert relationship["object_marking_refs"] == marked[relationship["source_ref"]]
    for domain in by_type(read, "domain-name"):
        assert domain["object_marking_refs"] == ([RED] if domain["value"] == "bad2.example.org" else [GREEN])
    assert by_type(read, "identity")[0]["object_marking_refs"] == [GREEN]


def test_a_label_of_the_new_traffic_light_is_never_lost(converter):
    names = {"tlp:clear": Tlp.CLEAR, "tlp:amber+strict": Tlp.AMBER_STRICT, "tlp:amber": Tlp.AMBER, "tlp:purple": None}
    events = [event(attribute(1), number=place, Tag=tags(name)) for place, name in enumerate(names, 1)]
    for read, label in zip(read_misp(body(*events), converter), names.values(), strict=True):
        want = None if label is None else [label.stix_id]
        assert read.things
        assert {json.dumps(thing.says.get("object_marking_refs")) for thing in read.things} == {json.dumps(want)}
        assert b"tlp:" not in b"".join(thing.raw for thing in read.things)


def test_a_cluster_without_a_uuid_does_not_cost_the_event(converter):
    galaxy = {"type": "mitre-intrusion-set", "name": "Intrusion Set", "uuid": uid(60), "description": "",
              "GalaxyCluster": [{"uuid": "", "value": "Somebody", "type": "tool", "description": ""}]}  # fmt: skip
    (read,) = read_misp(body(event(attribute(1), Galaxy=[galaxy])), converter)
    assert read.things
    assert read.notes == ("1 galaxy clusters without a uuid, and left out",)


def test_one_bad_event_does_not_cost_its_neighbours(converter):
    bad = event(attribute(1)) | {"uuid": "x"}
    reads = list(read_misp(body(event(attribute(1)), bad, event(number=3), event(attribute(4), number=4)), converter))
    assert [bool(read.things) for read in reads] == [True, False, False, True]
    assert [read.refused[0].code for read in reads if not read.things] == [
        ForeignCode.EVENT_ID,
        ForeignCode.EVENT_EMPTY,
    ]


def test_a_registry_key_that_people_write_short_is_written_out(converter):
    (read,) = read_misp(body(event(attribute(1, "regkey", "HKLM\\Software\\Own"))), converter)
    (key,) = by_type(read, "windows-registry-key")
    assert key["key"] == "HKEY_LOCAL_MACHINE\\Software\\Own"


def test_what_came_of_a_part_and_is_no_sound_stix_is_refused_by_name_and_the_rest_is_in(converter):
    long = attribute(1, "mutex", "a" * 70_000)
    (read,) = read_misp(body(event(long, attribute(2))), converter)
    assert {one.code for one in read.refused} == {ForeignCode.NOT_SOUND}
    assert {one.place for one in read.refused} == {f"indicator--{uid(1)}"}
    assert b"aaaa" not in repr(read.refused).encode()
    assert [domain["value"] for domain in by_type(read, "domain-name")] == ["bad2.example.org"]


def program(tmp_path, words):
    made = tmp_path / "program.py"
    made.write_text(f"import sys, time\nprint('{{}}', flush=True)\nfor line in sys.stdin:\n    {words}\n")
    return made


def test_a_converter_that_says_nothing_is_ended_and_the_next_event_is_tried(tmp_path):
    with Converter(program(tmp_path, "time.sleep(60)"), seconds_most=0.3) as silent:
        began = time.monotonic()
        reads = list(read_misp(body(event(attribute(1)), event(attribute(1), number=2)), silent))
    assert [read.refused[0].code for read in reads] == [ForeignCode.CONVERTER_TIME] * 2
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("words", ["sys.exit(1)", "print('no answer', flush=True)", "print('[]', flush=True)"])
def test_a_converter_that_dies_or_talks_nonsense_is_a_named_reason(tmp_path, words):
    with Converter(program(tmp_path, words)) as wrong:
        (read,) = read_misp(body(event(attribute(1))), wrong)
    assert read.refused[0].code is ForeignCode.CONVERTER_ENDED


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "PermissionError"),
        ("import socket; socket.getaddrinfo('localhost', 80)", "PermissionError"),
        ("import os; os.system('true')", "PermissionError"),
        ("import subprocess; subprocess.run(['true'])", "PermissionError"),
        ("open('left-behind', 'w')", "PermissionError"),
        ("bytearray(3 * 1024 ** 3)", "MemoryError"),
    ],
)
def test_the_converter_has_no_network_no_programs_no_files_and_little_memory(tmp_path, act, kind):
    words = (
        f"import importlib.util as u\ns = u.spec_from_file_location('w', {str(PROGRAM)!r})\nw = u.module_from_spec(s)\n"
        f"s.loader.exec_module(w)\nw.shut_in(20)\nw.stay_alone()\n"
        f"try:\n    {act}\nexcept {kind}:\n    print('refused')"
    )
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.stdout == "refused\n", done.stderr
    assert not list(tmp_path.iterdir())


def test_the_converter_is_never_loaded_here(converter):
    list(read_misp(body(event(attribute(1))), converter))
    assert not [name for name in sys.modules if name.startswith(("misp_stix_converter", "pymisp"))]


def test_a_body_without_an_event_is_refused_as_a_whole(converter):
    with pytest.raises(ForeignError) as refused:
        list(read_misp(b'{"type":"bundle"}', converter))
    assert refused.value.code is ForeignCode.NO_EVENT


HELD = (
    indicator(1, Tlp.CLEAR),
    indicator(2, Tlp.GREEN),
    indicator(3, Tlp.AMBER),
    indicator(4, Tlp.AMBER_STRICT),
    indicator(5, Tlp.RED),
    indicator(6, None),
    indicator(7, Tlp.CLEAR, "[domain-name:value = 'a.example' AND url:value = 'b']"),
)


@pytest.mark.parametrize(("to", "numbers"), [(EASTHOLT, {1, 2, 3}), (FARWICK, {1, 2}), (STRANGER, {1})])
def test_each_council_is_given_what_it_may_have_and_nothing_more(to, numbers):
    way, alarms = gate(*HELD)
    given = write_misp(HELD, to, NOW, way, title="Bad domains", author="Northmere")
    says = json.loads(given.body)["Event"]
    assert {one["value"] for one in says["Attribute"]} == {f"bad{number}.example.org" for number in numbers}
    for number in set(range(1, 8)) - numbers:
        assert uid(number).encode() not in given.body
        assert f"bad{number}.example.org".encode() not in given.body
    assert {one.thing.id for one in given.gone} == {f"indicator--{uid(number)}" for number in numbers}
    assert len(given.left) == len(HELD) - len(numbers)
    assert alarms == []


def test_labels_go_out_in_the_words_of_the_new_traffic_light():
    held = indicator(4, Tlp.AMBER_STRICT)
    way, _ = gate(held)
    ours = type(EASTHOLT)(EASTHOLT.way, "northmere")
    says = json.loads(write_misp([held, indicator(1, Tlp.CLEAR)], ours, NOW, way, title="x", author="Northmere").body)[
        "Event"
    ]
    assert [tag["name"] for tag in says["Tag"]] == ["tlp:amber+strict"]
    assert [(tag["Tag"][0]["name"], tag["distribution"]) for tag in says["Attribute"]] == [
        ("tlp:amber+strict", "0"),
        ("tlp:clear", "3"),
    ]


def test_what_went_out_comes_in_no_freer(converter):
    way, _ = gate(*HELD)
    given = write_misp(HELD, EASTHOLT, NOW, way, title="Bad domains", author="Northmere")
    (read,) = read_misp(given.body, converter)
    patterns = {thing["pattern"]: thing["object_marking_refs"] for thing in by_type(read, "indicator")}
    # The event is AMBER, which MISP has no distribution for but the receiver's own organisation.
    assert patterns == {f"[domain-name:value = 'bad{number}.example.org']": [STRICT] for number in (1, 2, 3)}


def test_a_report_is_no_freer_for_an_attribute_that_bears_its_uuid(converter):
    one = event(attribute(1, Tag=tags("tlp:clear")), attribute(2, Tag=tags("tlp:red")), number=1)
    (read,) = read_misp(body(one), converter)
    (whole,) = [thing.says for thing in read.things if thing.type in ("report", "grouping")]
    assert whole["id"].endswith(uid(1))
    assert whole["object_marking_refs"] == [RED]


def test_nothing_to_give_is_an_empty_body():
    way, _ = gate(*HELD)
    assert write_misp(HELD[2:], STRANGER, NOW, way, title="x", author="Northmere").body == b""


@needs_intel
def test_every_one_of_the_22_real_events_is_in(converter):
    files = sorted((INTEL / "eset-misp").iterdir())
    reads = {path.name: list(read_misp(path.read_bytes(), converter)) for path in files}
    assert len(reads) == 22
    assert all(len(events) == 1 and events[0].things for events in reads.values())
    for events in reads.values():
        assert not [note for note in events[0].notes if "made nothing" in note or "could not read" in note]
