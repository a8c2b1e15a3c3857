"""Digital channels and terms in a region's folder.

Nouns: formal (what both files say), channel (one address, from a day until a day).
"""
