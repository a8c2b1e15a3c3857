"""Mijn Werkcentrum: what somebody sees of their own questions and data, and can do about it.

Nouns: entry key. May not change what others wrote, other than by the actions of the apps below.
"""
