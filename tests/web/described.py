"""A description in OpenAPI, and requests made up from it.

Law: each request goes through the whole application; whatever the answer is, the description says that it may be.
Not here: the descriptions (descriptions.py), what there is to be found (taxii/described.py, desk_described.py).
"""

from __future__ import annotations

import os
from collections import Counter

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings, strategies
from schemathesis.specs.openapi import checks as of_openapi

from web.taxii.agreeing import agree

agree()
CHECKS = [
    schemathesis.checks.not_a_server_error,
    of_openapi.status_code_conformance,
    of_openapi.content_type_conformance,
    of_openapi.response_headers_conformance,
    of_openapi.response_schema_conformance,
    of_openapi.unsupported_method,
]
LOST_OF = 7


def how_many(usual):
    """How many to make up of each kind, and from which seed: few, but for a bench that asks for more."""
    many, _, number = os.environ.get("BATTLEBOX_DESCRIBED", "").partition(":")
    return int(many or usual), int(number or 0)


def say(name, told):
    """What came, in one line."""
    every = Counter()
    for (_, status), count in told.items():
        every[status] += count
    rows = ", ".join(f"{status}: {count:,}" for status, count in sorted(every.items()))
    print(f"\ndescribed {name}: {sum(every.values()):,} requests ({rows})")


def operations(says, application):
    """What may be asked, of an application."""
    schema = schemathesis.openapi.from_dict(says)
    schema.app = application
    return [each.ok() for each in schema.get_all_operations()]


def asked(operation, many, known, send, number=0):
    """Make up so many requests of one kind; how often each answer came. `send` asks one, and gives its answer."""
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
        is_lost=strategies.integers(0, LOST_OF).map(lambda drawn: drawn == LOST_OF),
        besides=strategies.none() if wrong is None else strategies.one_of(strategies.none(), wrong),
    )
    def ask(case, there, is_lost, besides):
        # Most of what is made up goes to an address that is there; else little but the first door would be tried.
        if not is_lost:
            case.path_parameters = {name: there[name] for name in case.path_parameters}
        case.query = {**(case.query or {}), **(besides or {})}
        answer = send(case)
        case.validate_response(answer, checks=CHECKS)
        told[operation.label, answer.status_code] += 1

    ask()
    return told
