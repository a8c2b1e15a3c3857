"""The shared kernel: clock, ids, guards and interface tags, without words of the domain.

Nouns: identified model, clock, middleware, tag. May not import any other app.
"""
