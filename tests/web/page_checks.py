"""What every page of the desk must be, checked on every answer that a test gets.

Law: valid HTML, one h1, a title, the page's language, no id twice, every box labelled, the content policy, no inline
script or
style, no link to a page that is not there.
Not here: what a browser alone can see (tests/web/test_browser.py).
"""

from __future__ import annotations

from collections import defaultdict
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from justhtml import JustHTML

POLICY = ("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "form-action 'self'")
# JustHTML tells of these, but they are as the standard wants them.
ALLOWED_ERRORS = frozenset()
UNLABELLED = {"hidden", "submit", "button"}


def faults_of(answer, *, is_part: bool = False) -> list[str]:
    """Everything that is wrong with an answer; empty for one that is no HTML."""
    if not answer.headers.get("Content-Type", "").startswith("text/html") or not answer.content:
        return []
    text = answer.content.decode()
    page = JustHTML(text, sanitize=False, collect_errors=True, fragment=is_part)
    lines = text.splitlines()
    faults = [
        f"not valid HTML: {each.code} at {''.join(lines[(each.line or 1) - 1 : each.line]).strip()[:120]}"
        for each in page.errors
        if each.code not in ALLOWED_ERRORS
    ]
    held = Elements(page)
    if not is_part:
        faults += list(_whole(held))
    return [*faults, *_policy(answer, held), *_ids(held), *_labels(held), *_links(held)]


class Elements:
    """Every element of a page, walked once: each check that walks it anew costs as much as reading it."""

    def __init__(self, page):
        self.every = page.query("*")
        self.named = defaultdict(list)
        for each in self.every:
            self.named[each.name].append(each)
        self.ids = {each.attrs.get("id") for each in self.every if each.attrs}


def _whole(page):
    if len(page.named["h1"]) != 1:
        yield f"{len(page.named['h1'])} h1"
    title = next(iter(page.named["title"]), None)
    if title is None or not title.to_text().strip():
        yield "no title"
    if page.named["html"][0].attrs.get("lang") != "en":
        yield "no language"
    if len(page.named["main"]) != 1:
        yield "not one main part"


def _policy(answer, page):
    policy = answer.headers.get("Content-Security-Policy", "")
    for part in POLICY:
        if part not in policy:
            yield f"the content policy lacks {part}"
    if "unsafe" in policy:
        yield "the content policy allows something unsafe"
    for each in page.named["script"]:
        if "src" not in each.attrs and each.attrs.get("type") != "application/json":
            yield "a script in the page"
    if page.named["style"]:
        yield "a style in the page"
    for each in page.every:
        for name in each.attrs or {}:
            if name == "style" or name.startswith("on"):
                yield f"{each.name} has {name}="


def _ids(page):
    seen = set()
    for each in page.every:
        name = (each.attrs or {}).get("id")
        if name is not None:
            if name in seen:
                yield f"the id {name} twice"
            seen.add(name)


def _labels(page):
    labelled = {each.attrs.get("for") for each in page.named["label"]}
    ids = page.ids
    for kind in ("input", "select", "textarea"):
        for each in page.named[kind]:
            if each.attrs.get("type") in UNLABELLED or "aria-label" in each.attrs:
                continue
            if each.attrs.get("id") not in labelled:
                yield f"{kind} {each.attrs.get('name')} has no label"
    for each in page.every:
        for name in ("aria-describedby", "aria-labelledby", "aria-controls"):
            for target in ((each.attrs or {}).get(name) or "").split():
                if target not in ids:
                    yield f"{name} names {target}, which is not there"
    for each in page.named["button"]:
        if not each.to_text().strip() and "aria-label" not in each.attrs:
            yield "a button without words"


def _links(page):
    ids = page.ids
    places = [(each, each.attrs.get("href", "")) for each in page.named["a"]]
    places += [(each, each.attrs["action"]) for each in page.named["form"] if "action" in each.attrs]
    places += [(each, each.attrs["hx-get"]) for each in page.every if each.attrs and "hx-get" in each.attrs]
    for each, address in places:
        where = urlsplit(address)
        if each.name == "a" and not each.to_text().strip():
            yield f"a link without words to {address}"
        if where.netloc or where.scheme:
            yield f"a link to elsewhere: {address}"
        elif not where.path:
            if where.fragment and where.fragment not in ids:
                yield f"a link to #{where.fragment}, which is not there"
        else:
            try:
                found = resolve(where.path)
            except Resolver404:
                yield f"a dead link: {address}"
            else:
                if "closed" in where.path or found.func.__name__ == "_closed":
                    yield f"a link to a closed page: {address}"
