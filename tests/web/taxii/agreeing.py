"""Three libraries that make values up from a schema, made to agree where a newer one left an older one behind.

Law: only how they call each other is changed; what is made up is theirs. Goes when their releases agree again.
Not here: what is made up (described.py).
"""

from __future__ import annotations

from hypothesis.internal.conjecture.utils import many
from hypothesis_jsonschema import _from_schema
from schemathesis.specs.openapi import _hypothesis


class _Many:
    """How hypothesis-jsonschema asks whether to go on, said as hypothesis has it now."""

    def __init__(self, *words, **more):
        self._whole = many(*words, **more)
        self._steps = iter(self._whole.__enter__())

    def more(self):
        for _ in self._steps:
            return True
        self._whole.__exit__(None)
        return False

    def reject(self):
        self._whole.reject()


class _Choices:
    many = _Many


def agree():
    """Once for a process."""
    _from_schema.cu = _Choices
    # Its shorter way asks jsonschema-rs for what that calls by another name; the longer way is the one above.
    _hypothesis._canonical_strategy_or_none = lambda *_, **__: None
