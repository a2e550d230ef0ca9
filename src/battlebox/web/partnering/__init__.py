"""Partners at the desk: what is asked of them, given to them, and shown of both; files that are brought in.

Law: what leaves asks the gate; what comes in goes through the one door of the store.
Not here: our own server for them (web.taxii), the rules of sharing (share).
"""
