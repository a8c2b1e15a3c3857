"""Brings people and vacancies together: hard limits first, then a score with its reasons.

Nouns: limit, fact, link, match.
May not know who somebody is, decide for anybody, or change a profile or a vacancy.
"""
