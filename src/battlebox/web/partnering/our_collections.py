"""Our collections: who may read or write each up to which label, until when and what for.

Law: more for a partner is proposed to a second person, in a sentence that says what the partner will get; less is done
at once.
Not here: agreeing (changing.py), the server (web.taxii).
"""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.utils.text import slugify

from battlebox.desk import Act
from battlebox.desk.exchange import Change, What, note_partner, propose_change
from battlebox.desk.record import Saved
from battlebox.marking import Tlp
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.errors import WebError
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.wording import when
from battlebox.web.models import Collection, Entry, Partner, Right
from battlebox.web.moment import MomentField
from battlebox.web.pages import page
from battlebox.web.partnering.doing import give_right
from battlebox.web.partnering.partners import right_words
from battlebox.web.tables import Cell, Column, Kind, Table, table_page
from battlebox.web.taxii.named import must_be_new_title

LABELS: Final = tuple((each.value, each.to_text()) for each in Tlp if each is not Tlp.RED)
COLUMNS: Final = (
    Column("title", "Collection"),
    Column("things", "Things in it", Kind.NUMBER),
    Column("read", "Who may read it"),
    Column("write", "Who may write it"),
    Column("audience", "Given by name to"),
)
HEADS: Final = ("Partner", "May", "Label", "Until", "What for")


class CollectionForm(DeskForm):
    """A new collection. Nobody may read it yet."""

    title = forms.CharField(label="What it is called", max_length=100)
    description = forms.CharField(label="What is in it, for partners", max_length=300, required=False)


class GrantForm(DeskForm):
    """Who may do what in a collection."""

    able = forms.MultipleChoiceField(
        label="What it may do", choices=(("read", "Read it"), ("write", "Write to it")), required=False,
        widget=forms.CheckboxSelectMultiple, help_text="Neither: from its next request on it may do nothing there.",
    )  # fmt: skip
    tlp_max = forms.ChoiceField(label="The strictest label that goes out to it here", choices=LABELS,
                                initial=Tlp.AMBER_STRICT.value)  # fmt: skip
    until = MomentField(label="Until", required=False)
    purpose = forms.CharField(label="What for", max_length=200, help_text="It stands in the ledger beside what left.")

    def __init__(self, *args: Any, partners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"] = forms.ChoiceField(label="Which partner", choices=partners)
        self.order_fields(["partner"])


@in_incident
def collections(request: OfficerRequest) -> HttpResponse:
    """Every collection of the officer's body."""
    desk = AtDesk.of(request)
    rows = [_row(desk, each) for each in Collection.objects.filter(ours=desk.officer.body)]
    table = Table("collections", "Our collections", COLUMNS, rows, stacked=True,
                  empty="There is no collection yet.")  # fmt: skip
    return table_page(request, "partnering/collections.html", table, here="partners", back=desk.at("partners"),
                      new=desk.at("new_collection") if desk.officer.may(Act.PARTNER) else "")  # fmt: skip


@in_incident
def collection(request: OfficerRequest, name: str) -> HttpResponse:
    """One collection, and who may do what in it."""
    desk = AtDesk.of(request)
    found = collection_here(desk, name)
    rights = [
        [Cell(right.partner.name, link=desk.at("partner", right.partner.body)), *right_words(desk, right)]
        for right in Right.objects.filter(collection=found).select_related("partner")
    ]
    last = Entry.objects.filter(collection=found, is_last=True).count()
    return page(
        request, "partnering/collection.html", here="partners", title=found.title, heads=HEADS, rights=rights,
        rows=(
            ("What is in it, for partners", found.description or "not said"),
            ("Things in it", last),
            ("Given by name to", ", ".join(map(desk.body_name, found.audience)) or "our own body"),
            ("Made", when(found.made_at, desk.sight.now)),
            ("Its id", str(found.pk)),
        ),
        grant=desk.at("grant_collection", found.pk) if desk.officer.may(Act.PARTNER) else "",
        give=desk.at("give_file", found.pk) if desk.officer.may(Act.PARTNER) else "",
        back=desk.at("collections"),
    )  # fmt: skip


@in_incident
def new_collection(request: OfficerRequest) -> HttpResponse:
    """Make a collection that nobody may read yet."""
    desk = AtDesk.of(request)
    form = CollectionForm.asked(request)

    def make() -> Saved:
        said = form.cleaned_data
        must_be_new_title(desk.officer.body, said["title"])
        return note_partner(desk.record, desk.officer, desk.officer.body, f"made the collection {said['title']}")

    def then() -> None:
        said = form.cleaned_data
        alias = slugify(said["title"])[:60]
        taken = Collection.objects.filter(ours=desk.officer.body, alias=alias).exists()
        Collection.objects.create(ours=desk.officer.body, title=said["title"], description=said["description"],
                                  alias="" if taken else alias)  # fmt: skip

    if form.is_ready():
        try:
            answer = desk.write(form, make, desk.at("collections"), then=then)
        except WebError as wrong:
            form.add_error("title", f"{wrong}. {wrong.hint}.")
            answer = None
        if answer is not None:
            return answer
    return page(request, "places/form.html", here="partners", form=form, title="Make a collection",
                cancel=desk.at("collections"),
                words="Nobody may read it until that is proposed and a second person agrees.")  # fmt: skip


@in_incident
def grant_collection(request: OfficerRequest, name: str) -> HttpResponse:
    """Propose that a partner may do more in a collection; or take something from it, at once."""
    desk = AtDesk.of(request)
    found = collection_here(desk, name)
    partners = list(Partner.objects.filter(ours=desk.officer.body))
    form = GrantForm.asked(request, partners=[(each.body, each.name) for each in partners])

    def wanted() -> tuple[Partner, dict[str, Any]]:
        said = form.cleaned_data
        partner = next(each for each in partners if each.body == said["partner"])
        return partner, {"may_read": "read" in said["able"], "may_write": "write" in said["able"],
                         "tlp_max": said["tlp_max"], "expires_at": said["until"],
                         "purpose": said["purpose"]}  # fmt: skip

    def act() -> Saved:
        said = form.cleaned_data
        partner, right = wanted()
        words = sentence_of(partner, found, right, when(said["until"], desk.sight.now, never=""))
        if is_less(partner, found, right):
            return note_partner(desk.record, desk.officer, partner.body, f"{words} ({said['purpose']})")
        needed = (str(found.pk), _yes(right["may_read"]), _yes(right["may_write"]), said["tlp_max"],
                  said["until"].isoformat() if said["until"] else "", said["purpose"])  # fmt: skip
        change = Change(What.GRANT, partner.body, words, said["purpose"], needed)
        return propose_change(desk.record, desk.officer, change)

    if form.is_ready():
        partner, right = wanted()
        answer = desk.write(
            form,
            act,
            lambda done: (
                desk.at("partner_change", done.thing.partition("/")[2])
                if done.thing
                else desk.at("collection", found.pk)
            ),
            then=(lambda: give_right(partner, found, right)) if is_less(partner, found, right) else None,
        )
        if answer is not None:
            return answer
    words = "More than it has now waits for a second person to agree. Less counts at once."
    return page(request, "places/form.html", here="partners", form=form, title=f"Who may use {found.title}",
                words=words if partners else "There is no partner yet: propose one first.",
                cancel=desk.at("collection", found.pk))  # fmt: skip


def collection_here(desk: AtDesk, name: str) -> Collection:
    """A collection of the officer's body; to any other it is not there."""
    try:
        found = Collection.objects.filter(ours=desk.officer.body, pk=UUID(str(name))).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def sentence_of(partner: Partner, into: Collection, right: dict[str, Any], until: str) -> str:
    """What a partner will get, as somebody would say it."""
    able = []
    if right["may_read"]:
        able.append(f"read everything in {into.title} that its label lets it have, up to TLP:{right['tlp_max']}")
    if right["may_write"]:
        able.append(f"send things into {into.title}, which others then read as far as their labels go")
    said = (
        f"{partner.name} may {' and '.join(able)}"
        if able
        else f"{partner.name} may do nothing in {into.title} any more"
    )
    return f"{said}{f', until {until}' if until and able else ''}."


def is_less(partner: Partner, into: Collection, right: dict[str, Any]) -> bool:
    """Whether a right gives nothing that the partner does not have already."""
    if not right["may_read"] and not right["may_write"]:
        return True
    old = Right.objects.filter(partner=partner, collection=into).first()
    if old is None or (right["may_read"] and not old.may_read) or (right["may_write"] and not old.may_write):
        return False
    ends_no_later = old.expires_at is None or (
        right["expires_at"] is not None and right["expires_at"] <= old.expires_at
    )
    return ends_no_later and Tlp(right["tlp_max"]).strictness <= Tlp(old.tlp_max).strictness


def _row(desk: AtDesk, found: Collection) -> dict[str, Any]:
    rights = [each for each in found.rights.select_related("partner")
              if each.expires_at is None or each.expires_at > desk.sight.now]  # fmt: skip
    reads = [f"{each.partner.name} (up to TLP:{each.tlp_max})" for each in rights if each.may_read]
    return {
        "title": Cell(found.title, link=desk.at("collection", found.pk), note=found.description),
        "things": Entry.objects.filter(collection=found, is_last=True).count(),
        "read": ", ".join(reads) or "nobody",
        "write": ", ".join(each.partner.name for each in rights if each.may_write) or "nobody",
        "audience": ", ".join(map(desk.body_name, found.audience)) or "our own body",
    }


def _yes(is_so: bool) -> str:  # noqa: FBT001 - a value that is written down
    return "yes" if is_so else ""
