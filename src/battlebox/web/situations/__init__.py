"""How we stand as partners are told it, and how they say they stand: publishing, and the pages of both.

Law: nothing goes to a partner for whom it was not switched on; nothing follows by itself from what a partner says.
Not here: what may be told (desk.exchange), the objects it becomes (share.situation), the store and server (web.taxii).
"""
