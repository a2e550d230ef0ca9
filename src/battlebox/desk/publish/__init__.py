"""What residents are told: the draft of a body's public page, worked out from the record, and what was published.

Law: a body writes its own page alone; no fact is on it that may not leave in public; what went is written down as it
went.
Not here: how the page looks and where it stands (share.status), the desk's own pages.
"""

from battlebox.desk.publish.draft import (
    LACKS_WORDS,
    FactGoes,
    FactStays,
    PublicDraft,
    ServiceDraft,
    draft_of,
    lacks_steps,
    service_draft,
)
from battlebox.desk.publish.notice import (
    Help,
    PublicState,
    PublicWords,
    ServiceWords,
    state_of,
    words_of,
    write_service,
    write_usual,
    write_words,
)
from battlebox.desk.publish.promise import PromisedUpdate, promised_update
from battlebox.desk.publish.published import (
    PUBLIC_SITE,
    Going,
    Intent,
    PublicEdition,
    editions_of,
    last_try_failed,
    note_published,
)
from battlebox.desk.publish.second import Look, PublicRule, Ruled, Second, look_at, rule_of, rule_pages, second_look

__all__ = [
    "LACKS_WORDS",
    "PUBLIC_SITE",
    "FactGoes",
    "FactStays",
    "Going",
    "Help",
    "Intent",
    "Look",
    "PromisedUpdate",
    "PublicDraft",
    "PublicEdition",
    "PublicRule",
    "PublicState",
    "PublicWords",
    "Ruled",
    "Second",
    "ServiceDraft",
    "ServiceWords",
    "draft_of",
    "editions_of",
    "lacks_steps",
    "last_try_failed",
    "look_at",
    "note_published",
    "promised_update",
    "rule_of",
    "rule_pages",
    "second_look",
    "service_draft",
    "state_of",
    "words_of",
    "write_service",
    "write_usual",
    "write_words",
]
