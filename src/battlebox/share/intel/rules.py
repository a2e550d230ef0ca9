"""Rules of STIX that hold between the properties of one object, which no schema says.

Law: a rule is asked of sound values alone (the schema went before), and names the properties that break it.
Not here: rules between versions (share.release), patterns (pattern.py), markings (sound.py).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping
from typing import Any, Final

from battlebox.marking import MarkingError, Tlp
from battlebox.share.intel import facts
from battlebox.share.intel.errors import Code
from battlebox.share.intel.refusal import Refusal
from battlebox.share.intel.stamp import order_of

_Says = Mapping[str, Any]
_Rule = Callable[[_Says], Refusal | None]


def _in_order(*pairs: str) -> _Rule:
    """The second of `a<=b` is not before the first; of `a<b`, after it."""

    def rule(says: _Says) -> Refusal | None:
        for pair in pairs:
            first, _, second = pair.replace("=", "").partition("<")
            if first in says and second in says:
                earlier, later = order_of(says[first]), order_of(says[second])
                if later < earlier or (later == earlier and "=" not in pair):
                    return Refusal.of(says["id"], Code.BACKWARDS, later=second, earlier=first)
        return None

    return rule


def _not_itself(*names: str) -> _Rule:
    def rule(says: _Says) -> Refusal | None:
        for name in names:
            named = says.get(name, ())
            if says["id"] == named or (isinstance(named, list) and says["id"] in named):
                return Refusal.of(says["id"], Code.ITSELF, place=name)
        return None

    return rule


def _ends(says: _Says) -> Refusal | None:
    """A relationship joins two things."""
    if says["source_ref"] == says["target_ref"]:
        return Refusal.of(says["id"], Code.NOT_ALLOWED, place="target_ref")
    return None


def _family(says: _Says) -> Refusal | None:
    """A family of malware has a name."""
    if says["is_family"] and "name" not in says:
        return Refusal.of(says["id"], Code.MISSING, kind="a family of malware", name="name")
    return None


def _parts(says: _Says) -> Refusal | None:
    """A mail has a body in one piece or in parts, as it says."""
    wrong = "body" if says["is_multipart"] else "body_multipart"
    return Refusal.of(says["id"], Code.NOT_ALLOWED, place=wrong) if wrong in says else None


def _over(says: _Says) -> Refusal | None:
    """Traffic that is going on has no end."""
    if says.get("is_active") and "end" in says:
        return Refusal.of(says["id"], Code.NOT_ALLOWED, place="end")
    return None


def _address(says: _Says) -> Refusal | None:
    """One address or one network, of the version that the type says."""
    try:
        found = ipaddress.ip_interface(says["value"])
    except ValueError:
        return Refusal.of(says["id"], Code.NOT_SOUND, place="value")
    if f"ipv{found.version}-addr" != says["type"]:
        return Refusal.of(says["id"], Code.NOT_SOUND, place="value")
    return None


def _extended(says: _Says) -> Refusal | None:
    """Only a definition of properties at the top says which they are."""
    if "extension_properties" in says and "toplevel-property-extension" not in says["extension_types"]:
        return Refusal.of(says["id"], Code.NOT_ALLOWED, place="extension_properties")
    return None


def _label(says: _Says) -> Refusal | None:
    """What has the id of a traffic light label says that label, and what says a label has its id."""
    statement = says.get("definition", {})
    if says.get("definition_type") == "statement" and not isinstance(statement.get("statement"), str):
        return Refusal.of(says["id"], Code.MISSING, kind="definition", name="statement")
    words = [statement.get("tlp")] if says.get("definition_type") == "tlp" else []
    words += [says["extensions"][facts.TLP_2]["tlp_2_0"]] if facts.TLP_2 in says.get("extensions", {}) else []
    try:
        label = Tlp.from_stix_id(says["id"])
    except MarkingError:
        return Refusal.of(says["id"], Code.NOT_THE_LABEL) if words else None
    named = {_OLD_WORDS.get(says["id"], label.value.lower())}
    return None if words and named == set(map(str, words)) else Refusal.of(says["id"], Code.NOT_THE_LABEL)


# The first edition said other words under other ids; what they are read as now is for the gate.
_OLD_WORDS: Final = {
    "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9": "white",
    "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82": "amber",
}


def _all(*rules: _Rule) -> _Rule:
    def rule(says: _Says) -> Refusal | None:
        return next((why for why in (one(says) for one in rules) if why is not None), None)

    return rule


_SEEN: Final = _in_order("first_seen<=last_seen")
_LASTED: Final = _in_order("start_time<=end_time")
_CONTAINER: Final = _not_itself("object_refs")
RULES: Final[Mapping[str, _Rule]] = {
    "campaign": _SEEN,
    "email-message": _parts,
    "event": _LASTED,
    "extension-definition": _extended,
    "grouping": _CONTAINER,
    "impact": _all(_LASTED, _not_itself("superseded_by_ref", "impacted_refs")),
    "indicator": _in_order("valid_from<valid_until"),
    "infrastructure": _SEEN,
    "intrusion-set": _SEEN,
    "ipv4-addr": _address,
    "ipv6-addr": _address,
    "malware": _all(_SEEN, _family),
    "malware-analysis": _in_order("analysis_started<=analysis_ended"),
    "marking-definition": _label,
    "network-traffic": _all(_in_order("start<=end"), _over),
    "note": _CONTAINER,
    "observed-data": _in_order("first_observed<=last_observed"),
    "opinion": _CONTAINER,
    "relationship": _all(_in_order("start_time<stop_time"), _ends),
    "report": _CONTAINER,
    "sighting": _SEEN,
    "task": _LASTED,
    "threat-actor": _SEEN,
    "x509-certificate": _in_order("validity_not_before<=validity_not_after"),
}
"""For each type that has rules, the reason why an object breaks one."""
