"""The reach list beyond its own pages: who is on an open one, and what other pages and papers say of it.

Law: a name stands on pages of an open list alone, for the session that opened it; everywhere else there are counts.
Not here: bringing a list in, its sheets, keeping it (places/reach*.py); what is counted (desk).
"""
