"""What every page of the desk must be, checked on every answer that a test gets.

Law: valid HTML, one h1, a title, the page's language, no id twice, every box labelled, the content policy, no inline
script or
style, no link to a page that is not there.
Not here: what a browser alone can see (tests/web/test_browser.py).
"""

from __future__ import annotations

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
    if not is_part:
        faults += list(_whole(page))
    return [*faults, *_policy(answer, page), *_ids(page), *_labels(page), *_links(page)]


def _whole(page):
    if len(page.query("h1")) != 1:
        yield f"{len(page.query('h1'))} h1"
    title = page.query_one("title")
    if title is None or not title.to_text().strip():
        yield "no title"
    if page.query("html")[0].attrs.get("lang") != "en":
        yield "no language"
    if len(page.query("main")) != 1:
        yield "not one main part"


def _policy(answer, page):
    policy = answer.headers.get("Content-Security-Policy", "")
    for part in POLICY:
        if part not in policy:
            yield f"the content policy lacks {part}"
    if "unsafe" in policy:
        yield "the content policy allows something unsafe"
    for each in page.query("script"):
        if "src" not in each.attrs and each.attrs.get("type") != "application/json":
            yield "a script in the page"
    if page.query("style"):
        yield "a style in the page"
    for each in page.query("*"):
        for name in each.attrs or {}:
            if name == "style" or name.startswith("on"):
                yield f"{each.name} has {name}="


def _ids(page):
    seen = set()
    for each in page.query("*"):
        name = (each.attrs or {}).get("id")
        if name is not None:
            if name in seen:
                yield f"the id {name} twice"
            seen.add(name)


def _labels(page):
    labelled = {each.attrs.get("for") for each in page.query("label")}
    ids = {each.attrs.get("id") for each in page.query("*") if each.attrs}
    for kind in ("input", "select", "textarea"):
        for each in page.query(kind):
            if each.attrs.get("type") in UNLABELLED or "aria-label" in each.attrs:
                continue
            if each.attrs.get("id") not in labelled:
                yield f"{kind} {each.attrs.get('name')} has no label"
    for each in page.query("*"):
        for name in ("aria-describedby", "aria-labelledby", "aria-controls"):
            for target in ((each.attrs or {}).get(name) or "").split():
                if target not in ids:
                    yield f"{name} names {target}, which is not there"
    for each in page.query("button"):
        if not each.to_text().strip() and "aria-label" not in each.attrs:
            yield "a button without words"


def _links(page):
    ids = {each.attrs.get("id") for each in page.query("*") if each.attrs}
    places = [(each, each.attrs.get("href", "")) for each in page.query("a")]
    places += [(each, each.attrs["action"]) for each in page.query("form") if "action" in each.attrs]
    places += [(each, each.attrs["hx-get"]) for each in page.query("*") if each.attrs and "hx-get" in each.attrs]
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
