"""A service as it was seen: infrastructure with its condition in words, and an impact for those who read extensions.

Law: what is not known to be out has no impact; what works again has none; how bad an impact is stands in its
criticality (a working value), for the extension's own figure is refused by the validator of STIX.
Not here: systems (system.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from battlebox.desk.exchange import ServiceSaid
from battlebox.desk.picture import Condition
from battlebox.share.intel import facts, to_stamp
from battlebox.share.release import Held
from battlebox.share.situation.issuer import Pen
from battlebox.share.situation.label import REPEATED, Kind, one_of, pair, value_of
from battlebox.share.situation.read import Read
from battlebox.share.situation.system import code_in, code_of
from battlebox.share.situation.words import Line, Lines, clean, written

NO_NAME: Final = "a service without a name"
_CRITICALITY: Final = {Condition.OUT: 70, Condition.SLOW: 40}
_AVAILABILITY: Final = "availability"
_DENIED: Final = 60
"""From here on the extension's scale calls a service denied."""
_CONDITION: Final = "condition"


def write_service(pen: Pen, seed: str, service: ServiceSaid) -> Iterator[Held]:
    """The service, and the impact that its being out or slow is."""
    name, seeds = clean(service.name) or NO_NAME, (Kind.SERVICE, seed)
    sentence = f"{name}: {service.condition.value}."
    lines: Lines = {Line.CONDITION: service.condition.value, Line.SINCE: service.at, Line.SEEN_BY: service.seen_by}
    labels = [pair(_CONDITION, service.condition.value)]
    row = pen.write(
        "infrastructure",
        seeds,
        service.tlp,
        name=name,
        description=written(sentence, lines),
        external_references=code_of(service.code),
        labels=[Kind.SERVICE.value, *labels],
    )
    yield row
    if service.condition in _CRITICALITY:
        yield pen.write(
            "impact",
            seeds,
            service.tlp,
            impact_category=_AVAILABILITY,
            description=sentence,
            criticality=_CRITICALITY[service.condition],
            impacted_refs=[row.thing.id],
            start_time=to_stamp(service.at),
            labels=[REPEATED, *labels],
            extensions={facts.IMPACT: {"extension_type": "new-sdo"}},
        )


def condition_of(read: Read) -> Condition | None:
    """How a thing says that a service is; None where it does not say."""
    found = value_of(read.labels, _CONDITION, Condition)
    return next(iter(found), None) or one_of(read.line(Line.CONDITION), Condition)


def read_service(read: Read, condition: Condition) -> ServiceSaid:
    """The service that an infrastructure is."""
    at = read.when(Line.SINCE, Line.AS_OF, "first_seen") or read.at
    name = read.text("name") or NO_NAME
    seen_by = read.line(Line.SEEN_BY) or read.partner
    return ServiceSaid(read.tlp, at, read.id, code_in(read), name, condition, seen_by)


def read_impact(read: Read, known: Mapping[str, Read]) -> ServiceSaid | None:
    """The service that an impact of others is on; None for an impact on anything but availability."""
    if read.text("impact_category") != _AVAILABILITY:
        return None
    named = [known[each] for each in read.texts("impacted_refs") if each in known]
    name = next((each.text("name") for each in named if each.text("name")), "") or read.sentence or NO_NAME
    at = read.when("start_time") or read.at
    code = next(filter(None, map(code_in, named)), "")
    return ServiceSaid(read.tlp, at, read.id, code, name, _condition(read), read.partner)


def _condition(read: Read) -> Condition:
    figure: Any = read.form(_AVAILABILITY).get("availability_impact", read.number("criticality"))
    if read.when("end_time"):
        return Condition.WORKING
    if isinstance(figure, bool) or not isinstance(figure, int):
        return condition_of(read) or Condition.UNKNOWN
    return Condition.OUT if figure >= _DENIED else Condition.SLOW if figure > 0 else Condition.WORKING
