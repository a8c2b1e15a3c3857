"""People who work with the system and how they log in.

Nouns: user. May not hold residents; a resident needs no account.
"""
