"""Pages on who does what: tasks, people, roles, hand-overs, whom to ring, reports, costs.

Law: a page asks the desk and lays out what it says.
Not here: rights (rights), accounts (accounts).
"""
