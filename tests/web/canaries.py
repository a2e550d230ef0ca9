"""Words that nobody else may read, sown through every form that Northmere has, and looked for in all that others get.

Law: each field of each form gets a word of its own; who may read it follows from the labels of the entries it is in,
by the plainest reading of them. A form that a later page brings is sown too, with nothing to be added here.
Not here: which pages others open, and what must be absent (test_ways_out.py).
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass, field, replace
from html import unescape
from itertools import count, cycle
from urllib.parse import urljoin

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import Resolver404, resolve
from justhtml import JustHTML

from battlebox.marking import Tlp
from web.hand import text_of

WORD = re.compile(r"qz\d{5}w", re.IGNORECASE)
PERSON = "person:"
# Forms that end the incident, or what the officer is: nothing could be sown after them.
LEFT = frozenset({"stand", "act_as", "account_logout"})
LISTS = (
    "", "first/", "log/", "log/print/", "tasks/", "decisions/", "people/", "people/hand-over/", "people/ring/",
    "reports/", "costs/", "reach/", "orders/", "systems/", "services/", "ways/", "bodies/", "channels/", "contain/",
    "tell/", "tell/facts/", "tell/clocks/", "tell/outbox/", "tell/words/", "tell/press/", "tell/publish/", "links/",
    "restore/", "estate/", "gates/", "backlog/", "roster/", "log/checkpoints/", "log/versions/", "share/",
)  # fmt: skip
TRIES = 4
INSTEAD = ("1", "2", "07700 900123", "12:00", "someone@example.org", "")


@dataclass
class Sown:
    """Every word, and the entries that say it: each as (label, audience)."""

    numbers: count = field(default_factory=lambda: count(10_000))
    entries: dict[str, list[tuple[Tlp, frozenset[str]]]] = field(default_factory=lambda: defaultdict(list))
    words: dict[str, str] = field(default_factory=dict)
    kinds: Counter = field(default_factory=Counter)
    headers: list[str] = field(default_factory=list)

    def word(self, where):
        made = f"qz{next(self.numbers):05}w"
        self.words[made] = where
        return made

    def written(self, draft):
        """An entry was written: the words that it says."""
        said = "\n".join([draft.text, draft.person, json.dumps([value for *_, value in draft.values])])
        found = {each.lower() for each in WORD.findall(said)}
        for each in found:
            self.entries[each].append((draft.tlp, draft.audience))
        self.kinds[draft.kind.value] += bool(found)
        # The header of an entry goes to everybody who gets a copy of the record.
        self.headers.append(json.dumps([dict(draft.about), [value[:2] for value in draft.values]]))

    def may_read(self, word, body):
        """Whether a body that wrote none of it may read a word: it stands in an entry that was given to that body."""
        return any(tlp is Tlp.CLEAR or (tlp is not Tlp.RED and body in given) for tlp, given in self.entries[word])

    def kept_from(self, body):
        return frozenset(word for word in self.words if not self.may_read(word, body))


class Labels:
    """What an officer may label travels as far as these say, one after the other; what stays in a body stays there."""

    def __init__(self, record, sown, monkeypatch, given):
        self.turns, self.given, self.now = cycle(given), given, next(iter(given))
        plain = type(record).append

        def append(officer, draft, **more):
            if draft.audience and draft.tlp is not Tlp.CLEAR:
                tlp, audience = self.given[self.now]
                draft = replace(draft, tlp=tlp, audience=audience)
            sown.written(draft)
            return plain(record, officer, draft, **more)

        monkeypatch.setattr(record, "append", append)

    def turn(self):
        self.now = next(self.turns)
        return self.now


def links_of(client, short, start=(), most=1, look=None):
    """Every address under an incident that its pages lead to: all that were seen, a few of each route opened."""
    waiting = [*(f"/i/{short}/{rest}" for rest in LISTS), *start]
    seen, opened = dict.fromkeys(waiting), Counter()
    while waiting:
        address = waiting.pop(0)
        name = route_of(address)
        if name is None or opened[name, "?" in address] >= most:
            continue
        opened[name, "?" in address] += 1
        answer = client.get(address)
        if look is not None:
            look(address, answer)
        if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
            continue
        text = answer.content.decode()
        for each in re.findall(rf'(?:href|action|hx-get|src)="(/(?:i/{short}|job)/[^"#]*)', text):
            address = unescape(each)
            if address not in seen:
                seen[address] = None
                waiting.append(address)
    return list(seen)


def route_of(address):
    try:
        return resolve(address.partition("?")[0]).url_name
    except Resolver404:
        return None


def sow(client, links, sown, labels, most=1):
    """Fill in and send the form of each page, with a word of its own in every box; how many were taken."""
    tried, taken = Counter(), Counter()
    for address in links:
        name = route_of(address)
        if name in LEFT or name is None or tried[name] >= most:
            continue
        answer = client.get(address)
        if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
            continue
        for place in range(len(forms_on(answer))):
            tried[name] += 1
            taken[name] += sow_form(client, address, place, answer, sown, f"{labels.turn()} {name}")
    return taken


def forms_on(answer):
    if "html" not in answer.headers.get("Content-Type", "") or b'method="post"' not in answer.content:
        return []
    page = JustHTML(answer.content.decode(), sanitize=False)
    return [each for each in page.query("main form") if each.attrs.get("method") == "post"]


def sow_form(client, address, place, answer, sown, where):
    form = forms_on(answer)[place]
    action = urljoin(address, form.attrs.get("action") or "")
    if route_of(action) in LEFT:
        return 0
    said = fill(form, sown, where)
    instead = defaultdict(lambda: iter(INSTEAD))
    for _ in range(TRIES):
        answer = client.post(action, said)
        if answer.status_code != 422:
            return answer.status_code in (200, 302)
        shown = forms_on(answer)
        if not shown:
            return 0
        mend(shown[min(place, len(shown) - 1)], said, instead)
    return 0


def fill(form, sown, where):
    """A form as its page shows it, with a word in each box for words."""
    said = {}
    for each in form.query("input"):
        name, kind = each.attrs.get("name"), each.attrs.get("type", "text")
        value = each.attrs.get("value") or ""
        if not name:
            continue
        if kind == "file":
            words = sown.word(f"{where}.{name}")
            said[name] = SimpleUploadedFile("people.csv", f"name,phone\n{words},07700 900123\n".encode())
        elif kind == "checkbox":
            if "checked" in each.attrs:
                said.setdefault(name, []).append(value or "on")
        elif kind == "radio":
            if "checked" in each.attrs or name not in said:
                said[name] = value
        elif kind == "text" and not re.search(r"_(day|month|year|time|hour|minute)$|_[0-2]$", name):
            said[name] = f"{sown.word(f'{where}.{name}')} words"
        else:
            said[name] = value
    for each in form.query("textarea"):
        if each.attrs.get("name"):
            said[each.attrs["name"]] = f"{sown.word(where + '.' + each.attrs['name'])} and more"
    for each in form.query("select"):
        options = each.query("option")
        chosen = next((one for one in options if "selected" in one.attrs), None) or (options or [None])[0]
        if each.attrs.get("name"):
            said[each.attrs["name"]] = chosen.attrs.get("value", "") if chosen is not None else ""
    return said


def mend(form, said, instead):
    """What the page found wrong gets something else."""
    wrong = {(each.attrs.get("id") or "").removesuffix("-error") for each in form.query(".govuk-error-message")}
    for each in (*form.query("input"), *form.query("textarea"), *form.query("select")):
        name, kind = each.attrs.get("name"), each.attrs.get("type", "text")
        if not name or not any(one and (one.endswith(name) or name in one) for one in wrong):
            continue
        if kind == "checkbox":
            said[name] = [*said.get(name, []), each.attrs.get("value") or "on"]
        elif each.name == "select":
            said[name] = next((one.attrs["value"] for one in each.query("option") if one.attrs.get("value")), "")
        elif kind == "text" or each.name == "textarea":
            with suppress(StopIteration):
                said[name] = next(instead[name])


def spilt(answer):
    """Every word that was sown and that an answer gives away: in its body, whatever file it is, headers and cookies."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    heads = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return words_in(body) | words_in(f"{heads}\n{answer.cookies.output()}".encode())


def words_in(data):
    """The words in bytes of any kind that the desk gives out: text, PDF, or a packed file and what is in it."""
    found = {each.lower() for each in WORD.findall(data.decode("utf-8", "replace"))}
    if data.startswith(b"%PDF"):
        found |= {each.lower() for each in WORD.findall(text_of(data))}
    elif data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for name in packed.namelist():
                found |= words_in(packed.read(name))
    elif data[:2] in (b"\x78\x9c", b"\x78\xda"):
        with suppress(zlib.error):
            found |= words_in(zlib.decompress(data))
    return found
