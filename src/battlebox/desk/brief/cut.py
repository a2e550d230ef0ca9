"""What is said of an answer that its time cut short.

Law: whoever reads an answer that depends on how fast a machine was reads so beside it.
Not here: when an answer is cut short (engine).
"""

from __future__ import annotations

from typing import Final

CUT_SHORT: Final = (
    "The time given was up before all was tried: asked again, or with more seconds, the same question may be answered "
    "otherwise."
)
TESTS_CUT: Final = " Not every guess was tried in full in the time given."
"""After what the changed guesses come to: a paper tells of those that flip alone, and not of each."""
CUT_TEST: Final = " Not tried in full in the time given: it may come out otherwise."
