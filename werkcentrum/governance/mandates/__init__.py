"""Mandates, powers of attorney and authorisations."""
