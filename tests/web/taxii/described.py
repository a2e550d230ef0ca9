"""The description of our TAXII server as a program reads it, and requests made up from it.

Law: each request goes through the whole application; whatever the answer is, the description says that it may be.
Not here: how many are made (test_described.py).
"""

from __future__ import annotations

import json
from collections import Counter
from copy import deepcopy
from pathlib import Path

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings, strategies
from schemathesis.specs.openapi import checks as of_openapi

from battlebox.marking import Tlp
from web.taxii.agreeing import agree
from web.taxii.stix_made import LATER, indicator

agree()
FORMATS = Path(__file__).parents[3] / "docs" / "formats"
CHECKS = [
    schemathesis.checks.not_a_server_error,
    of_openapi.status_code_conformance,
    of_openapi.content_type_conformance,
    of_openapi.response_headers_conformance,
    of_openapi.response_schema_conformance,
    of_openapi.unsupported_method,
]


def description(name="taxii"):
    return json.loads((FORMATS / f"{name}.openapi.json").read_text(encoding="utf-8"))


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
    found = deepcopy(description())
    sent = found["components"]["schemas"]["Sent"]["properties"]["objects"]
    sent["items"] = {"anyOf": [sent["items"], {"enum": [*things, indicator("described 1", modified=LATER)]}]}
    sent["maxItems"] = 20
    return found, known


def asked(feed, many, number=0):
    """Make up so many requests of each kind for each address; how often each answer came."""
    says, known = furnished(feed)
    schema = schemathesis.openapi.from_dict(says)
    schema.app = feed.application
    headers = {"Authorization": f"Bearer {feed.tokens['eastholt']}", "Accept": "application/taxii+json;version=2.1"}
    told = Counter()
    for operation in (each.ok() for each in schema.get_all_operations()):
        told.update(_of_one(operation, many, number, headers, known))
    return told


def _of_one(operation, many, number, headers, known):
    told = Counter()
    names = [each.name for each in operation.query]
    wrong = strategies.dictionaries(strategies.sampled_from(names), strategies.text(), min_size=1) if names else None

    @seed(number)
    @settings(
        max_examples=many, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=[*HealthCheck]
    )
    @given(
        case=operation.as_strategy(generation_mode=schemathesis.GenerationMode.POSITIVE),
        there=strategies.fixed_dictionaries({name: strategies.sampled_from(them) for name, them in known.items()}),
        is_lost=strategies.integers(0, 7).map(lambda drawn: drawn == 7),
        besides=strategies.none() if wrong is None else strategies.one_of(strategies.none(), wrong),
    )
    def ask(case, there, is_lost, besides):
        # Most of what is made up goes to an address that is there; else little but the first door would be tried.
        if not is_lost:
            case.path_parameters = {name: there[name] for name in case.path_parameters}
        case.query = {**(case.query or {}), **(besides or {})}
        answer = case.call(headers=headers)
        case.validate_response(answer, checks=CHECKS)
        told[operation.label, answer.status_code] += 1

    ask()
    return told
