"""Whatever a stranger does with an id that it guessed, it hears what it would hear of one that nobody holds.

Law: the same steps, drawn by a seed, are gone twice: with an id that is held and not for Farwick, whose owner goes on
writing meanwhile, and with one that is not there; what came back is compared, byte by byte but for ids and instants.
Not here: two strangers who work together (docs/gate.md says what they can learn). BATTLEBOX_GUESSES=250 goes further.
"""

from __future__ import annotations

import os
import random
import re

import pytest

from battlebox.marking import Tlp
from web.taxii.stix_made import DAY, LATER, LATEST, indicator, report, stix_id

EARLIER, SOON = "2026-11-01T08:00:00.000Z", "2026-11-24T08:00:00.000Z"
TIMES = (EARLIER, DAY, LATER, LATEST, SOON)
SEQUENCES, STEPS = int(os.environ.get("BATTLEBOX_GUESSES", "10")), 9
HELD = {
    "strict, for nobody": {"label": Tlp.AMBER_STRICT},
    "strict, for Eastholt": {"label": Tlp.AMBER_STRICT, "audience": ("eastholt",)},
    "without a label": {"label": None},
    "green, and Farwick is not in the community": {"label": Tlp.GREEN},
}
INSTANT = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z|[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"
)


def steps(draw):
    """What to do: a list of (word, what of)."""
    made = []
    for _ in range(STEPS):
        word = draw.choice(("post", "post", "post", "two", "report", "sighting", "read", "read", "take"))
        made.append((word, draw.choice(TIMES), draw.choice(TIMES[:3]), draw.random(), draw.randrange(6)))
    return made


def version(name, modified, created, chance):
    """A version, most often a sound one."""
    label = (Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER, Tlp.AMBER_STRICT, None)[int(chance * 37) % 5]
    more = {"created": created if chance < 0.3 else DAY}
    if chance > 0.85:
        more["revoked"] = True
    if 0.4 < chance < 0.6:
        more["name"] = f"other words {int(chance * 1000)}"
    return {**indicator(name, label, modified=modified), **more}


def reads(feed, ids):
    """Every way to look at these."""
    for each in ids:
        yield from (feed.get("farwick", path=f"{feed.objects}{each}/{rest}") for rest in ("", "versions/"))
    match = f"match[id]={','.join(ids)}&match[version]=all"
    for path in (feed.objects, feed.manifest):
        yield feed.get("farwick", match, path=path)
        yield feed.get("farwick", f"match[id]={ids[0].upper()}", path=path)


def walk(feed, name, plan, owner):
    """What came back, without what differs by chance."""
    it = stix_id("indicator", name)
    own = [stix_id("report", name), stix_id("sighting", name)]
    ids, heard = [it, *own], []
    for at, (word, modified, created, chance, kind) in enumerate(plan):
        owner(at)
        sent = version(name, modified, created, chance)
        if word == "post":
            answers = [feed.post("farwick", sent)]
        elif word == "two":
            answers = [feed.post("farwick", sent, {**sent, "modified": TIMES[kind % 5], "name": "second"})]
        elif word == "report":
            answers = [feed.post("farwick", {**report(name, [it], Tlp.CLEAR), "modified": max(modified, DAY)})]
        elif word == "sighting":
            says = {"type": "sighting", "spec_version": "2.1", "id": own[1], "created": DAY, "sighting_of_ref": it,
                    "modified": max(modified, DAY), "object_marking_refs": [Tlp.CLEAR.stix_id]}  # fmt: skip
            answers = [feed.post("farwick", says)]
        elif word == "take":
            answers = [feed.ask("farwick", f"{feed.objects}{it}/", "DELETE")]
        else:
            answers = list(reads(feed, ids))
        for each in answers:
            text = each.body.decode()
            for place, one in enumerate(ids):
                text = text.replace(one, f"id {place}")
            heads = sorted(word for word in each.headers if word != "Content-Length")
            heard.append((word, each.status, heads, INSTANT.sub("then", text.replace(name, "it"))))
    return heard


@pytest.mark.parametrize("how", HELD)
def test_whatever_is_done_with_a_guessed_id_is_answered_as_with_any(feed, how):
    given = {**HELD[how]}
    audience, label = given.get("audience", ()), given["label"]
    for seed in range(SEQUENCES):
        draw = random.Random(f"{how} {seed}")
        plan, changes = steps(draw), {draw.randrange(STEPS): draw.choice(TIMES[2:]) for _ in range(2)}
        hidden, unknown = f"hidden {how} {seed}", f"unknown {how} {seed}"
        feed.put(indicator(hidden, label), audience=audience)

        def goes_on(at, hidden=hidden, changes=changes):
            if at in changes:
                feed.put({**indicator(hidden, label, modified=changes[at]), "name": "by its owner"}, audience=audience)

        heard = walk(feed, hidden, plan, goes_on)
        assert heard == walk(feed, unknown, plan, lambda _: None), f"seed {seed}"
