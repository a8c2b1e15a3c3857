"""Who did or saw what, when and why: append-only lines without names or free text.

Nouns: audit line. May not hold foreign keys, personal data or lines that can be edited.
"""
