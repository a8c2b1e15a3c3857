"""Fixtures of the catalogue's tests."""

from werkcentrum.catalogue.tests.folders import folder

__all__ = ["folder"]
