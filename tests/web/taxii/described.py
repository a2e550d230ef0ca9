"""What is there to be found at our TAXII server while requests are made up from its description.

Law: things in two versions and a receipt are there; the description itself stays as it is written.
Not here: making requests up (web/described.py), how many (test_described.py).
"""

from __future__ import annotations

from collections import Counter
from copy import deepcopy

from battlebox.marking import Tlp
from web import described
from web.descriptions import description
from web.taxii.stix_made import LATER, indicator


def furnished(feed):
    """Things in two versions to be found, a receipt; the description with some of them in it; and what is known."""
    things = [indicator(f"described {at}", Tlp.CLEAR) for at in range(12)]
    feed.collection.alias = "seen"
    feed.collection.save()
    says = feed.post("eastholt", *things, indicator("described 3", Tlp.CLEAR, modified=LATER)).says
    known = {
        "ours": ["northmere", "northmere", "northmere", "farwick"],
        "collection": [str(feed.collection.pk), "seen"],
        "receipt": [says["id"]],
        "thing": [things[0]["id"], things[3]["id"], things[3]["id"], indicator("nowhere")["id"]],
    }
    found = deepcopy(description("taxii"))
    sent = found["components"]["schemas"]["Sent"]["properties"]["objects"]
    sent["items"] = {"anyOf": [sent["items"], {"enum": [*things, indicator("described 1", modified=LATER)]}]}
    sent["maxItems"] = 20
    return found, known


def asked(feed, many, number=0):
    """Make up so many requests of each kind for each address; how often each answer came."""
    says, known = furnished(feed)
    headers = {"Authorization": f"Bearer {feed.tokens['eastholt']}", "Accept": "application/taxii+json;version=2.1"}
    told = Counter()
    for operation in described.operations(says, feed.application):
        told.update(described.asked(operation, many, known, lambda case: case.call(headers=headers), number))
    return told
