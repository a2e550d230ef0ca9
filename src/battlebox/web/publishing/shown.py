"""The public page as it would be published at this moment, or what it lacks, and what would change for residents.

Law: its digest is that of what it says, word for word, whenever it was drawn.
Not here: the draft (desk.publish), showing it (publish.py, second.py, preview.py).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings

from battlebox.desk.picture import Picture
from battlebox.desk.publish import PublicDraft, draft_of
from battlebox.desk.record import Sight
from battlebox.share.status import (
    ShareError,
    ShareMistakes,
    StatusPage,
    changes,
    clear,
    differences,
    document_of,
    page_of_draft,
)
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import PlainForm
from battlebox.web.incident.said import in_names
from battlebox.web.publishing.target import Target, is_practice, stands_at, target_of
from battlebox.web.telling.fact_words import close_words


@dataclass(frozen=True, slots=True)
class Shown:
    """What would be published: the page, or why there is none yet; `digest` is that of what is on the screen."""

    draft: PublicDraft
    page: StatusPage | None
    lacking: tuple[str, ...]

    @property
    def digest(self) -> str:
        """What the page says, whenever it was drawn."""
        said: dict[str, Any] = {} if self.page is None else {**document_of(self.page), "updated": ""}
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def target_at(desk: AtDesk) -> Target:
    """Where the page of this officer's body goes from this desk."""
    return target_of(settings.DESK, desk.officer.body, exercise=desk.request.incident.exercise)


def shown_now(desk: AtDesk, target: Target) -> Shown:
    """The page as it would be published at this moment, or what it lacks."""
    shown = shown_of(desk.sight, desk.picture, desk.body_name(desk.officer.body), target)
    return replace(shown, lacking=tuple(in_names(desk, each) for each in shown.lacking))


def shown_of(sight: Sight, picture: Picture, name: str, target: Target) -> Shown:
    """The same without a page of the desk; `name` is the body's plain name."""
    draft = draft_of(sight, picture, sight.officer.body)
    if draft.lacking:
        return Shown(draft, None, draft.lacking)
    try:
        made = page_of_draft(draft, body=name, now=sight.now, illustrative=is_practice(target))
        clear(made, sight.now)
    except ShareMistakes as wrong:
        return Shown(draft, None, tuple(str(each) for each in wrong.mistakes))
    except ShareError as wrong:
        return Shown(draft, None, (str(wrong),))
    return Shown(draft, made, ())


def laid_out(desk: AtDesk, shown: Shown, target: Target) -> dict[str, Any]:
    """What every page of it says: what it lacks, what changes for residents, and what its words come close to."""
    stood = stands_at(target)
    return {
        "lacking": shown.lacking,
        "close": close_words(desk, shown.draft.close),
        "is_first": stood is None,
        "changes": () if shown.page is None else changes(stood, shown.page),
        "parts": () if shown.page is None or stood is None else differences(stood, shown.page),
    }


def is_sent_for(form: PlainForm, shown: Shown) -> bool:
    """Whether a form was sent in for the page as it stands now, and it lacks nothing; the form says what is amiss."""
    if not form.is_ready():
        return False
    if shown.lacking:
        form.add_error(None, f"Not yet: {'; '.join(shown.lacking)}")
        return False
    return not form.overtaken((shown.digest,))
