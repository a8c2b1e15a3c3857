"""The walk-in desk: people take a number, wait, are called in turn and are helped.

Nouns: desk, counter, device, visit, ticket, ticket event, desk day. May not show a name anywhere.
"""
