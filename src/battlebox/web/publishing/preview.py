"""The public pages as they would be built from the draft, to look at before anything stands in public.

Law: what is shown is the built file itself, byte for byte, under a policy of its own in which nothing runs or is
sent; it is kept by no cache.
Not here: the draft (publish.py), the files (share.status).
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from battlebox.share.status import TYPES, Edition, ShareError, site_files, standing
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.publishing.shown import shown_now, target_at

POLICY: Final = (
    "sandbox allow-same-origin; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@require_safe
@in_incident
def public_preview(request: OfficerRequest, file: str) -> HttpResponse:
    """One file of the site as it would be; a draft that lacks words has none."""
    desk = AtDesk.of(request)
    target = target_at(desk)
    shown = shown_now(desk, target)
    if shown.page is None:
        raise Http404
    try:
        before = standing(target.folder)
        files = site_files(Edition(shown.page, 1 if before is None else before.number + 1, desk.sight.now))
    except ShareError as wrong:
        raise Http404 from wrong
    kind = TYPES.get(PurePosixPath(file).suffix)
    if file not in files or kind is None:
        raise Http404
    answer = HttpResponse(files[file], content_type=kind)
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Cache-Control"] = "no-store"
    return answer
