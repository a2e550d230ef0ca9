"""TAXII 2.1 for partners: endpoints, credentials, the store of intelligence, the ledger of what left.

Law: whatever leaves here was let out by the gate, twice, and is in the ledger before its bytes go.
Not here: the gate (share.release), the shape of what is asked and answered (share.taxii), pages (web.partnering).
"""
