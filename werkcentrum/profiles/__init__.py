"""What somebody can and wants in work: confirmed by themselves, kept only with consent.

Nouns: profile, fact, story. May not know any vacancy. The facts, which a matcher may read, stand
apart from who it is of.
"""
