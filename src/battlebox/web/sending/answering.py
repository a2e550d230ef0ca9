"""The short link in a message: whoever has it says that they have read and understood it.

Law: opening a link says nothing, for mail programs open links by themselves; nothing that is sent in is kept but that
it was; a wrong code learns nothing, and only wrong ones are counted: a whole council may stand behind one address.
Not here: codes read back over the phone (composing/outbox.py), the record (posting.py).
"""

from __future__ import annotations

import re
from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from battlebox.desk.message import How
from battlebox.web.failures import failed
from battlebox.web.limits import tried_too_often
from battlebox.web.models import Addressed
from battlebox.web.pages import page
from battlebox.web.sending.outbox import CODE_LENGTH, LETTERS

WRONG_MOST, WRONG_SECONDS = 20, 600
_CODE: Final = re.compile(rf"[{LETTERS}]{{{CODE_LENGTH}}}")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Ask whether they have read and understood it; with the button, take it that they have."""
    found = of_code(code)
    if found is None:
        if tried_too_often(request, "answer", times=WRONG_MOST, seconds=WRONG_SECONDS):
            return failed(request, 429)
        return failed(request, 404, "If you typed it from a message, compare it letter by letter.")
    if request.method == "POST":
        take(found, How.LINK)
        return redirect("answer", code=found.code)
    return page(request, "desk/answer.html", answered=found.answered_at, subject=found.dispatch.subject)


def of_code(code: str) -> Addressed | None:
    """Whom a code belongs to, whatever the capitals, blanks and dashes; None for a wrong one."""
    meant = re.sub(r"[\s-]", "", code[:60]).casefold()
    if not _CODE.fullmatch(meant):
        return None
    return Addressed.objects.filter(code=meant).select_related("dispatch").first()


def take(found: Addressed, how: How) -> bool:
    """They have read and understood it; False if that was known already. The record has it within seconds."""
    unanswered = Addressed.objects.filter(pk=found.pk, answered_at=None)
    return bool(unanswered.update(answered_at=timezone.now(), how=how.value, recorded=False))
