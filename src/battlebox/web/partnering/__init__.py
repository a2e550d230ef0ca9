"""Partners on the desk: pages and commands about what is shared with them.

Law: whatever leaves from here asks the gate.
Not here: TAXII (web.taxii), the rules of sharing (share).
"""
