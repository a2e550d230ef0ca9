"""What messages of the tests rest on."""

from __future__ import annotations

from battlebox.desk.message import Rests
from battlebox.desk.tell import Outlet, Whom

ON_NOTHING = Rests(Outlet.STAFF_MEMO, Whom("northmere"), why_none="it only says which numbers work")
