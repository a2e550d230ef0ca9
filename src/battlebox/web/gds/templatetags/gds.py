"""The tags that put a part on a page. Every template has them, without `load`.

Law: text is escaped by the templates; a tag takes plain values and gives one part.
Not here: markup (templates/gds).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import segno
from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from battlebox.web.gds.cells import plain_rows, table_rows, tag_html
from battlebox.web.gds.options import options
from battlebox.web.gds.reached import reached, reached_by
from battlebox.web.stash import SENT

register = template.Library()


# What no page may hold: control letters, but for tab and new line.
_CONTROL = dict.fromkeys({*range(32), *range(0x7F, 0xA0)} - {9, 10, 13})


@register.filter
def printable(text: object) -> str:
    """A text as a page can hold it, without control letters."""
    return str(text).translate(_CONTROL)


@register.filter
def unstopped(text: object) -> str:
    """A text without its last full stop, where the page puts one after it."""
    return str(text).rstrip().removesuffix(".")


@register.inclusion_tag("gds/button.html")
def button(words: str, **how: Any) -> dict[str, Any]:
    """`{% button "Save" %}`; kind=secondary|warning, href, name, value, form, id, type, label (heard) as attributes."""
    return {"words": words, **how}


@register.simple_tag
def tag(words: str, colour: str = "") -> SafeString:
    """`{% tag "Suspected" "orange" %}`: the words carry the meaning, the colour only helps."""
    return tag_html(words, colour)


# `{% table_rows rows stacked=table.stacked %}`: what stands between the marks of a table's body.
register.simple_tag(table_rows, takes_context=True, name="table_rows")
register.simple_tag(plain_rows, takes_context=True, name="plain_rows")


# `{% options widget.optgroups %}`: what stands between the marks of a list to choose from.
register.simple_tag(options, name="options")

# `{% reached "020 7946 0123" mark %}`: struck through, with what is wrong and what to use instead, where it is dead.
register.simple_tag(reached, name="reached")
register.simple_tag(reached_by, name="reached_by")


@register.inclusion_tag("gds/warning.html")
def warning(words: str) -> dict[str, Any]:
    """Warning text with its mark."""
    return {"words": words}


@register.inclusion_tag("gds/summary_list.html")
def summary_list(rows: Iterable[Any]) -> dict[str, Any]:
    """Rows of (key, value) or (key, value, link words, address)."""
    return {"rows": [_row(tuple(row)) for row in rows]}


def _row(row: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip(("key", "value", "words", "address"), row, strict=False))


@register.inclusion_tag("gds/table.html")
def table(table: Any) -> dict[str, Any]:
    """A Table with its tools; see tables.py."""
    return {"table": table, "shown": table.shown}


@register.inclusion_tag("gds/plain_table.html")
def plain_table(
    caption: str, heads: Iterable[str], rows: Iterable[Iterable[Any]], *, quiet: bool = False, stacked: bool = False
) -> dict[str, Any]:
    """A small table without tools: caption, heads, rows of text or of Cell; a quiet caption is heard, not seen.

    On a phone a stacked one shows each row as lines of head and cell.
    """
    names = list(heads)
    cells = [[cell if hasattr(cell, "text") else _Words(cell) for cell in row] for row in rows]
    lines = [list(zip(names if stacked else [""] * len(row), row, strict=True)) for row in cells]
    return {"caption": caption, "heads": names, "rows": lines, "quiet": quiet, "stacked": stacked}


@dataclass(frozen=True, slots=True)
class _Words:
    """A cell that is only its words; every name that the template asks for is there, which is much quicker."""

    text: Any
    link: str = ""
    tag: str = ""
    note: str = ""


@register.inclusion_tag("gds/choices_table.html")
def choices_table(caption: str, heads: Iterable[str], rows: Iterable[Iterable[Any]]) -> dict[str, Any]:
    """Choices side by side, one column each; where there is no room, one below the other under each question.

    The first of the heads and of each row says what is compared.
    """
    names = list(heads)
    told = [(about, list(zip(names[1:], cells, strict=True))) for about, *cells in rows]
    return {"caption": caption, "heads": names, "rows": told}


@register.inclusion_tag("gds/gold_table.html")
def gold_table(heads: Iterable[str], rows: Iterable[Any]) -> dict[str, Any]:
    """The choices on one sheet of paper: heads, and rows of (about, cells), each cell several lines."""
    return {"heads": heads, "rows": rows}


@register.inclusion_tag("gds/breadcrumbs.html")
def breadcrumbs(crumbs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """(title, address) from the first page to the one above this."""
    return {"crumbs": crumbs}


@register.inclusion_tag("gds/pagination.html")
def pagination(turns: Iterable[tuple[int, str, bool]], label: str = "Pages") -> dict[str, Any]:
    """(number, address, is here); number 0 is a gap."""
    return {"turns": list(turns), "label": label}


@register.inclusion_tag("gds/task_list.html")
def task_list(tasks: Iterable[Any], prefix: str = "task") -> dict[str, Any]:
    """Tasks with `title`, `address`, `state`, and, where there is one, `hint` and `colour`."""
    return {"tasks": list(tasks), "prefix": prefix}


@register.inclusion_tag("gds/timeline.html")
def timeline(moments: Iterable[Any]) -> dict[str, Any]:
    """Moments with `title`, `when` (a datetime), `who`, `words`, and, where there is one, `address`."""
    return {"moments": moments}


@register.inclusion_tag("gds/side_navigation.html")
def side_navigation(items: Iterable[tuple[str, str, bool]], label: str = "On this subject") -> dict[str, Any]:
    """(title, address, is here)."""
    return {"items": items, "label": label}


@register.inclusion_tag("gds/row_navigation.html")
def row_navigation(items: Iterable[tuple[str, str, bool]], label: str = "Beside this page") -> dict[str, Any]:
    """(title, address, is here): pages that stand beside each other, in one row."""
    return {"items": items, "label": label}


@register.inclusion_tag("gds/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """Every mistake of a form, each a link to its field. Stands first on the page."""
    # In the order of the form, so that the first mistake is the first to mend; each says which field it is about.
    faults = [("", str(error)) for error in form.non_field_errors()]
    faults += [
        (_first_box(field), str(error) if field.is_hidden or _is_named(field, error) else f"{field.label}: {error}")
        for field in form
        for error in field.errors
    ]
    return {"faults": faults if form.is_bound else []}


def _is_named(field: BoundField, error: object) -> bool:
    """Whether a mistake says by itself which field it is about."""
    return str(field.label).rstrip("?:") in str(error)


def _first_box(field: BoundField) -> str:
    """Where a link to a field leads: its first box."""
    if field.is_hidden:
        return ""
    base = field.id_for_label or field.auto_id
    return base if not field.use_fieldset else f"{field.auto_id}_0"


@register.inclusion_tag("gds/desk_form.html", takes_context=True)
def desk_form(context: template.RequestContext, form: BaseForm, words: str = "Save", **how: Any) -> dict[str, Any]:
    """A whole form that posts to its own page: hidden fields, fields, its button; kept as a draft while it is written.

    cancel=address adds a way out; kind is the button's; action posts elsewhere.
    """
    return {
        "form": form,
        "words": words,
        "csrf_token": context.get("csrf_token"),
        "draft": getattr(form, "draft_key", "") if hasattr(form, "request") else "",
        "action": _sent_to(form) or _own_address(context),
        **how,
    }


def _sent_to(form: BaseForm) -> str:
    """The form's own page under a second address: a browser then keeps the page, with its token, for its back button.

    Sent to the very address it came from, it would be thrown away there and asked for anew.
    """
    if not hasattr(form, "request"):
        return ""
    query = form.request.GET.copy()
    query[SENT] = "1"
    return f"?{query.urlencode()}"


@register.inclusion_tag("gds/tap.html", takes_context=True)
def tap(
    context: template.RequestContext, form: BaseForm, choices: Iterable[tuple[str, str]], about: str, action: str = ""
) -> dict[str, Any]:
    """Buttons that each record something in one tap: (value, words); `about` is heard, for who cannot see."""
    token = context.get("csrf_token")
    action = action or _sent_to(form) or _own_address(context)
    return {"form": form, "choices": choices, "about": about, "action": action, "csrf_token": token}


def _own_address(context: template.RequestContext) -> str:
    """Where a form posts to: its page, without the #part that a skip link leaves in the address.

    With it the page that follows would lead the focus there, past its mistakes.
    """
    request = getattr(context, "request", None)
    return request.get_full_path() if request is not None else ""


@register.inclusion_tag("gds/filter_form.html")
def filter_form(form: BaseForm, words: str = "Find") -> dict[str, Any]:
    """A form that stands in the address: it finds, and changes nothing."""
    return {"form": form, "words": words}


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """`{% inset %}...{% endinset %}`: words set apart."""
    return render_to_string("gds/inset.html", {"content": content})


@register.simple_block_tag
def details(content: str, summary: str) -> SafeString:
    """`{% details "How was this worked out?" %}...{% enddetails %}`: more for who asks."""
    return render_to_string("gds/details.html", {"content": content, "summary": summary})


@register.simple_block_tag
def notice(content: str, title: str = "Important", kind: str = "") -> SafeString:
    """`{% notice "Success" "success" %}...{% endnotice %}`: a notification banner."""
    return render_to_string("gds/notice.html", {"content": content, "title": title, "kind": kind})


@register.simple_block_tag
def polled_part(content: str, address: str, every: int = 10) -> SafeString:
    """`{% polled_part address %}first content{% endpolled_part %}`: asks again every ten seconds, where scripts run."""
    return render_to_string("gds/polled_part.html", {"content": content, "address": address, "every": every})


@register.simple_tag
def qr(text: str, label: str) -> SafeString:
    """A QR code as a drawing in the page."""
    drawing = segno.make(text, error="m").svg_inline(
        scale=4, border=4, svgclass="desk-qr", lineclass=None, omitsize=True, title=label
    )
    # Drawn by segno from squares; its title is escaped by it.
    return mark_safe(drawing.replace("<svg ", '<svg role="img" ', 1))  # noqa: S308 - see above
