"""The digital desk: the question box, answers, service pages and places to walk in.

Nouns: answer, question (masked), feedback, tally. May not store who asked.
"""
