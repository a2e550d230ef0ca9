"""A bulletin and the call-back list on A4.

Law: words go in as data, never as markup; the paper shows the twelve words and the QR code of the fingerprint, and says
how to check them; the same values at the same time give the same bytes.
Not here: the layout (bulletin.typ, callback.typ), the printer (a face).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any, Final

from battlebox.desk import unturned
from battlebox.desk.brief import clock
from battlebox.journal import qr_svg
from battlebox.share.bulletin.bulletin import HEADINGS
from battlebox.share.bulletin.callback import CallBack
from battlebox.share.bulletin.signed import SignedBulletin
from battlebox.share.bulletin.spoken import heard_words, key_words
from battlebox.share.typesetting import typeset

_ROW_WORDS: Final = 4


def bulletin_paper(
    signed: SignedBulletin,
    at: datetime,
    *,
    warnings: tuple[str, ...] = (),
    names: Mapping[str, str] | None = None,
    shown: Callable[[str], str] = str,
) -> bytes:
    """The bulletin as PDF; `warnings` stand in a box on top, where a reader prints what came in.

    `names` are plain names of bodies, where they are known; `shown` writes a value so that nobody can click on it.
    """
    called = names or {}
    found = signed.bulletin
    lists = [(title, list(getattr(found, name))) for name, title in HEADINGS if getattr(found, name)]
    return _set(
        "bulletin.typ",
        {
            "title": found.title,
            "issuer": found.issuer_name,
            "number": found.number,
            "label": found.tlp.to_text(),
            "issued": clock(found.issued),
            "expires": clock(found.expires),
            "next": clock(found.next_at) if found.next_at else "",
            "ring": found.ring,
            "audience": [
                {"body": called.get(body, body), "heard": heard_words(signed.fingerprint, body)}
                for body in found.audience
            ],
            "facts": [
                {
                    "words": fact.words,
                    "believed": fact.believed.words,
                    "label": _other(fact.tlp.to_text(), found.tlp.to_text()),
                }
                for fact in found.facts
            ],
            "lists": lists,
            "indicators": [[one.kind, shown(one.value), one.note] for one in found.indicators],
            "spoken": _rows(signed.spoken),
            "qr": qr_svg(signed.card),
            "warnings": list(warnings),
        },
        at,
    )


def callback_paper(known: CallBack, at: datetime, *, body: str, own_key: str = "") -> bytes:
    """The call-back list as PDF, with our own key's words for others to put on theirs."""
    rows = [{**asdict(one), "words": key_words(one.key) if one.key else ""} for one in known.partners]
    own = _rows(key_words(own_key)) if own_key else []
    return _set("callback.typ", {"body": body, "rows": rows, "own": own, "drawn": clock(at)}, at)


def _other(label: str, own: str) -> str:
    return "" if label == own else label


def _rows(words: str) -> list[str]:
    each = words.split()
    return [" ".join(each[at : at + _ROW_WORDS]) for at in range(0, len(each), _ROW_WORDS)]


def _set(form: str, data: Mapping[str, Any], at: datetime) -> bytes:
    path = Path(str(resources.files("battlebox.share.bulletin") / form))
    return typeset(path, {"data": unturned(json.dumps(data, ensure_ascii=False))}, at)
