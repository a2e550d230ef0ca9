"""Following an incident from a calendar or a reader: addresses of an officer's own, and what stands at them.

Law: at each asking the officer's roles are looked up anew; what is there has gone through the gate as something that
travels from machine to machine; no secret is kept.
Not here: how a calendar and a feed are written (share), the public page's feed (share.status).
"""
