"""Forms of the desk: rendered by our own parts, saved once, kept when a session is lost, honest about a second writer.

Law: a form knows whom it was given to (its token) and which entries it was made from (`seen`).
Not here: recording (saving.py), how a field looks (gds).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, QueryDict

from battlebox.web.asking import ask_as
from battlebox.web.estates_to_choose import body_name
from battlebox.web.given_back import remember
from battlebox.web.models import Once
from battlebox.web.moment import MomentWidget
from battlebox.web.our_words import OurWords
from battlebox.web.rights import may_not
from battlebox.web.stash import NEVER, body_of, forget, owner_of, sign_token, stashed

WORDS_MAX: Final = 10_000
_BROWSERS_LINE: Final = "\r\n"


@dataclass(frozen=True, slots=True)
class Version:
    """What somebody else has recorded meanwhile about one field: the label, their words, ours, who and when."""

    label: str
    theirs: str
    ours: str
    who: str
    when: str


class DeskForm(OurWords, forms.Form):
    """A form that records something. Make it with `asked`, not by calling the class."""

    use_required_attribute = False
    once = forms.CharField(widget=forms.HiddenInput, max_length=200, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=4000, required=False)

    tucked: tuple[str, ...] = ()
    """Fields that few need: behind `tucked_words`, which opens without a script."""
    tucked_words = "More"
    either: tuple[str, ...] = ()
    """Fields of which one is needed, whichever: no label calls them optional."""

    request: HttpRequest
    keeps_drafts = True
    """False for a form that asks for secrets or speaks of people to reach: this device then keeps no draft of it."""
    lost_session = False
    """True where the words come from a form that was sent in after the session had run out."""
    takes_back = True
    """False for a form that stands on its page many times: words kept for one of them would land in all."""
    may_not = ""
    """Why this officer may not send it, and who may: it is then not shown, and refused where it is sent anyway."""

    @property
    def tucked_now(self) -> tuple[str, ...]:
        """The fields to tuck away: none of them while one has a mistake, so that it can be seen."""
        return () if self.is_bound and any(name in self.tucked for name in self.errors) else self.tucked

    @classmethod
    def asked(
        cls,
        request: HttpRequest,
        *,
        seen: Iterable[str] = (),
        initial: Mapping[str, Any] | None = None,
        refused: str = "",
        **more: Any,
    ) -> Self:
        """The form as this request needs it: sent in, given back after a lost session, or fresh.

        `seen` names the entries that the form is made from; `initial` is what stands in its fields; `refused` says why
        it is not this officer's to send, where that hangs on the thing and not on the role alone.
        """
        start = {**(initial or {}), "seen": " ".join(seen), "once": _new_token(request)}
        if request.method == "POST":
            form = cls(request.POST, request.FILES, initial=start, **more)
            remember(request, form)
        else:
            words = stashed(request)
            if words is not None and not cls.takes_back:
                words = None
                forget(request)
                messages.warning(request, "You were signed out: what you tapped was not saved. Tap it again.")
            form = cls(initial=start, **more)
            if words is not None:
                # Only now: some forms make their fields when they are made.
                form.initial.update(_initial_of(form, words))
            form.lost_session = words is not None
        form.request = request
        form.may_not = may_not(request) or refused
        return form

    def ask_later(self, box: str) -> None:
        """Keep a box to tick off the page, and blank: nobody says yes to what they have not seen."""
        self.fields[box].widget = forms.HiddenInput()
        self.fields[box].disabled = True
        self.initial[box] = ""

    @property
    def token(self) -> str:
        """The one-time token that came with the form."""
        return secret_part(self["once"].data)

    @property
    def seen_entries(self) -> tuple[str, ...]:
        """The entries that the form was made from, as it says itself."""
        return tuple((self["seen"].value() or "").split())

    @property
    def draft_key(self) -> str:
        """The name under which this device keeps the draft: officer and page; "" where nothing may be kept."""
        if not self.keeps_drafts:
            return ""
        return f"{ask_as(self.request).officer.officer_id}:{self.request.path}"

    def clean_once(self) -> str:
        """The token, if this desk gave it to this officer."""
        token = str(self.cleaned_data["once"])
        if owner_of(token) != ask_as(self.request).officer.officer_id:
            # The words stay; the form gets a token of its own.
            self.renew()
            raise forms.ValidationError(
                "This form was opened by somebody else, or too long ago. Check your words and send it again."
            )
        then, now = body_of(token), getattr(self.request, "body_id", "")
        if then != now and then:
            # In another tab they went over to another role: what was written for one body must not be the other's.
            self.renew()
            raise forms.ValidationError(
                f"You opened this form acting for {body_name(then)}, and now act for {body_name(now)}. Send it again "
                f"only if {body_name(now)} is meant; if not, go over to the other role on the first page first."
            )
        return token

    def is_ready(self) -> bool:
        """Sent in, by somebody who may send it, and without a mistake."""
        if not self.is_bound or not self.may_not:
            return self.is_bound and self.is_valid()
        self.errors.clear()
        self.add_error(None, self.may_not)
        return False

    @property
    def digest(self) -> str:
        """What the words of the form come to, under its own token: the same form with other words has another."""
        sent = cast("QueryDict", self.data)
        told = [
            f"{name}={text.replace(_BROWSERS_LINE, chr(10)).strip()}"
            for name in sorted(sent)
            if name not in NEVER
            for text in sent.getlist(name)
        ]
        for name in sorted(self.files):
            for file in self.files.getlist(name):
                told.append(f"{name}={file.name}:{hashlib.sha256(b''.join(file.chunks())).hexdigest()}")
                file.seek(0)
        # Words that must not be known may be among them, and the token itself is kept nowhere.
        key = str(self["once"].data).encode()
        return hmac.new(key, "\n".join(told).encode(errors="surrogatepass"), hashlib.sha256).hexdigest()

    def renew(self) -> None:
        """Give the form a token of its own: sent once more it is another form."""
        self._change(once=self.initial["once"])

    def overtaken(self, now: Iterable[str], versions: Iterable[Version] = ()) -> bool:
        """Whether somebody else has recorded something since the form was made.

        `now` names the entries as they are. If so both versions are shown, and the next sending is made knowingly.
        A form that is sent in a second time was overtaken by itself alone: saving says that it is recorded already.
        """
        current = tuple(now)
        if set(current) == set(self.seen_entries) or Once.objects.filter(token=self.token, done=True).exists():
            # Sent in again after it was recorded: it is not the work of somebody else, and `saved` will say so.
            return False
        self.versions = tuple(versions)
        self._change(seen=" ".join(current), once=self.initial["once"])
        self.add_error(None, "Somebody else recorded something here while you were writing. Read it, then send again.")
        return True

    versions: tuple[Version, ...] = ()

    def against(self, stands: Mapping[str, Any], who: str, at: str) -> tuple[Version, ...]:
        """What stands now against what was sent in, for each field of `stands` that differs."""
        pairs = (
            (
                str(self.fields[name].label),
                _as_shown(self.fields[name], value),
                _as_shown(self.fields[name], self[name].value()),
            )
            for name, value in stands.items()
            if name in self.fields
        )
        return tuple(Version(label, theirs, ours, who, at) for label, theirs, ours in pairs if theirs != ours)

    def bring_up(self, stands: Mapping[str, Any]) -> None:
        """Fields that were sent in untouched, as they stand now: what somebody else wrote there is not set back."""
        for name, value in stands.items():
            widget = self.fields[name].widget
            if isinstance(widget, MomentWidget):
                self._change(**widget.sent_as(name, value))
            else:
                self._change(**{name: str(value or "")})

    def _change(self, **values: str) -> None:
        """Give the form back with other hidden values than it was sent in with."""
        after = self.data.copy() if isinstance(self.data, QueryDict) else QueryDict(mutable=True)
        for name, value in values.items():
            after[name] = value
        self.data = after

    def forget(self) -> None:
        """Recorded: what was kept for a lost session is no longer needed."""
        forget(self.request)


def _as_shown(field: forms.Field, value: Any) -> str:
    """A value as its field shows it; a choice by its label, nothing as such."""
    said = field.prepare_value(value)
    if isinstance(field.widget, MomentWidget):
        said = " ".join(filter(None, said if isinstance(said, list) else field.widget.decompress(said)))
    if isinstance(field, forms.ChoiceField):
        said = next((label for choice, label in field.widget.choices if choice == said), said)
    return str("" if said is None else said).replace("\r\n", "\n").strip() or "nothing"


def secret_part(token: object) -> str:
    """The part of a token that is kept: it fits a column, and says nothing about the officer."""
    return hashlib.sha256(str(token).encode()).hexdigest()


def _new_token(request: HttpRequest) -> str:
    body = getattr(request, "body_id", "")
    return sign_token(ask_as(request).officer.officer_id, secrets.token_urlsafe(12), body)


def _initial_of(form: DeskForm, words: Mapping[str, Any]) -> dict[str, Any]:
    """What was sent in, as initial values, each read by its own field's widget."""
    return {
        name: field.widget.value_from_datadict(words, {}, form.add_prefix(name))
        for name, field in form.fields.items()
        if name not in NEVER
    }
