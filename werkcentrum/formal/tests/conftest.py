"""What the tests of formal messages share."""

from werkcentrum.catalogue.tests.folders import folder

__all__ = ["folder"]
