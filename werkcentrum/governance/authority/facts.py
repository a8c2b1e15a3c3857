"""What decides whether somebody may sign: loaded by `authority.queries`, read by `chain`. Pure."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from werkcentrum.governance.models import Body, Mandate

_BODIES: Final[dict[str, str]] = {
    Body.Kind.EXECUTIVE: "het college",
    Body.Kind.MAYOR: "de burgemeester",
    Body.Kind.COUNCIL: "de gemeenteraad",
    Body.Kind.FOUNDATION_BOARD: "het bestuur",
    Body.Kind.DIRECTORS: "de directie",
    Body.Kind.EXECUTIVE_BOARD: "de raad van bestuur",
    Body.Kind.REGIONAL_BOARD: "het regionaal overleg",
    Body.Kind.STEERING_GROUP: "de stuurgroep",
    Body.Kind.ADVISORY_COUNCIL: "de adviesraad",
}


@dataclass(frozen=True)
class Organ:
    """A body: its id, its kind (`Body.Kind`), and whether it is of the party's organisation."""

    id: Any
    kind: str
    is_own: bool = True

    @property
    def called(self) -> str:
        """How a sentence names it."""
        return _BODIES.get(self.kind, "een ander orgaan")


@dataclass(frozen=True)
class Decided:
    """A decision that counts here. Holds from `decided_on` until but not on `withdrawn_on`."""

    organ: Organ
    number: str
    decided_on: date
    withdrawn_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it was taken by then and not withdrawn."""
        return self.decided_on <= day and (self.withdrawn_on is None or day < self.withdrawn_on)


@dataclass(frozen=True)
class Office:
    """Somebody in an office (`OfficeHolder.Kind`) of the party's organisation.

    `signs_with`: how many other directors have to sign too; 0 for who may sign alone.
    """

    kind: str
    name: str
    starts_on: date
    ends_on: date | None = None
    most_cents: int | None = None
    signs_with: int = 0

    def lasts_on(self, day: date) -> bool:
        """Whether they are in office that day."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True)
class Power:
    """A mandate, power of attorney or authorisation (`Mandate.Kind`) of the organisation.

    `giver` is the body that gave it, `parent` the id of what was passed on. An empty set of
    `agreements` is for all of them.
    """

    id: Any
    kind: str
    number: str
    holder: str
    function: str
    starts_on: date
    giver: Organ | None = None
    parent: Any = None
    decision: Decided | None = None
    agreements: frozenset[Any] = frozenset()
    most_cents: int | None = None
    may_pass_on: bool = False
    ends_on: date | None = None
    revoked_on: date | None = None

    def lasts_on(self, day: date) -> bool:
        """In force that day and not revoked."""
        ends = [end for end in (self.ends_on, self.revoked_on) if end is not None]
        return self.starts_on <= day and all(day < end for end in ends)

    @property
    def called(self) -> str:
        """How a sentence names it."""
        return f"{Mandate.Kind(self.kind).label} {self.number}"


@dataclass(frozen=True)
class Signed:
    """Somebody with the authority to do so signed; it binds once so many others did too."""

    name: str
    on: date
    signs_with: int = 0


@dataclass(frozen=True)
class Facts:
    """All that counts for one party of one agreement; its powers by id.

    `signed` is what already stands under the newest text for this party.
    """

    agreement: Any
    organisation: str
    is_municipality: bool
    worth_cents: int = 0
    entered: tuple[Decided, ...] = ()
    offices: tuple[Office, ...] = ()
    powers: dict[Any, Power] = field(default_factory=dict)
    signed: tuple[Signed, ...] = ()

    @property
    def named(self) -> str:
        """The organisation in the middle of a sentence."""
        return self.organisation.replace("Gemeente ", "gemeente ", 1)
