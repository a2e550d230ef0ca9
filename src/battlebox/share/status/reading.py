"""The status document: TOML or JSON, as docs/formats/status.md says, read into a status page and written from it.

Law: every mistake is told with its place, all in one go; a name that is not on the format page is refused, never
skipped; what is written reads back as the same page.
Not here: the bounds of each value (published.py), whether it may be published (clearance.py).
"""

from __future__ import annotations

import difflib
import errno
import json
import os
import select
import tomllib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeVar

from battlebox.estate import read_toml
from battlebox.marking import Marked, MarkingError, Tlp
from battlebox.share.errors import Code, ShareError, ShareMistakes
from battlebox.share.json_object import named_once
from battlebox.share.status.published import Fact, FactStatus, ServicePage, State, StatusPage, Urgent
from battlebox.share.status.saying import LONDON, local_time, stamp

FORMAT: Final = "battlebox-status/1"
DOCUMENT_BYTES_MAX: Final = 2_000_000
_DIGITS_MOST: Final = 1_000
_PIPE_SECONDS: Final = 10
_YEARS: Final = (1970, 2100)
_TEXTS: Final = ("site", "body", "headline", "address", "accessibility")
_LISTS: Final = ("summary", "payments", "data", "scams", "formats")
_SERVICE_TEXTS: Final = ("name", "group", "phone", "hours", "place", "web")
_SERVICE_LISTS: Final = ("now", "do", "urgent", "payments", "data")
_ADDED: Final = frozenset({"number", "published"})
"""What status.json says besides; a document may carry it, and nothing is made of it."""
_SERVICE_NAMES: Final = ("service", "state", "updated", "next_update", "tlp", "expected")
_SERVICE_ADDED: Final = frozenset({"page", "state_words"})

Row = Mapping[str, Any]
T = TypeVar("T")


def page_of_file(path: Path) -> StatusPage:
    """The status page in a file. Raises ShareMistakes with every mistake in it, ShareError for the file."""
    try:
        with _opened(path) as file:
            raw = file.read(DOCUMENT_BYTES_MAX + 1)
    except OSError as wrong:
        raise ShareError.of(Code.CANNOT_READ, path=path, why=(wrong.strerror or str(wrong)).lower()) from wrong
    return page_of_bytes(raw, path.name)


def _opened(path: Path) -> BinaryIO:
    """A file to be read; of a pipe it is waited a while for whoever writes into it. Raises OSError."""
    if not path.is_fifo():
        return path.open("rb")
    pipe = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    if not select.select([pipe], [], [], _PIPE_SECONDS)[0]:
        os.close(pipe)
        raise OSError(errno.ETIMEDOUT, "it is a pipe, and nobody writes into it")
    os.set_blocking(pipe, True)
    return os.fdopen(pipe, "rb")


def page_of_bytes(raw: bytes, name: str) -> StatusPage:
    """The status page in a document; `name` ends in .json for JSON. Raises ShareMistakes, ShareError."""
    if len(raw) > DOCUMENT_BYTES_MAX:
        raise ShareError.of(Code.TOO_LARGE, path=name, most=DOCUMENT_BYTES_MAX)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ShareError.of(Code.NOT_UTF8, path=name) from None
    return _Reader().page(_json(text, name) if name.lower().endswith(".json") else _toml(text, name))


def document_of(page: StatusPage) -> dict[str, Any]:
    """The document of a page, for JSON; times in UTC, a label only where it differs from the page's own."""
    found: dict[str, Any] = {"format": FORMAT, "tlp": _label(page.marking)}
    found |= {name: getattr(page, name) for name in ("site", "body", "headline")}
    found |= {"updated": stamp(page.updated), "next_update": stamp(page.next_update)}
    found |= {name: getattr(page, name) for name in ("address", "accessibility")}
    found |= {name: list(getattr(page, name)) for name in _LISTS}
    found["illustrative"] = page.illustrative
    found["urgent"] = [_filled({"who": row.who, "do": row.do, "phone": row.phone}) for row in page.urgent]
    found["facts"] = [_fact(row, page.marking) for row in page.facts]
    found["services"] = [_service(row, page.marking) for row in page.services]
    return _filled(found)


def _fact(row: Fact, whole: Marked) -> Row:
    found = {"words": row.words, "status": row.status.value, "corrects": row.corrects, "services": list(row.services)}
    return _filled(found | _own(row.marking, whole) | {"updated": stamp(row.updated) if row.updated else ""})


def _service(row: ServicePage, whole: Marked) -> Row:
    found: dict[str, Any] = {"service": row.service, "state": row.state.value}
    found |= {"expected": row.expected} | {name: getattr(row, name) for name in _SERVICE_TEXTS}
    found |= {name: list(getattr(row, name)) for name in _SERVICE_LISTS}
    found |= {name: stamp(at) for name in ("updated", "next_update") if (at := getattr(row, name)) is not None}
    return _filled(found | _own(row.marking, whole))


def _own(marking: Marked, whole: Marked) -> dict[str, str]:
    return {} if marking.tlp == whole.tlp else {"tlp": _label(marking)}


def _label(marking: Marked) -> str:
    return marking.tlp.value if marking.tlp is not None else ""


def _filled(found: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty: leaving a name out and leaving it empty mean the same."""
    return {name: value for name, value in found.items() if value}


def _toml(text: str, name: str) -> Row:
    try:
        return read_toml(text)
    except tomllib.TOMLDecodeError as wrong:
        raise ShareError.of(Code.NOT_TOML, path=name, why=str(wrong).lower()) from None


def _json(text: str, name: str) -> Row:
    try:
        found = json.loads(text, object_pairs_hook=named_once, parse_int=_number)
    except (ValueError, RecursionError) as wrong:
        raise ShareError.of(Code.NOT_JSON, path=name, why=str(wrong).lower()) from None
    if not isinstance(found, dict):
        raise ShareError.of(Code.NOT_JSON, path=name, why="it is not an object")
    return found


def _number(digits: str) -> int:
    if len(digits) > _DIGITS_MOST:
        raise ValueError("a number is longer than any that can be meant")
    return int(digits)


class _Reader:
    """Reads a document; what is wrong is kept, and the rest is read on."""

    def __init__(self) -> None:
        self._mistakes: list[ShareError] = []

    def page(self, row: Row) -> StatusPage:
        """The page. Raises ShareMistakes."""
        if "format" not in row:
            raise ShareError.of(Code.NO_FORMAT, right=f'format = "{FORMAT}"')
        if row["format"] != FORMAT:
            raise ShareError.of(Code.BAD_FORMAT, found=repr(row["format"])[:60], right=f'format = "{FORMAT}"')
        known = {"format", "tlp", "updated", "next_update", "illustrative", "urgent", "facts", "services"}
        place = "the document"
        self._names(row, known | {*_TEXTS, *_LISTS} | _ADDED, place)
        marking = self._try(place, lambda: Marked(str(row.get("site", "")), _tlp(row)), Marked(""))
        urgent = self._each(row, "urgent", {"who", "do", "phone"}, _urgent)
        facts = self._each(row, "facts", _FACT_NAMES, lambda each: _fact_of(each, marking))
        names = {*_SERVICE_NAMES, *_SERVICE_TEXTS, *_SERVICE_LISTS} | _SERVICE_ADDED
        services = self._each(row, "services", names, lambda each: _service_of(each, marking))
        found = self._try(place, lambda: _page_of(row, marking, urgent, facts, services), None)
        if self._mistakes or found is None:
            raise ShareMistakes(self._mistakes)
        return found

    def _try(self, place: str, make: Callable[[], T], otherwise: T) -> T:
        try:
            return make()
        except ShareError as wrong:
            # A list without any good entry is reported entry by entry, and not once more as empty.
            if wrong.code not in (Code.NO_SERVICES, Code.UNKNOWN_SERVICE) or not self._mistakes:
                self._mistakes.append(wrong.at(place))
        except MarkingError as wrong:
            self._mistakes.append(
                ShareError(Code.NOT_PUBLIC, str(wrong), f"{wrong.hint}; a public page carries TLP:CLEAR alone", place)
            )
        return otherwise

    def _names(self, row: Row, known: set[str] | frozenset[str], place: str) -> None:
        for name in row:
            if name not in known:
                near = difflib.get_close_matches(name, sorted(known), n=1)
                names = near[0] if near else f"one of {', '.join(sorted(known))}"
                self._mistakes.append(ShareError.of(Code.UNKNOWN_NAME, found=repr(name[:40]), names=names).at(place))

    def _each(self, row: Row, name: str, known: set[str], make: Callable[[Row], T]) -> tuple[T, ...]:
        listed = row.get(name, [])
        if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
            self._mistakes.append(ShareError.of(Code.NOT_A_TABLE, name=name).at(name))
            return ()
        made = []
        for at, each in enumerate(listed, 1):
            called = each.get("service")
            place = f"{name}, {called[:40]}" if isinstance(called, str) and called else f"{name}, entry {at}"
            self._names(each, known, place)
            one = self._try(place, lambda each=each: make(each), None)  # type: ignore[misc]  # Bound at once.
            made += [] if one is None else [one]
        return tuple(made)


_FACT_NAMES: Final = {"words", "status", "corrects", "services", "updated", "tlp"}


def _page_of(
    row: Row,
    marking: Marked,
    urgent: tuple[Urgent, ...],
    facts: tuple[Fact, ...],
    services: tuple[ServicePage, ...],
) -> StatusPage:
    updated, due = _time(row, "updated"), _time(row, "next_update")
    if updated is None or due is None:
        raise ShareError.of(Code.MISSING, name="next_update" if updated else "updated")
    return StatusPage(
        updated=updated,
        next_update=due,
        marking=marking,
        urgent=urgent,
        facts=facts,
        services=services,
        illustrative=_flag(row, "illustrative"),
        **{name: _text(row, name) for name in _TEXTS},  # type: ignore[arg-type]  # Texts, each under its own name.
        **{name: _list(row, name) for name in _LISTS},  # type: ignore[arg-type]  # The same, lists of them.
    )


def _urgent(row: Row) -> Urgent:
    return Urgent(_text(row, "who"), _text(row, "do"), _text(row, "phone"))


def _fact_of(row: Row, whole: Marked) -> Fact:
    try:
        status = FactStatus(_text(row, "status"))
    except ValueError:
        raise ShareError.of(Code.BAD_STATUS, found=repr(row.get("status"))[:40]) from None
    return Fact(
        words=_text(row, "words"),
        status=status,
        marking=_marking(row, whole),
        updated=_time(row, "updated"),
        corrects=_text(row, "corrects"),
        services=_list(row, "services"),
    )


def _service_of(row: Row, whole: Marked) -> ServicePage:
    try:
        state = State(_text(row, "state"))
    except ValueError:
        raise ShareError.of(Code.BAD_STATE, found=repr(row.get("state"))[:40]) from None
    return ServicePage(
        service=_text(row, "service"),
        state=state,
        marking=_marking(row, whole),
        updated=_time(row, "updated"),
        next_update=_time(row, "next_update"),
        expected=_flag(row, "expected"),
        **{name: _text(row, name) for name in _SERVICE_TEXTS},  # type: ignore[arg-type]  # As above.
        **{name: _list(row, name) for name in _SERVICE_LISTS},  # type: ignore[arg-type]  # As above.
    )


def _tlp(row: Row) -> Tlp:
    label = _text(row, "tlp")
    if not label:
        raise ShareError.of(Code.MISSING, name="tlp")
    return Tlp.from_text(label)


def _marking(row: Row, whole: Marked) -> Marked:
    return Marked(whole.owner, _tlp(row)) if "tlp" in row else whole


def _flag(row: Row, name: str) -> bool:
    found = row.get(name, False)
    if not isinstance(found, bool):
        raise ShareError.of(Code.NOT_A_FLAG, name=name)
    return found


def _text(row: Row, name: str) -> str:
    found = row.get(name, "")
    if not isinstance(found, str):
        raise ShareError.of(Code.NOT_A_TEXT, name=name)
    return " ".join(found.split()) if "\n" not in found else found.strip()


def _list(row: Row, name: str) -> tuple[str, ...]:
    """Paragraphs: a text, cut at its empty lines, or a list of texts."""
    found = row.get(name, [])
    texts = [found] if isinstance(found, str) else found
    if not isinstance(texts, list) or not all(isinstance(each, str) for each in texts):
        raise ShareError.of(Code.NOT_A_LIST, name=name)
    parts = [part for each in texts for part in each.replace("\r\n", "\n").split("\n\n")]
    return tuple(" ".join(part.split()) for part in parts if part.strip())


def _time(row: Row, name: str) -> datetime | None:
    """A time as UTC, London where it does not say; None where there is none."""
    found = row.get(name)
    if found is None or found == "":
        return None
    shown = str(found)[:40]
    wrong = ShareError.of(Code.BAD_TIME, name=name, found=repr(shown))
    try:
        # A day alone would be read as its midnight, which nobody means.
        read = found if isinstance(found, datetime) else datetime.fromisoformat(found) if ":" in found else None
        told = None if read is None else (read if read.tzinfo else read.replace(tzinfo=LONDON)).astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        raise wrong from None
    if read is None or told is None or not _YEARS[0] <= told.year <= _YEARS[1]:
        raise wrong
    if not read.tzinfo:
        _on_one_clock(name, shown, read)
    return told


def _on_one_clock(name: str, shown: str, read: datetime) -> None:
    """Raises ShareError where a clock in London never showed a time, or showed it twice."""
    both = [read.replace(tzinfo=LONDON, fold=fold).astimezone(UTC) for fold in (0, 1)]
    if all(at.astimezone(LONDON).replace(tzinfo=None, fold=0) != read.replace(fold=0) for at in both):
        raise ShareError.of(Code.SKIPPED_TIME, name=name, found=shown)
    if both[0] != both[1]:
        first, second = map(local_time, both)
        raise ShareError.of(Code.TWO_TIMES, name=name, found=shown, first=first, second=second)
