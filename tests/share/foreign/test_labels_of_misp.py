"""The traffic light in MISP: read by us, the strictest binds, and nothing is dropped."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.marking import Tlp
from battlebox.share.foreign.errors import Code, ForeignError
from battlebox.share.foreign.json_text import read_json
from battlebox.share.foreign.misp_event import events_in, prepared
from battlebox.share.foreign.tags import bound, label_of, narrowed
from share.foreign.made import attribute, body, event, tags, uid


@pytest.mark.parametrize(
    ("names", "label"),
    [
        (["tlp:clear"], Tlp.CLEAR),
        (["tlp:white"], Tlp.CLEAR),
        (["tlp:green"], Tlp.GREEN),
        (["tlp:amber"], Tlp.AMBER),
        (["tlp:amber+strict"], Tlp.AMBER_STRICT),
        (["TLP:Amber+Strict"], Tlp.AMBER_STRICT),
        (["tlp:red"], Tlp.RED),
        (["tlp:green", "tlp:red", "tlp:clear"], Tlp.RED),
        (["tlp:purple"], None),
        (["tlp:purple", "tlp:clear"], Tlp.AMBER_STRICT),
        (["tlp:ex:chr", "tlp:green"], Tlp.AMBER_STRICT),
        (["tlp:ex:chr"], None),
        (["tlp:ex:chr", "tlp:red"], Tlp.RED),
        (["osint:source-type=tlp:clear"], None),
        ([], None),
    ],
)
def test_a_tag_is_read_as_the_label_that_it_is(names, label):
    assert label_of(tags(*names)) is label


def test_what_misp_keeps_narrow_stays_as_narrow():
    assert narrowed(Tlp.CLEAR, "0") is Tlp.AMBER_STRICT
    assert narrowed(None, "0") is None
    assert narrowed(Tlp.CLEAR, "1") is Tlp.GREEN
    assert narrowed(Tlp.CLEAR, "3") is Tlp.CLEAR
    assert narrowed(Tlp.RED, "0") is Tlp.RED
    assert narrowed(None, "1") is None
    assert narrowed(Tlp.GREEN, "4") is Tlp.AMBER_STRICT


def test_no_label_is_stricter_than_amber_strict_and_freer_than_red():
    assert bound(None, Tlp.AMBER_STRICT) is None
    assert bound(None, Tlp.RED) is Tlp.RED


@given(st.lists(st.sampled_from([*Tlp, None]), min_size=1))
def test_what_binds_is_never_freer_than_any_of_them(labels):
    found = bound(*labels)
    rank = {None: 3.5} | {label: label.strictness for label in Tlp}
    assert rank[found] == max(rank[one] for one in labels)


def of(one, groups=None):
    return prepared(next(events_in(read_json(body(one)))), groups or {})


def test_a_part_is_as_strict_as_the_whole_and_as_its_own_label():
    ready = of(
        event(
            attribute(1), attribute(2, Tag=tags("tlp:red")), attribute(3, Tag=tags("tlp:clear")), Tag=tags("tlp:green")
        )
    )
    assert [ready.labels[uid(number)] for number in (1, 2, 3)] == [Tlp.GREEN, Tlp.RED, Tlp.GREEN]


def test_a_doubtful_label_on_the_whole_leaves_its_parts_unmarked():
    ready = of(event(attribute(1, Tag=tags("tlp:clear")), Tag=tags("tlp:purple")))
    assert ready.labels[uid(1)] is None


def test_two_parts_under_one_uuid_are_both_as_strict_as_the_stricter():
    ready = of(event(attribute(1, Tag=tags("tlp:red")), attribute(1, Tag=tags("tlp:clear"))))
    assert ready.labels[uid(1)] is Tlp.RED


def test_an_attribute_for_its_own_organisation_goes_no_further():
    ready = of(event(attribute(1), attribute(2, distribution="0"), Tag=tags("tlp:clear")))
    assert (ready.labels[uid(1)], ready.labels[uid(2)]) == (Tlp.CLEAR, Tlp.AMBER_STRICT)
    assert "1 marked in MISP for its own organisation only" in ready.notes[0]


def test_an_unknown_sharing_group_stays_here_and_a_known_one_is_its_audience():
    one = event(attribute(1), distribution="4", SharingGroup={"uuid": uid(7)}, Tag=tags("tlp:green"))
    assert of(one).label is Tlp.AMBER_STRICT
    assert "not known here" in of(one).notes[0]
    known = of(one, {uid(7): frozenset({"northmere", "eastholt"})})
    assert (known.label, known.audience) == (Tlp.GREEN, {"northmere", "eastholt"})


def test_two_sharing_groups_with_nobody_in_common_are_for_nobody():
    one = event(
        attribute(1, distribution="4", SharingGroup={"uuid": uid(7)}),
        attribute(2, distribution="4", SharingGroup={"uuid": uid(8)}),
        Tag=tags("tlp:clear"),
    )
    ready = of(one, {uid(7): frozenset({"eastholt"}), uid(8): frozenset({"farwick"})})
    assert set(ready.labels.values()) == {Tlp.AMBER_STRICT}


@pytest.mark.parametrize("wrapped", [
    lambda one: {"Event": one}, lambda one: {"response": [{"Event": one}]}, lambda one: {"response": {"Event": one}},
    lambda one: [{"Event": one}], lambda one: one, lambda one: [one],
])  # fmt: skip
def test_an_event_is_found_however_misp_wrapped_it(wrapped):
    assert [found["uuid"] for found in events_in(wrapped(event(attribute(1))))] == [uid(1)]


def test_attributes_without_their_event_are_taken_as_one():
    (found,) = events_in({"response": {"Attribute": [attribute(1), attribute(2)]}})
    assert prepared(found, {}).attributes == 2


@pytest.mark.parametrize("says", [{}, [], {"response": []}, {"Event": 1}, 7, "x", {"response": {"Attribute": []}}])
def test_a_file_without_an_event_is_refused_by_name(says):
    with pytest.raises(ForeignError) as refused:
        list(events_in(says))
    assert refused.value.code is Code.NO_EVENT


def test_nothing_is_left_out_without_a_word():
    ready = of(
        event(
            attribute(1),
            attribute(2, deleted=True),
            attribute(3, value="x") | {"value": ""},
            attribute(4) | {"uuid": ""},
            attribute(5, kind="attachment", value="page.png", data="aGVsbG8="),
            Galaxy=[
                {"type": "tool", "uuid": uid(50), "GalaxyCluster": [{"uuid": ""}, {"uuid": uid(51), "value": "x"}]}
            ],
        )
    )
    assert [(one.place, one.sentence) for one in ready.refused] == [
        ("attribute 3", "an attribute has no value"),
        ("attribute 4", "an attribute has no uuid"),
    ]
    assert {note.partition(" ")[2].partition(",")[0] for note in ready.notes} == {
        "deleted in MISP",
        "galaxy clusters without a uuid",
        "attachments left out; their hashes are kept",
    }
    kept = ready.event["Attribute"][-1]
    assert kept["value"] == "page.png|2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
    assert "data" not in kept
    assert [one["uuid"] for one in ready.event["Galaxy"][0]["GalaxyCluster"]] == [uid(51)]


def test_labels_are_gone_before_anything_is_converted():
    names = ["tlp:amber+strict", "TLP:CLEAR", "osint:source"]
    ready = of(event(attribute(1, Tag=tags(*names)), Tag=tags(*names)))
    shown = itertools.chain(ready.event["Tag"], ready.event["Attribute"][0]["Tag"])
    assert {tag["name"] for tag in shown} == {"osint:source"}
