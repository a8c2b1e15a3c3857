"""The register of privacy in a region's folder: purposes, grounds, standings and periods.

Nouns: register (what the files say), term (one ground, from a day until a day).
"""
