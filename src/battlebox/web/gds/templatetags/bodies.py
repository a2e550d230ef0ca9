"""What a body is called, for pages that stand outside an incident or around one.

Law: an id is shown only where no estate at this desk has a name for it.
Not here: names inside an incident, which its own estate gives (places).
"""

from __future__ import annotations

from django import template

from battlebox.web.estates_to_choose import body_name

register = template.Library()
register.filter("body_name", body_name)
