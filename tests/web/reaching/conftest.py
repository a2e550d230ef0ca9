"""An incident with a list of people of which one sheet came back: somebody on it needs help now."""

from __future__ import annotations

import pytest

from battlebox.desk.reach import Fate, SheetTick, print_sheets, return_sheet
from desk.reach import brought, lead
from desk.reach import opened as open_list
from web.places.conftest import opened

__all__ = ["opened"]


@pytest.fixture
def held(opened):
    """Six people; SA-3 (Bert, Ada) is back: Bert needs help now, Ada gave no reply. SA-1 and SA-2 are at the desk."""
    found = open_list(opened, brought(opened))
    print_sheets(opened.record, lead(), found)
    ticks = (SheetTick(1, Fate.HELP_NOW, "fallen, ambulance called"), SheetTick(2, Fate.NO_REPLY))
    return_sheet(opened.record, lead(), "SA-3", ticks, back_from="ward team")
    return found
