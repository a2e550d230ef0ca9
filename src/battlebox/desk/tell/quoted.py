"""Whether an older wording stands in a sentence as what was said once: "on Monday we said" comes right before it.

Law: that somebody said something is no quotation; we said it, and nothing stands between that and the words.
Not here: who was told the older wording (release.py).
"""

from __future__ import annotations

import re
from typing import Final

from battlebox.desk.wording import one_of, plain

_WE: Final = one_of("we", "the council", "this page", "our page", "we have", "this page has", "we had", "this page had")
_SAID: Final = one_of("said", "wrote", "told you", "published", "announced", "reported")
_DAY: Final = one_of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_THEN: Final = (
    f"(?:{one_of('earlier', 'before', 'here', 'yesterday', 'at first', 'this morning')}|{plain('on')} {_DAY})"
)
_QUOTED: Final = re.compile(rf"\b{_WE} (?:{_THEN} )?{_SAID}(?: {_THEN})*(?: {plain('that')})?$")


def is_quoted(before: str, _after: str) -> bool:
    """Whether the plain words right before an older wording, within its sentence, say that we said it."""
    return _QUOTED.search(before) is not None
