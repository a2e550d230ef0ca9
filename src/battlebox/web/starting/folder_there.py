"""Whether the desk's folder is still where it was: a stick may be pulled, a folder tidied away, while the desk serves.

Law: a desk whose folder is gone says so on every page and takes nothing in; what it wrote then would be kept nowhere.
Not here: making and locking the folder (folder.py), a disk that is full (failures.py).
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from battlebox.journal import DESK_LOCK
from battlebox.web.failures import failed
from battlebox.web.machine_log import say


class FolderThere:
    """Refuses every request once the folder that the desk began with is not there any more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.lock = Path(settings.DESK.data) / DESK_LOCK
        self.began_as = _identity(self.lock)
        self.told = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Before each page. A folder that was never locked is a test's, and is not watched."""
        if self.began_as is None or _identity(self.lock) == self.began_as:
            return self.get_response(request)
        folder = settings.DESK.data
        if not self.told:
            self.told = True
            say(f"the folder {folder} is gone: nothing can be recorded until it is put back")
        return failed(
            request, HTTPStatus.SERVICE_UNAVAILABLE,
            "Nothing was recorded.",
            f"The folder that this desk keeps everything in ({folder}) was moved or removed, or its stick pulled out.",
            "Tell whoever runs the desk: put it back, stop the desk with Ctrl-C, and start it again.",
            "Until then write on paper, with the time.",
            title="The desk's folder is gone",
        )  # fmt: skip


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
