"""People who work with the system: how they log in, and which role they have in which region.

Nouns: user, membership, role, second factor. May not hold residents; a resident needs no account.
"""
