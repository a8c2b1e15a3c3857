"""Fixtures of the tests of privacy."""

from werkcentrum.catalogue.tests.folders import folder

__all__ = ["folder"]
