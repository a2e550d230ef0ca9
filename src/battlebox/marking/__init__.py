"""Who may see it: TLP labels, audiences and the one decision every way out asks.

Law: imports only from rooms below.
Not here: the labels themselves; this room opens with the journal.
"""
