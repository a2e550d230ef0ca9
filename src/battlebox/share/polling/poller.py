"""Reads a feed from where we got to, page by page, to its end or to a limit of ours.

Law: it ends, whatever the other side says; a page is kept before the bookmark moves past it, so that whenever it is
killed nothing is lost and nothing doubled; nothing that a partner does raises.
Not here: one question and answer (asking.py), when the next poll is (rest.py).

A poll:
1. Ask for what was added after the bookmark; where the last poll ended early, for the same instant once more.
2. Read the page; what is unsound on it is counted and left out. A page that cannot be read at all is asked for again
   with fewer objects, down to one, and that one is stepped over where its date says how.
3. Give what had not come in this poll to whoever keeps it, then move the bookmark.
4. Go on by the server's `next`, which stands for nothing once it repeats; without one, by the date of the last thing.
5. Stop at the end, at a limit, or after four pages that brought nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

from battlebox.share.intel import Thing
from battlebox.share.polling.asking import Answer, Asker
from battlebox.share.polling.bookmark import Bookmark, Bookmarks, is_ahead, is_later, just_before
from battlebox.share.polling.errors import Code, PollError
from battlebox.share.polling.feed import Feed
from battlebox.share.polling.page import Page, Reads, Unreadable, last_of, read_page
from battlebox.share.polling.polled import Polled
from battlebox.share.polling.taker import Taker

IDLE_MAX: Final = 4
WIDE_MAX: Final = 5000
_FEWER: Final = 10
_SLACK: Final = timedelta(seconds=5)
AHEAD: Final = (
    "Their server dates things more than a day ahead of this desk's clock, so all is asked for again each time"
)
UNDATED: Final = "Their server does not say when things were added, so all is asked for again each time"
BACK: Final = (
    "Their server's clock is behind the last thing that it gave us: what it adds until then may be missed. Once it is "
    "right, have the feed read from its beginning"
)
TIED: Final = (
    "Their server adds more at one instant than it gives on a page, and does not say where to go on: some of it may be "
    "missing. Ask them for it by other means"
)
STEPPED_OVER: Final = "A page with one thing on it could not be read and was left out"


@dataclass(slots=True)
class _Course:
    """Where one poll stands."""

    start: Bookmark
    mark: Bookmark
    after: str
    page_objects: int
    next: str = ""
    pages: int = 0
    idle: int = 0
    is_wide: bool = False
    objects: int = 0
    new: int = 0
    known: int = 0
    refused: int = 0
    cursors: set[str] = field(default_factory=set)
    seen: set[bytes] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)
    notes: dict[str, None] = field(default_factory=dict)


class Poller:
    """Polls feeds for one desk."""

    def __init__(
        self,
        reads: Reads,
        faults: tuple[type[Exception], ...],
        taker: Taker,
        bookmarks: Bookmarks,
        stop_asked: Callable[[], bool] = lambda: False,
    ) -> None:
        self._reads = reads
        self._faults = faults
        self._taker = taker
        self._bookmarks = bookmarks
        self._stop_asked = stop_asked

    def poll(self, feed: Feed, asker: Asker, *, pages_max: int | None = None) -> Polled:
        """One poll of a feed, with a connection for it. Raises only what keeping raises."""
        start = self._bookmarks.bookmark(feed.name)
        course = _Course(start, start, start.asked, feed.limits.page_objects)
        try:
            code = self._through(feed, asker, course, pages_max or feed.limits.pages_max)
        except PollError as wrong:
            if wrong.code is not Code.SLOW or not asker.is_over or course.pages == 1:
                return _polled(course, asker, wrong)
            # It was our own limit that cut the last page off.
            code = Code.SECONDS
        most = {
            Code.PAGES: pages_max or feed.limits.pages_max,
            Code.BYTES: feed.limits.bytes_max,
            Code.OBJECTS: feed.limits.objects_max,
            Code.SECONDS: feed.limits.seconds_max,
        }
        return _polled(course, asker, PollError.of(code, who=feed.who, most=f"{most.get(code, 0):,}"))

    def _through(self, feed: Feed, asker: Asker, course: _Course, pages_max: int) -> Code:
        while True:
            ending = self._limit(feed, asker, course, pages_max)
            if ending is not None:
                return ending
            page = self._page(feed, asker, course)
            if page is None:
                return Code.UNCHANGED
            if page == _AGAIN:
                continue
            self._keep(feed, course, page)
            if not page.has_more:
                self._move(feed, replace(course.mark, is_whole=True, mark=self._mark(course, page)), course)
                return Code.WHOLE if course.new or course.refused else Code.UNCHANGED
            ending = _onward(course, page)
            if ending is not None:
                return ending

    def _limit(self, feed: Feed, asker: Asker, course: _Course, pages_max: int) -> Code | None:
        limits = feed.limits
        reached = (
            (self._stop_asked(), Code.STOPPED),
            (course.pages >= pages_max, Code.PAGES),
            (asker.bytes >= limits.bytes_max, Code.BYTES),
            (course.objects >= limits.objects_max, Code.OBJECTS),
            (asker.is_over, Code.SECONDS),
        )
        return next((code for is_so, code in reached if is_so), None)

    def _page(self, feed: Feed, asker: Asker, course: _Course) -> Page | None:
        """The next page; None where nothing has changed; `_AGAIN` where it is to be asked for otherwise."""
        query = {"limit": str(course.page_objects)}
        if course.after:
            query["added_after"] = course.after
        if course.next:
            query["next"] = course.next
        is_first = course.pages == 0 and course.page_objects == feed.limits.page_objects
        course.pages += 1
        try:
            answer = asker.get(feed.objects, query, mark=course.start.mark if is_first else "")
        except PollError as wrong:
            if wrong.code is Code.TOO_LARGE and course.page_objects > 1:
                _ask_fewer(course)
                return _AGAIN
            raise
        if answer.is_unchanged:
            return None
        _look_at_clock(course, answer)
        try:
            return read_page(answer, self._reads, self._faults)
        except Unreadable:
            self._step_over(feed, course, answer)
            return _AGAIN

    def _step_over(self, feed: Feed, course: _Course, answer: Answer) -> None:
        """Ask for fewer; where that is one, go past it by its date. Raises PollError where there is none."""
        if course.page_objects > 1:
            _ask_fewer(course)
            return
        last = last_of(answer)
        if not is_later(last, course.mark.after) or is_ahead(last, answer.now):
            raise PollError.of(Code.NOT_ENVELOPE, who=feed.who)
        course.notes[STEPPED_OVER] = None
        course.refused += 1
        self._move(feed, Bookmark(last, is_whole=True), course)
        course.after, course.next, course.page_objects = last, "", feed.limits.page_objects

    def _keep(self, feed: Feed, course: _Course, page: Page) -> None:
        """Give on what is new in this poll, then move the bookmark."""
        fresh = _fresh(course, page.things)
        if fresh:
            taken = self._taker.take(fresh, feed)
            course.new += taken.new
            course.known += taken.known
            course.refused += taken.refused
        is_repeated = page.digest in course.bodies
        course.bodies.add(page.digest)
        if not is_repeated:
            course.refused += len(page.refused)
        course.objects += len(page.things) + len(page.refused)
        course.idle = 0 if fresh or (page.refused and not is_repeated) else course.idle + 1
        if not page.last:
            if page.things or page.refused:
                course.notes[UNDATED] = None
        elif is_later(page.last, course.mark.after) and AHEAD not in course.notes:
            self._move(feed, Bookmark(page.last, is_whole=False), course)

    def _move(self, feed: Feed, to: Bookmark, course: _Course) -> None:
        if to != course.mark:
            self._bookmarks.keep(feed.name, to)
            course.mark = to

    @staticmethod
    def _mark(course: _Course, page: Page) -> str:
        """What the server calls this answer, where the next question is word for word the same."""
        is_same = course.pages == 1 and course.mark.after == course.after and not course.next
        return page.mark if is_same else ""


_AGAIN: Final = Page(digest="again")


def _fresh(course: _Course, things: Sequence[Thing]) -> list[Thing]:
    """Those that had not come in this poll."""
    found: list[Thing] = []
    for thing in things:
        key = hashlib.sha256(f"{thing.id}\n{thing.version}".encode()).digest()[:16]
        if key not in course.seen:
            course.seen.add(key)
            found.append(thing)
    return found


def _onward(course: _Course, page: Page) -> Code | None:
    """Set where to go on, or say why not."""
    if course.idle >= IDLE_MAX:
        return Code.NOTHING_NEW
    if page.next:
        if page.next in course.cursors:
            return Code.CURSOR_AGAIN
        course.cursors.add(page.next)
        course.next = page.next
        return None
    if not page.last or AHEAD in course.notes:
        return Code.NO_NEXT
    return _by_date(course, page.last)


def _by_date(course: _Course, last: str) -> Code | None:
    """Go on from the last thing's instant, so that others of it are not lost; a page full of it is asked for larger."""
    after = just_before(last)
    if course.page_objects == 1 or (course.after == after and course.idle and course.is_wide):
        if course.after == last:
            return Code.NOTHING_NEW
        if course.page_objects > 1:
            course.notes[TIED] = None
        after = last
    elif course.after == after and course.idle:
        course.page_objects, course.is_wide = min(course.page_objects * _FEWER, WIDE_MAX), True
    course.after, course.next = after, ""
    return None


def _ask_fewer(course: _Course) -> None:
    """A tenth of the objects, from the bookmark on: a cursor may hold how many were asked for."""
    course.page_objects = max(1, course.page_objects // _FEWER)
    course.after, course.next = course.mark.asked, ""
    course.cursors.clear()


def _look_at_clock(course: _Course, answer: Answer) -> None:
    """Note what is odd about their clock."""
    if is_ahead(last_of(answer), answer.now):
        course.notes[AHEAD] = None
    if answer.date is not None and is_later(course.start.after, (answer.date + _SLACK).strftime("%Y-%m-%dT%H:%M:%SZ")):
        course.notes[BACK] = None


def _polled(course: _Course, asker: Asker, end: PollError) -> Polled:
    return Polled(
        end.code,
        str(end),
        end.hint,
        course.pages,
        asker.bytes,
        course.new,
        course.known,
        course.refused,
        tuple(course.notes),
        end.after_seconds,
    )
