"""Coming in: joining with a slip, signing in, second factors, break-glass, who has access.

Law: no mail, no network, nobody but this desk is asked.
Not here: what an officer may decide about an incident (desk).
"""
