"""Composing: words for an audience from templates, the register of facts and the record; and what they rest on.

Law: words for outside are made of facts that may go there and of what an officer writes; what is not known says so; a
draft changes nothing.
Not here: letting words go (desk.message, desk.tell), pages and papers.
"""

from battlebox.desk.compose.caution import Caution, caution_of
from battlebox.desk.compose.demo_memo import staff_memo
from battlebox.desk.compose.filling import Composed, Resting, compose
from battlebox.desk.compose.hints import Hints, grade_of, hints_of, syllables
from battlebox.desk.compose.kept import DRAFT, KeptDraft, draft_of, drafts_of, keep_draft, versions_of_draft
from battlebox.desk.compose.language import (
    CATALOGUE_BYTES_MAX,
    Language,
    Spoken,
    pieces_of,
    read_language,
    spoken,
    to_pot,
    tonight_of,
)
from battlebox.desk.compose.length import seconds_aloud, text_parts, wide_letters
from battlebox.desk.compose.next_update import not_due
from battlebox.desk.compose.own_words import OwnWords, own_words_of, write_own_words
from battlebox.desk.compose.owned import Owned, owned
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
    "CATALOGUE_BYTES_MAX",
    "DRAFT",
    "FILE",
    "FIRST_WORDS",
    "Caution",
    "Composed",
    "Field",
    "Filled",
    "Hints",
    "KeptDraft",
    "Language",
    "OwnWords",
    "Owned",
    "Resting",
    "Spoken",
    "Template",
    "TemplateKind",
    "caution_of",
    "compose",
    "draft_of",
    "drafts_of",
    "fill",
    "grade_of",
    "hints_of",
    "keep_draft",
    "not_due",
    "own_words_of",
    "owned",
    "pieces_of",
    "read_language",
    "read_templates",
    "report_values",
    "seconds_aloud",
    "shipped_templates",
    "spoken",
    "staff_memo",
    "syllables",
    "text_parts",
    "to_pot",
    "tonight_of",
    "versions_of_draft",
    "wide_letters",
    "with_own",
    "write_own_words",
]
