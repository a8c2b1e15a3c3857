"""Figures about a period: what is really in the database, and nobody to be recognised in it.

Nouns: period, figure. May not write: a letter with figures is made by governance.
"""
