"""Composing: words for an audience from templates, the register of facts and the record; and what they rest on.

Law: words for outside are made of facts that may go there and of what an officer writes; what is not known says so; a
draft changes nothing.
Not here: letting words go (desk.message, desk.tell), pages and papers.
"""

from battlebox.desk.compose.filling import Composed, Resting, compose
from battlebox.desk.compose.hints import Hints, grade_of, hints_of, syllables
from battlebox.desk.compose.length import text_parts, wide_letters
from battlebox.desk.compose.own_words import OwnWords, own_words_of, write_own_words
from battlebox.desk.compose.report import report_values
from battlebox.desk.compose.template import (
    FILE,
    Field,
    Filled,
    Template,
    TemplateKind,
    fill,
    read_templates,
    shipped_templates,
    with_own,
)

FIRST_WORDS = ("holding-statement", "staff-memo", "phone-message", "members-briefing", "partner-call")
"""The templates of the first hours, which are made from the same facts."""

__all__ = [
    "FILE",
    "FIRST_WORDS",
    "Composed",
    "Field",
    "Filled",
    "Hints",
    "OwnWords",
    "Resting",
    "Template",
    "TemplateKind",
    "compose",
    "fill",
    "grade_of",
    "hints_of",
    "own_words_of",
    "read_templates",
    "report_values",
    "shipped_templates",
    "syllables",
    "text_parts",
    "wide_letters",
    "with_own",
    "write_own_words",
]
