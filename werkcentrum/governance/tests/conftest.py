"""What the tests of this app share."""

from werkcentrum.catalogue.tests.folders import folder

__all__ = ["folder"]
