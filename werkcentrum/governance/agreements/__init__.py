"""Agreements from draft to end: clauses, parties, texts, terms, and what is in force."""
