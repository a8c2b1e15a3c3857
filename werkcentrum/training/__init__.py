"""Courses of the region: what one learns there, and which work that brings nearer.

Nouns: training, start, gap, tension. May not know who somebody is: of people it reads facts only.
"""
