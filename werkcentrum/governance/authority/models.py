"""Who decides in an organisation, what was decided, and who may sign for it."""

from datetime import date
from typing import Final, Self

from django.db import models
from django.db.models import F, Q

from werkcentrum.core.models import DatedQuerySet, Identified
from werkcentrum.partners.models import Organisation, Region


class Body(Identified):
    """A body (orgaan) of an organisation: who in it decides, advises or speaks for it.

    A network's board or an advisory council is a body too, of the organisation that keeps its
    papers; it never binds anybody.
    """

    FOUND_BY: Final = ("name", "organisation__name")

    class Kind(models.TextChoices):
        """What sort of body this is."""

        EXECUTIVE = "executive", "college van burgemeester en wethouders"
        MAYOR = "mayor", "burgemeester"
        COUNCIL = "council", "gemeenteraad"
        FOUNDATION_BOARD = "foundation_board", "bestuur van een stichting of vereniging"
        DIRECTORS = "directors", "directie"
        EXECUTIVE_BOARD = "executive_board", "raad van bestuur"
        REGIONAL_BOARD = "regional_board", "regionaal bestuurlijk overleg"
        STEERING_GROUP = "steering_group", "stuurgroep"
        ADVISORY_COUNCIL = "advisory_council", "adviesraad"

    organisation = models.ForeignKey(
        Organisation, verbose_name="organisatie", on_delete=models.CASCADE, related_name="bodies"
    )
    key = models.SlugField("sleutel", max_length=64)
    kind = models.CharField("soort", max_length=20, choices=Kind)
    name = models.CharField("naam", max_length=140)
    is_example = models.BooleanField("voorbeeldgegevens", default=False)

    class Meta:
        ordering = ["organisation__name", "name"]
        verbose_name = "orgaan"
        verbose_name_plural = "organen"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="body_key_once")
        ]

    def __str__(self) -> str:
        return self.name


# Who decides for an organisation that it enters an agreement: for a municipality the executive
# (article 160(1) Gemeentewet), for others the board or the directors by their articles.
DECIDING: Final = frozenset(
    {
        Body.Kind.EXECUTIVE,
        Body.Kind.FOUNDATION_BOARD,
        Body.Kind.DIRECTORS,
        Body.Kind.EXECUTIVE_BOARD,
    }
)


class OfficeHolder(Identified):
    """Somebody who represents an organisation by their office: no power of attorney is needed.

    The mayor and the acting mayor of a municipality (article 171 Gemeentewet), and a director or
    proxy in the trade register. From `starts_on` until but not on `ends_on`.
    """

    class Kind(models.TextChoices):
        """In which office."""

        MAYOR = "mayor", "burgemeester"
        ACTING_MAYOR = "acting_mayor", "waarnemend burgemeester"
        DIRECTOR = "director", "bestuurder"
        PROXY = "proxy", "gevolmachtigde in het handelsregister"

    organisation = models.ForeignKey(
        Organisation, verbose_name="organisatie", on_delete=models.CASCADE,
        related_name="office_holders",
    )  # fmt: skip
    kind = models.CharField("ambt", max_length=16, choices=Kind)
    name = models.CharField("naam", max_length=120)
    starts_on = models.DateField("vanaf")
    ends_on = models.DateField("tot", null=True, blank=True)
    # How many other directors have to sign too; 0 for who may sign alone (BW 2:130, 2:240, 2:292).
    signs_with = models.PositiveSmallIntegerField("tekent samen met andere bestuurders", default=0)
    # Of a proxy in the trade register; None is without a limit.
    most_cents = models.BigIntegerField("tot welk bedrag (centen)", null=True, blank=True)
    source = models.CharField("waar dat staat", max_length=200, blank=True)
    is_example = models.BooleanField("voorbeeldgegevens", default=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "kind", "starts_on"]
        verbose_name = "wie een ambt heeft"
        verbose_name_plural = "wie een ambt hebben"
        constraints = [
            models.CheckConstraint(
                name="office_lasts", condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on"))
            ),
            models.CheckConstraint(
                name="office_amount_is_positive",
                condition=Q(most_cents=None) | Q(most_cents__gt=0),
            ),
            models.CheckConstraint(
                name="only_directors_sign_together", condition=Q(signs_with=0) | Q(kind="director")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_kind_display()}"


class Proposal(Identified):
    """What a body is asked to decide (collegevoorstel), under the number of its case.

    `agreements` are those it is about. Everything that happens with it stands on one timeline.
    """

    FOUND_BY: Final = ("reference", "title")

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="proposals")
    organisation = models.ForeignKey(
        Organisation, verbose_name="organisatie", on_delete=models.CASCADE,
        related_name="proposals",
    )  # fmt: skip
    reference = models.CharField("zaaknummer", max_length=40)
    title = models.CharField("onderwerp", max_length=200)
    made_on = models.DateField("gemaakt op")
    agreements = models.ManyToManyField(
        "governance.Agreement", verbose_name="overeenkomsten", blank=True, related_name="proposals"
    )

    class Meta:
        ordering = ["-made_on", "reference"]
        verbose_name = "voorstel"
        verbose_name_plural = "voorstellen"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "reference"], name="proposal_reference_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"


class Decision(Identified):
    """What a body decided on a day. Withdrawn, never edited."""

    FOUND_BY: Final = ("number", "title", "body__name")

    body = models.ForeignKey(
        Body, verbose_name="orgaan", on_delete=models.PROTECT, related_name="decisions"
    )
    proposal = models.ForeignKey(
        Proposal, verbose_name="voorstel", null=True, blank=True, on_delete=models.PROTECT,
        related_name="decisions",
    )  # fmt: skip
    number = models.CharField("nummer", max_length=40)
    title = models.CharField("onderwerp", max_length=200)
    decided_on = models.DateField("besloten op")
    withdrawn_on = models.DateField("ingetrokken op", null=True, blank=True)

    class Meta:
        ordering = ["-decided_on", "number"]
        verbose_name = "besluit"
        verbose_name_plural = "besluiten"
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="decision_number_once"),
            models.CheckConstraint(
                name="decision_withdrawn_afterwards",
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("decided_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def holds_on(self, day: date) -> bool:
        """Whether it was taken by then and not withdrawn."""
        return self.decided_on <= day and (self.withdrawn_on is None or day < self.withdrawn_on)


class DecisionPoint(Identified):
    """One point of a decision (beslispunt), word for word.

    `agreement` is the one that it enters, for a point that does.
    """

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="points")
    position = models.PositiveSmallIntegerField("volgorde")
    text = models.TextField("tekst", max_length=2000)
    agreement = models.ForeignKey(
        "governance.Agreement", verbose_name="gaat deze overeenkomst aan", null=True, blank=True,
        on_delete=models.PROTECT, related_name="points",
    )  # fmt: skip

    class Meta:
        ordering = ["decision", "position"]
        verbose_name = "beslispunt"
        verbose_name_plural = "beslispunten"
        constraints = [
            models.UniqueConstraint(fields=["decision", "position"], name="point_position_once")
        ]

    @property
    def letter(self) -> str:
        """How it is called in the decision: a, b, c."""
        return chr(ord("a") + self.position - 1)


class MandateQuerySet(DatedQuerySet):
    """What was given to people."""

    def valid_on(self, day: date) -> Self:
        """In force that day and not revoked."""
        return self.on(day).filter(Q(revoked_on=None) | Q(revoked_on__gt=day))


class Mandate(Identified):
    """Somebody may act for an organisation: a mandate, a power of attorney or an authorisation.

    A mandate is for decisions under public law (Awb 10:1), a power of attorney (volmacht) for acts
    under private law such as signing an agreement, an authorisation (machtiging) for other acts
    (Awb 10:12). Given by a body, or passed on by who holds `parent`. Holds from `starts_on` until
    but not on `ends_on`. Without `agreements` it is for every agreement of the organisation.
    """

    class Kind(models.TextChoices):
        """What sort of authority this is."""

        MANDATE = "mandate", "mandaat"
        POWER_OF_ATTORNEY = "power_of_attorney", "volmacht"
        AUTHORISATION = "authorisation", "machtiging"

    organisation = models.ForeignKey(
        Organisation, verbose_name="organisatie", on_delete=models.CASCADE, related_name="mandates"
    )
    number = models.CharField("nummer", max_length=40)
    kind = models.CharField("soort", max_length=20, choices=Kind)
    giver = models.ForeignKey(
        Body, verbose_name="gegeven door", null=True, blank=True, on_delete=models.PROTECT,
        related_name="mandates",
    )  # fmt: skip
    parent = models.ForeignKey(
        "self", verbose_name="doorgegeven van", null=True, blank=True, on_delete=models.PROTECT,
        related_name="passed_on",
    )  # fmt: skip
    decision = models.ForeignKey(
        Decision, verbose_name="berust op besluit", null=True, blank=True,
        on_delete=models.PROTECT, related_name="mandates",
    )  # fmt: skip
    holder_name = models.CharField("gegeven aan", max_length=120)
    holder_function = models.CharField("functie", max_length=120)
    subject = models.CharField("waarvoor", max_length=280)
    agreements = models.ManyToManyField(
        "governance.Agreement", verbose_name="alleen voor", blank=True, related_name="mandates"
    )
    most_cents = models.BigIntegerField("tot welk bedrag (centen)", null=True, blank=True)
    may_pass_on = models.BooleanField("mag worden doorgegeven", default=False)
    starts_on = models.DateField("geldig vanaf")
    ends_on = models.DateField("geldig tot", null=True, blank=True)
    revoked_on = models.DateField("ingetrokken op", null=True, blank=True)
    published_at_url = models.URLField("bekendgemaakt op", blank=True)
    published_on = models.DateField("datum van bekendmaking", null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "number"]
        verbose_name = "mandaat, volmacht of machtiging"
        verbose_name_plural = "mandaten, volmachten en machtigingen"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="mandate_number_once"),
            models.CheckConstraint(
                name="mandate_lasts", condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on"))
            ),
            models.CheckConstraint(
                name="mandate_has_one_giver",
                condition=Q(giver=None, parent__isnull=False) | Q(giver__isnull=False, parent=None),
            ),
            models.CheckConstraint(
                name="mandate_revoked_afterwards",
                condition=Q(revoked_on=None) | Q(revoked_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="mandate_amount_is_positive",
                condition=Q(most_cents=None) | Q(most_cents__gt=0),
            ),
            models.CheckConstraint(
                name="mandate_is_not_its_own_parent", condition=Q(parent=None) | ~Q(parent=F("pk"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    def valid_on(self, day: date) -> bool:
        """In force that day and not revoked."""
        return (
            self.starts_on <= day
            and (self.ends_on is None or day < self.ends_on)
            and (self.revoked_on is None or day < self.revoked_on)
        )
