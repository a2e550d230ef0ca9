"""Signing in by an issuer of identities beside the desk's own accounts.

Law: the desk's own accounts work whatever becomes of the issuer, and its own second factor is asked for each time.
Not here: speaking with the issuer (share.identity), accounts and second factors (accounts).
"""
