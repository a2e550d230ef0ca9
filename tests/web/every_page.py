"""Every page that a desk has, found by following its links as each of its officers, and named by its route.

Law: the list of routes comes from the addresses of the desk; a new page that no officer here can reach is a red build.
Not here: what is asked of each page (test_every_page.py).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from html import unescape

# Addresses that are no pages: why each is not looked at here.
NO_PAGE = {
    "a form's other half, which only takes": (
        "act_as", "notice_read", "stop_job", "let_in", "alarm_seen", "cancel_slip", "paper_codes",
        "hand_over_key", "account_logout", "put_away", "sign_out_person", "end_own_sessions", "unbind_identity",
        "try_hook", "pause_hook", "go_on_hook",
    ),
    "a part of a page, or a word to a script": (
        "heard", "now_part", "tell_part", "contain_part", "contain_why_part", "job", "restore_answer_part",
        "restore_ways_part", "restore_what_if_part", "roster_answer_part",
    ),
    "of a machine that is told, and the demonstration names none; hooks/ opens them": (
        "hook", "renew_hook_secret", "end_hook",
    ),
    "of a key of monitoring, and the demonstration has none; machines/ opens it": ("revoke_monitoring_key",),
    "behind a secret that an officer made; following/ opens them": ("due_calendar", "log_feed", "end_address"),
    "a note that waits to be taken over: the day leaves none": ("rewrite_handover",),
    "of an export that was brought in, and the demonstration has none; test_estate_exports.py opens it": (
        "estate_mapping",
        "estate_export_job",
    ),
    "a link that both sides let be opened: the demonstration has none": ("open_link",),
    "of a drill, and the demonstration plays none; drilling/ opens them": (
        "drill", "drill_part", "drill_inject", "drill_clock", "drill_by_hand", "drill_end", "drill_inbox",
        "drill_inbox_part", "drill_news", "drill_report", "drill_report_paper", "drill_report_document",
        "drill_report_file", "drill_new_finding", "drill_finding", "drill_drop_finding", "drill_replay",
    ),
    "of a note that the first page of the demonstration's log no longer shows; places/test_log.py opens it": (
        "correct_note",
    ),
    "where oidc.toml names an issuer, and the demonstration has none; identities/ opens them": (
        "identities", "issuer_begin", "issuer_back",
    ),
    "closed by law": (
        "account_signup", "account_inactive", "account_reset_password", "account_set_password",
        "account_email_verification_sent",
    ),
    "a file": (
        "dpia_print", "estate_workbook", "estate_zip", "estate_pack_pdf", "handover_draft_paper", "handover_paper",
        "report_paper", "report_document", "words_paper", "sheet_paper", "tree_paper", "printed_paper",
        "register_paper", "went_paper", "copy_file", "mark", "public_document", "home_paper", "shifts_paper",
        "roster_paper", "roster_calendar", "person_calendar", "letter_file",
        "ready_paper", "ready_file", "ready_sheet_paper",
        "call_back_paper", "bulletin_receipt", "bulletin_file", "bulletin_paper", "bulletin_indicators",
    ),
    "the built public page itself, in a frame of its own; publishing/ opens it, share/status looks at it": (
        "public_preview",
    ),
    "of a message that waits for somebody, and the memo here has none; places/test_outbox.py opens them": (
        "answer", "print_tree", "key_back_tree", "stop_message",
    ),
    "of a page on its way to a store, and the demonstration sends none; publishing/test_away.py opens it": (
        "publishing",
    ),
    "of an order of return, and the demonstration has none; states.py goes through them": (
        "restore_answer", "restore_adopt", "restore_why", "restore_what_if", "restore_work", "restore_again",
        "restore_ways",
    ),
    "of a partner's system that ours wait for, and nobody's is out there; restoring/test_order_pages.py opens it": (
        "restore_promise",
    ),
    "of a letter, or a link that was opened, and the demonstration waits for one; reconnecting/ opens them": (
        "letter", "judge_letter", "withdraw_letter", "verify_link", "part_link",
    ),
    "of a partner that is told how we stand, and a demonstration tells nobody; situations/ opens it": (
        "stop_telling_partner",
    ),
    "of a roster that was worked out, and the demonstration has none; rostering/ opens them": (
        "roster_answer", "publish_roster",
    ),
    "of a list that waits in its session; states.py goes through them": ("send_people", "look_words"),
    "of a language, and the desk comes with none; composing/test_language.py opens them": ("language", "render_words"),
    "for a list with partners to share it with, and the day has none; places/test_reach_pages.py opens it": (
        "share_list",
    ),
    "of the library of second factors; its pages in use are at /account/second-factor/": (
        "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes", "mfa_list_webauthn", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn",
        "mfa_edit_webauthn", "mfa_login_webauthn", "mfa_authenticate", "mfa_reauthenticate",
    ),
    "behind a link that is shown once; readiness/ opens it": ("confirm",),
    "only while signed out, or a minute after the password; test_browser.py looks at the door": (
        "account_login", "account_reauthenticate",
    ),
}  # fmt: skip
# No link leads there from here, though they are pages: where they are.
BY_HAND = {
    "versions": "log/versions/", "choose_estate": "choose-estate/", "debrief": "debrief/",
    "note_reference": "tell/clocks/ncsc~rbkc/", "public_look": "tell/publish/look/",
}  # fmt: skip
# Pages of one route that are opened for their links: another order, another task may lead somewhere else.
OF_EACH = 3


@dataclass(frozen=True)
class Page:
    """One page, as one officer sees it."""

    route: str
    path: str
    who: str


def routes():
    """Every named address of the desk."""
    from django.urls import URLResolver, get_resolver

    def named(resolver):
        for each in resolver.url_patterns:
            if isinstance(each, URLResolver):
                yield from named(each)
            elif each.name:
                yield each.name

    return frozenset(named(get_resolver("battlebox.web.urls")))


def pages_of(context, base, who, start, known=()):
    """One page for each route that an officer reaches by links, beginning at `start`; `known` are opened but once."""
    from django.urls import Resolver404, resolve

    found, waiting, asked, tried = {}, list(start), set(), Counter()
    while waiting:
        path = waiting.pop(0)
        try:
            route = resolve(path.partition("?")[0], "battlebox.web.urls").url_name
        except Resolver404:
            raise AssertionError(f"a dead link: {path}") from None
        if tried[route] >= (1 if route in known else OF_EACH) or route in _LEFT_ALONE or path in asked:
            continue
        asked.add(path)
        tried[route] += 1
        answer = context.request.get(base + path, max_redirects=0)
        if answer.status != 200 or "html" not in answer.headers.get("content-type", ""):
            continue
        found.setdefault(route, Page(route, path, who))
        text = answer.text()
        waiting += [unescape(each) for each in re.findall(r'href="(/[^"#]*)', text) if not each.startswith("/static")]
    return found


_LEFT_ALONE = frozenset(name for names in NO_PAGE.values() for name in names)
