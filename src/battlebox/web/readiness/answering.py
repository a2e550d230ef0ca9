"""The page behind a link: its owner reads one thing, and says that it is so, or what is wrong with it.

Law: opening it says nothing, for mail programs open links by themselves; it shows that one thing and leads nowhere
else; a link that was signed by nobody, is over or is another's learns nothing, and wrong ones are counted.
Not here: making links (things.py), what counts (desk.readiness).
"""

from __future__ import annotations

from typing import Final

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from battlebox.desk import DeskCode, DeskError
from battlebox.desk.readiness import Answer, Confirmable, Link, Note, NoteKind, answer_link, links_of
from battlebox.web.estates_to_choose import body_name
from battlebox.web.failures import failed
from battlebox.web.limits import tried_too_often
from battlebox.web.our_words import OurWords
from battlebox.web.pages import page
from battlebox.web.readiness.at_hand import BodyGround
from battlebox.web.rights import sentence

WRONG_MOST, WRONG_SECONDS = 20, 600
_SALT: Final = "battlebox.readiness.confirm"
_RIGHT, _WRONG = "right", "wrong"
_OVER: Final = (
    "This link is over, or is no link of this desk: it was answered, ended, replaced by a newer one, or is too old. "
    "Ring whoever gave it to you if something is still to be confirmed."
)


class AnswerForm(OurWords, forms.Form):
    """What an owner says; `shown` is what they were shown."""

    use_required_attribute = False
    shown = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    answer = forms.ChoiceField(
        label="Is it so today?",
        widget=forms.RadioSelect,
        choices=((_RIGHT, "Yes, it is as it is written here"), (_WRONG, "No, something is wrong")),
    )
    wrong = forms.CharField(
        label="If not: what is wrong",
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    who = forms.CharField(label="Your name", max_length=120)


def token_of(body: str, number: int) -> str:
    """What stands in the address of a link: which one it is, signed for this purpose alone."""
    return signing.dumps([body, number], salt=_SALT)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show the one thing, and take the answer about it."""
    try:
        body, number = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return _nothing(request)
    here = BodyGround.of(body)
    done = _answered(here, number)
    if done is not None:
        return page(request, "readiness/answered.html", is_right=done.said["is_right"], at=done.at, hide=True)
    link = next((each for each in links_of(here.notes).values() if each.number == number), None)
    what = _of(here, link)
    if link is None or what is None:
        return _nothing(request)
    form = AnswerForm(request.POST or None, initial={"shown": what.digest})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["shown"] != what.digest:
            form = AnswerForm(initial={"shown": what.digest})
            form.changed = True  # type: ignore[attr-defined]  # Read by the template.
        elif _kept(here, link, what, form):
            return redirect("confirm", token=token)
    return page(request, "readiness/answer.html", form=form, what=what, asks=body_name(body),
                changed=getattr(form, "changed", False), until=link.until)  # fmt: skip


def _kept(here: BodyGround, link: Link, what: Confirmable, form: AnswerForm) -> bool:
    """Whether the answer was taken; why not stands at the form."""
    said = form.cleaned_data
    today = timezone.localtime(here.now).date()
    answer = Answer(said["answer"] == _RIGHT, said["who"], today, said["wrong"])
    try:
        with transaction.atomic():
            answer_link(here.book, link, what, answer, here.now)
    except DeskError as wrong:
        form.add_error("wrong" if wrong.code is DeskCode.BLANK else None, sentence(wrong))
        return False
    return True


def _of(here: BodyGround, link: Link | None) -> Confirmable | None:
    """What a link is to confirm, while it is open and that is there."""
    if link is None or not link.is_open(here.now):
        return None
    try:
        return next((each for each in here.things if each.thing == link.thing and not each.lacks), None)
    except Http404:
        return None


def _answered(here: BodyGround, number: int) -> Note | None:
    return next(
        (note for note in here.notes if note.kind is NoteKind.CONFIRMED and note.said.get("link") == number), None
    )


def _nothing(request: HttpRequest) -> HttpResponse:
    if tried_too_often(request, "confirm", times=WRONG_MOST, seconds=WRONG_SECONDS):
        return failed(request, 429)
    return failed(request, 404, _OVER)
