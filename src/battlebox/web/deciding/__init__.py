"""Pages on what to cut: options, their price, orders, decisions, what partners were asked.

Law: a page shows the figures a decision rests on, and decides nothing.
Not here: the search (engine), what a decision records (desk.command).
"""
