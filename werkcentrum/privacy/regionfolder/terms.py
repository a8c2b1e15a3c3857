"""Grounds in time."""

from dataclasses import dataclass

from werkcentrum.catalogue.regionfolder import terms


@dataclass(frozen=True)
class Term(terms.Term):
    """A ground of one purpose, controller and recipient, until but not on `ends_on`."""

    kind: str
    law: str
    data: tuple[str, ...]

    def says(self) -> tuple[str, str, tuple[str, ...]]:
        """What it comes down to, apart from its days."""
        return (self.kind, self.law, self.data)
