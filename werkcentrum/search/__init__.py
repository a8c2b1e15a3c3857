"""Finds the services that fit a question in everyday words, in twelve languages, without a server.

Nouns: Document, Example, Ranker, Ranking, Result; also Cue (danger words) and Phrase (glossary).
May not: import Django or another werkcentrum package, open the network, read the clock, or log.
"""
