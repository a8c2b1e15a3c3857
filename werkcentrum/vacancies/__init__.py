"""Vacancies: entered by people or taken over from others, checked, published, and closed.

Nouns: vacancy, wording check, import, source. May not know any person who looks for work.
"""
