"""The shared kernel: clock, ids, guards, messages and interface tags, without words of the domain.

Nouns: identified model, clock, middleware, tag, outbox message, carrier, notice. May not import
any other app.
"""
