"""The pages of publishing: the draft of the public page, its words, what changes, and the step into public.

Law: nothing is published but by somebody who may, from what they saw.
Not here: what is in the draft (desk.publish), the site itself (share.status).
"""
