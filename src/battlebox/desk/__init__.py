"""What we do: one function per decision, the only writer of the journal.

Law: imports only from rooms below.
Not here: screens and network.
"""
