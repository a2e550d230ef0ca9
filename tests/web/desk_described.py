"""What is there to be found at a desk while requests are made up from the description of its own JSON.

Law: each file that the description names is there, made on the pages that make it.
Not here: making requests up (described.py), how many (test_desk_described.py).
"""

from __future__ import annotations

import re
import secrets
from collections import Counter
from copy import deepcopy

from django.conf import settings

from battlebox.marking import Tlp
from web import described
from web.bulletins.test_pages import Story
from web.descriptions import description
from web.partnering.conftest import Sharing, thing
from web.publishing.test_publishing import write
from web.reconnecting.test_links import issue

FORGERY = "a" * 32
GIVE = "/i/{incident}/partners/collections/{collection}/give/"
SCRIPT = "/account/second-factor/webauthn/login/"
"""The one address that answers JSON to a script of the desk's own pages."""


def furnished(opened, desk_page):
    """A letter, a bulletin on both sides, a draft and a collection; what is known of them, and who asks for it."""
    from battlebox.web.models import Right

    story = Story(opened, desk_page)
    letter = re.search(r"letters/([^/]+)/", issue(opened, story.northmere))[1]
    address = story.sign()
    story.list(story.eastholt, "northmere", "Northmere Council", key=story.key(story.northmere), checked="in person")
    story.again(story.eastholt, story.at("open/"), story.open(story.eastholt, story.file(address)), take="on")
    for page in (story.northmere, story.eastholt):
        write(page, opened)
    sharing = Sharing()
    for each in (sharing.eastholt, sharing.farwick):
        Right.objects.create(partner=each, collection=sharing.collection, may_read=True, purpose="the night")
    sharing.put(thing("clear", Tlp.CLEAR), thing("ours", Tlp.AMBER_STRICT))
    known = {
        "incident": [opened.short],
        "letter": [letter],
        "bulletin": [re.search(r"/sent/([^/]+)/", address)[1]],
        "collection": [str(sharing.collection.pk)],
    }
    return known, {"northmere": story.northmere, "eastholt": story.eastholt, "farwick": desk_page("farwick"), "": None}


class Asking:
    """Somebody at the desk: an officer, or nobody."""

    def __init__(self, page):
        self.page = page
        self.officer = None if page is None else officer_of(page)

    def __call__(self, case):
        from web.places.test_routes import token_of

        cookies = {settings.CSRF_COOKIE_NAME: FORGERY}
        if self.page is not None:
            name = settings.SESSION_COOKIE_NAME
            cookies[name] = self.page.client.cookies[name].value
        if isinstance(case.body, dict) and self.officer is not None and secrets.randbelow(8):
            case.body = {**case.body, "once": token_of(self.officer)}
        return case.call(headers={"X-CSRFToken": FORGERY, "Accept": "application/json"}, cookies=cookies)


def officer_of(page):
    from battlebox.web.models import Officer

    return Officer.objects.get(pk=page.client.session["_auth_user_id"])


def asked(application, known, readers, many, number=0):
    """Make up so many requests of each kind for each address and reader; how often each answer came to each."""
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections

    # The client of the pages connects them again with each of its requests.
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    says = deepcopy(description("desk"))
    form = says["paths"][GIVE]["post"]["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
    # Else nearly all that is made up would be refused for the name of a body alone.
    form["properties"]["partner"] = {"enum": ["eastholt", "farwick"]}
    told = {}
    for name, page in readers.items():
        told[name] = Counter()
        for operation in described.operations(says, application):
            told[name].update(described.asked(operation, many, known, Asking(page), number))
    return told
