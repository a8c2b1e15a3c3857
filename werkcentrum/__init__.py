"""Werkcentrum: the system behind one low-threshold place for every question about work."""
