"""The client through which every test of the web face asks for pages.

Law: no answer reaches a test unchecked.
Not here: the checks (page_checks.py).
"""

from __future__ import annotations

import re

from django.test import Client
from justhtml import JustHTML

from web.descriptions import is_described, is_json
from web.page_checks import faults_of


class DeskClient(Client):
    """A browser that holds every answer in JSON to the description of the desk's own."""

    def request(self, **request):
        """One request; its answer."""
        answer = super().request(**request)
        if is_json(answer):
            where = f"{answer.request['REQUEST_METHOD']} {answer.request['PATH_INFO']}"
            assert is_described(answer), f"{where} answers JSON: describe it in docs/formats/desk.openapi.json"
        return answer


class DeskPage:
    """One browser: it keeps cookies, follows nothing by itself, and checks every answer."""

    def __init__(
        self, *, enforce_csrf_checks: bool = False, host: str = "localhost", address: str = "127.0.0.1"
    ) -> None:
        self.client = DeskClient(
            enforce_csrf_checks=enforce_csrf_checks, raise_request_exception=True, SERVER_NAME=host, REMOTE_ADDR=address
        )

    def sign_in(self, officer) -> DeskPage:
        """Signed in, without the door: the door has its own tests."""
        self.client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
        return self

    def get(self, path: str, *, expect: int = 200, **more):
        """A page, checked."""
        return self._checked(self.client.get(path, **more), expect, path)

    def post(self, path: str, data=None, *, expect: int = 302, **more):
        """What a form answers, checked."""
        return self._checked(self.client.post(path, data or {}, **more), expect, path)

    def send(self, path: str, data=None, *, expect: int = 302, **more):
        """Open a page, take its form with what stands in it, fill in `data`, and send it.

        Where it shows no form, to somebody who may not send it, `data` alone is sent, as somebody would by hand.
        """
        page = JustHTML(self.get(path).content.decode(), sanitize=False)
        has_form = any(each.attrs.get("method") == "post" for each in page.query("main form"))
        return self.post(path, {**(filled(page) if has_form else {}), **(data or {})}, expect=expect, **more)

    def follow(self, answer, *, expect: int = 200):
        """The page that an answer leads to."""
        assert answer.status_code in (302, 303), f"{answer.status_code}: {words(answer)[:300]}"
        return self.get(answer.headers["Location"], expect=expect)

    def _checked(self, answer, expect: int, path: str):
        assert answer.status_code == expect, f"{path} answered {answer.status_code}: {words(answer)[:600]}"
        is_part = bool(answer.request.get("HTTP_HX_REQUEST"))
        faults = faults_of(answer, is_part=is_part)
        assert not faults, f"{path}:\n" + "\n".join(faults)
        return answer


def words(answer) -> str:
    """What a person reads."""
    if not answer.content:
        return answer.headers.get("Location", "")
    main = JustHTML(answer.content.decode(), sanitize=False)
    found = main.query_one("main") or main.query_one("body")
    text = " ".join(found.to_text().split()) if found else answer.content.decode()
    # The parser puts a blank between parts of a sentence that the page does not.
    return re.sub(r" ([.,:;])", r"\1", text)


def filled(page) -> dict[str, str]:
    """The last posting form in the main part of a page, as a browser would send it untouched."""
    forms = [each for each in page.query("main form") if each.attrs.get("method") == "post"]
    form = forms[-1]
    found: dict[str, str] = {}
    for each in form.query("input"):
        if each.attrs.get("type") in ("checkbox", "radio") and "checked" not in each.attrs:
            continue
        if each.attrs.get("name"):
            found[each.attrs["name"]] = each.attrs.get("value") or ""
    for each in form.query("textarea"):
        found[each.attrs["name"]] = each.to_text()
    for each in form.query("select"):
        options = each.query("option")
        chosen = [option for option in options if "selected" in option.attrs] or options[:1]
        found[each.attrs["name"]] = chosen[0].attrs.get("value", "") if chosen else ""
    return found
