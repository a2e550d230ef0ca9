"""The brief on a screen: headings, lists and small tables that read in 80 columns, in 120, and through a pipe.

Law: the order is the desk's; every mark has its word; nothing is said by colour.
Not here: the sentences (desk), the paper (share).
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console

    from battlebox.desk.brief import Brief, Choice, Window

_COLUMN_LEAST = 12
"""Columns of a screen that one column of a table needs, its gap with it."""


def print_brief(page: Console, words: Brief, *, how_sure: bool) -> None:
    """The whole brief, but for the test of the guesses."""
    page.print(Text(words.title.upper(), style="bold"))
    page.print(f"{words.question}. Confidence: {words.confidence}.")
    print_lines(page, words.standing)
    _head(page, "1. What is known")
    _known(page, words)
    for title, lines in (("Ordered already", words.ordered), ("Said to stop later", words.going_down)):
        if lines:
            page.print(Text(f"{title}:", style="bold"))
            print_lines(page, lines)
        else:
            page.print(f"{title}: none.")
    _head(page, "2. What has stopped, and what stops next if nothing is cut")
    page.print("The confirmed systems are taken as lost now. Services that protect people come first.")
    for window in (words.already, *words.ahead):
        _window(page, window)
    page.print(f"{words.if_suspects}.")
    _head(page, "3. Where the attacker may be")
    _reach(page, words)
    _head(page, "4. Channels, dates, and what is not known")
    for title, lines in (("Channels", words.channels), ("Dates ahead", words.dates), ("Not known", words.unknowns)):
        page.print(Text(f"{title}:", style="bold"))
        print_lines(page, lines)
    _head(page, "5. The choices, side by side")
    _choices(page, words.choices)
    _head(page, "6. Who can order what")
    _orders(page, words)
    _head(page, "7. What the figures point to")
    _counsel(page, words)
    if how_sure:
        _head(page, "How sure?")
        print_lines(page, words.how_sure)


def print_testing(page: Console) -> None:
    """The heading of the test of the guesses, which comes after the rest, line by line."""
    _head(page, "8. The same advice under other guesses?")


def print_test(page: Console, words: Brief) -> None:
    """The newest line of the test."""
    if words.tested is not None:
        print_lines(page, words.tested.lines[-1:])


def print_tested(page: Console, words: Brief) -> None:
    """What the test comes to."""
    tested = words.tested
    page.print(Text(tested.headline if tested and tested.headline else "The guesses were not tested.", style="bold"))
    if tested is not None and tested.turns:
        page.print("What would turn the answer, each guess moved alone:")
        print_lines(page, tested.turns)
    holding = words.holding
    for title, lines in (
        ("What was ordered already", holding.given),
        ("If it waits", holding.wait),
        ("With chance drawn again", holding.firm),
    ):
        if lines:
            page.print(Text(f"{title}:", style="bold"))
            print_lines(page, lines)


def _head(page: Console, words: str) -> None:
    page.print()
    page.print(Text(words, style="bold"))
    page.print("-" * min(len(words), page.width))


def print_lines(page: Console, lines: Iterable[str]) -> None:
    """A list, one line an item; `none` where it is empty."""
    for line in [*lines] or ["none"]:
        whole = line if line.endswith(".") else f"{line}."
        page.print(textwrap.fill(whole, page.width - 1, initial_indent="- ", subsequent_indent="  "))


def _table(*columns: str) -> Table:
    table = Table(*columns, box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for column in table.columns:
        column.overflow = "fold"
    return table


def _show(page: Console, table: Table) -> None:
    """A table; on a screen too narrow for its columns, one line a cell, so that no word loses a letter."""
    heads = [str(column.header) for column in table.columns]
    if page.width >= _COLUMN_LEAST * len(heads):
        page.print(table)
        return
    for first, *rest in zip(*(column.cells for column in table.columns), strict=True):
        print_lines(page, [str(first)])
        for head, cell in zip(heads[1:], rest, strict=True):
            page.print(textwrap.fill(f"{head}: {cell}", page.width, initial_indent="  ", subsequent_indent="    "))


def _known(page: Console, words: Brief) -> None:
    down = any(row.down for row in words.known)
    table = _table("body", "confirmed", "suspected", "unknown", "no sign found", *(["seen to be down"] if down else []))
    for column in table.columns:
        column.min_width = min(12, page.width // len(table.columns) - 2)
    for row in words.known:
        cells = (row.confirmed, row.suspected, (row.unknown,), row.clear, *((row.down,) if down else ()))
        table.add_row(row.body, *("; ".join(cell) or "none" for cell in cells))
    _show(page, table)


def _window(page: Console, window: Window) -> None:
    page.print()
    page.print(Text(f"{window.title}", style="bold"))
    if not window.lines:
        return
    table = _table("service", "stops", "people", "fallback")
    table.columns[1].no_wrap = True
    table.columns[0].ratio, table.columns[2].ratio, table.columns[3].ratio = 4, 2, 4
    table.expand = True
    for row in window.lines:
        table.add_row(f"{row.name}, {row.body}" if row.body else row.name, row.when, row.people, row.fallback)
    _show(page, table)
    if window.more:
        page.print(Padding(f"{window.more}.", (0, 0, 0, 2)))


def _reach(page: Console, words: Brief) -> None:
    if not words.reach:
        page.print("Nothing is confirmed or suspected, so there is nothing to spread from.")
    for row in words.reach:
        page.print(Text(row.title, style="bold"))
        parts = [f"likely: {'; '.join(row.likely) or 'none'}", f"could be: {'; '.join(row.could_be) or 'none'}"]
        print_lines(page, [*parts, row.more] if row.more else parts)


def _choices(page: Console, rows: Sequence[Choice]) -> None:
    if not rows:
        page.print("No choice can be priced: nothing is confirmed or suspected.")
        return
    page.print("People are services that protect life, safety, liberty or shelter.")
    page.print("Hours are averages over many ways in which the attack could go.")
    harm = _table("choice", "people", "other services", "records")
    change = _table("choice", "spares", "stops for longer")
    orders = _table("choice", "takes effect", "can it be undone", "evidence lost")
    for row in rows:
        name = f"{row.letter}. {row.name}"
        harm.add_row(name, row.people, row.service, row.records)
        change.add_row(name, row.spares, row.stops)
        orders.add_row(name, row.takes_effect, row.undo, row.evidence)
    for table in (harm, change, orders):
        table.show_lines = True
        _show(page, table)


def _orders(page: Console, words: Brief) -> None:
    for row in words.orders:
        lead = f"Choice {row.choice}: " if row.choice else ""
        plan = "it" if row.choice else "the plan"
        own = f"{row.body} can order itself:" if row.own else f"{row.body} has no order of its own in {plan}."
        page.print(Text(lead, style="bold") + Text(own))
        print_lines(page, row.own)
        if row.asks:
            page.print("and must ask for:")
            print_lines(page, row.asks)
        elif row.choice:
            page.print("and need ask nobody.")
        if row.if_partners:
            print_lines(page, row.if_partners)
    if not words.orders:
        page.print("No order to divide.")


def _counsel(page: Console, words: Brief) -> None:
    for line in words.counsel.first:
        page.print(Text(line, style="bold"))
    page.print(Text(words.counsel.headline, style="bold"))
    if words.counsel.orders:
        print_lines(page, words.counsel.orders)
        page.print("Section 6 names every order.")
    page.print("Ask first:")
    print_lines(page, words.counsel.ask_first)
