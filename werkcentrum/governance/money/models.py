"""The region's money: what comes in, what it is for, what was promised and what was spent.

Amounts are whole cents: a decimal column in SQLite is a float.
"""

from typing import Final

from django.db import models
from django.db.models import Q

from werkcentrum.core.models import Identified
from werkcentrum.governance.authority.models import Decision
from werkcentrum.partners.models import Location, Organisation, Region


class Budget(Identified):
    """The budget of a year."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="budgets")
    year = models.PositiveSmallIntegerField("jaar")
    closed_on = models.DateField("afgesloten op", null=True, blank=True)

    class Meta:
        ordering = ["-year"]
        verbose_name = "begroting"
        verbose_name_plural = "begrotingen"
        constraints = [
            models.UniqueConstraint(fields=["region", "year"], name="budget_of_a_year"),
            models.CheckConstraint(
                name="budget_year_exists", condition=Q(year__gte=2020, year__lte=2100)
            ),
        ]

    def __str__(self) -> str:
        return f"Begroting {self.year}"


class Funding(Identified):
    """Money that comes in for a year, from whom, and on which decision."""

    FOUND_BY: Final = ("source",)

    class Kind(models.TextChoices):
        """What sort of money this is. Of the State's money only the centre municipality decides."""

        IMPULSE = "impulse", "impulsgelden van het Rijk"
        STRUCTURAL = "structural", "structurele middelen van het Rijk"
        CONTRIBUTION = "contribution", "bijdrage van een partner"
        SUBSIDY = "subsidy", "subsidie"

    STATE = (Kind.IMPULSE, Kind.STRUCTURAL)

    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="fundings")
    kind = models.CharField("soort", max_length=12, choices=Kind)
    source = models.CharField("van wie", max_length=140)
    amount_cents = models.BigIntegerField("bedrag (centen)")
    decision = models.ForeignKey(
        Decision, verbose_name="besluit", null=True, blank=True, on_delete=models.PROTECT,
        related_name="fundings",
    )  # fmt: skip
    received_on = models.DateField("ontvangen op", null=True, blank=True)
    account_before = models.DateField("verantwoorden voor", null=True, blank=True)

    class Meta:
        ordering = ["kind", "source"]
        verbose_name = "geld dat binnenkomt"
        verbose_name_plural = "geld dat binnenkomt"
        constraints = [
            models.CheckConstraint(name="funding_is_money", condition=Q(amount_cents__gt=0))
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.source}"


class BudgetLine(Identified):
    """What money is for (begrotingspost), and who pays it out.

    `planned_cents` is what the budget began with; changes by a decision are `BudgetChange`.
    """

    class Purpose(models.TextChoices):
        """What it is for."""

        JOBSEEKERS = "jobseekers", "dienstverlening aan werkzoekenden"
        EMPLOYERS = "employers", "dienstverlening aan werkgevers"
        EDUCATION = "education", "aansluiting van het onderwijs"
        SOCIAL_ECONOMIC = "social_economic", "sociale en economische vragen"
        LOCAL_DESK = "local_desk", "lokaal Werkcentrum"
        COMMUNICATION = "communication", "communicatie"
        GUIDES = "guides", "gidsen"
        SUPPORT = "support", "ondersteuning"

    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="lines")
    purpose = models.CharField("doel", max_length=16, choices=Purpose)
    title = models.CharField("naam", max_length=140)
    carrier = models.ForeignKey(
        Organisation, verbose_name="kostendrager", on_delete=models.PROTECT,
        related_name="budget_lines",
    )  # fmt: skip
    location = models.ForeignKey(
        Location, verbose_name="locatie", null=True, blank=True, on_delete=models.PROTECT,
        related_name="budget_lines",
    )  # fmt: skip
    planned_cents = models.BigIntegerField("begroot (centen)")

    class Meta:
        ordering = ["purpose", "title"]
        verbose_name = "begrotingspost"
        verbose_name_plural = "begrotingsposten"
        constraints = [
            models.UniqueConstraint(fields=["budget", "title"], name="budget_line_once"),
            models.CheckConstraint(name="planned_not_negative", condition=Q(planned_cents__gte=0)),
        ]

    def __str__(self) -> str:
        return self.title


class BudgetChange(Identified):
    """More or less for a line than the budget began with, by a decision."""

    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="changes")
    amount_cents = models.BigIntegerField("erbij of eraf (centen)")
    decision = models.ForeignKey(
        Decision, verbose_name="besluit", on_delete=models.PROTECT, related_name="budget_changes"
    )
    on = models.DateField("op")

    class Meta:
        ordering = ["on"]
        verbose_name = "begrotingswijziging"
        verbose_name_plural = "begrotingswijzigingen"
        constraints = [models.CheckConstraint(name="change_changes", condition=~Q(amount_cents=0))]


class Commitment(Identified):
    """Money promised to somebody (verplichting), from a funding and for a line, by a decision.

    `beyond` is the decision that allows it although the funding is used up. Cancelled, not deleted.
    """

    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="commitments")
    funding = models.ForeignKey(Funding, on_delete=models.PROTECT, related_name="commitments")
    number = models.CharField("nummer", max_length=40)
    counterparty = models.CharField("aan wie", max_length=140)
    description = models.CharField("waarvoor", max_length=280)
    amount_cents = models.BigIntegerField("bedrag (centen)")
    committed_on = models.DateField("op")
    decision = models.ForeignKey(
        Decision, verbose_name="besluit", on_delete=models.PROTECT, related_name="commitments"
    )
    beyond = models.ForeignKey(
        Decision, verbose_name="besluit om meer uit te geven", null=True, blank=True,
        on_delete=models.PROTECT, related_name="commitments_beyond",
    )  # fmt: skip
    cancelled_on = models.DateField("vervallen op", null=True, blank=True)

    class Meta:
        ordering = ["committed_on", "number"]
        verbose_name = "verplichting"
        verbose_name_plural = "verplichtingen"
        constraints = [
            models.UniqueConstraint(fields=["line", "number"], name="commitment_once"),
            models.CheckConstraint(name="commitment_is_money", condition=Q(amount_cents__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.description}"


class Expense(Identified):
    """What was really spent; a credit note is negative. Never edited: booked back instead.

    Always of a commitment: what nobody decided about is not spent.
    """

    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="expenses")
    commitment = models.ForeignKey(
        Commitment, verbose_name="verplichting", on_delete=models.PROTECT, related_name="expenses"
    )
    amount_cents = models.BigIntegerField("bedrag (centen)")
    booked_on = models.DateField("geboekt op")
    document_number = models.CharField("nummer van het stuk", max_length=40)
    description = models.CharField("waarvoor", max_length=280)

    class Meta:
        ordering = ["booked_on", "document_number"]
        verbose_name = "uitgave"
        verbose_name_plural = "uitgaven"
        constraints = [
            models.UniqueConstraint(fields=["line", "document_number"], name="expense_once"),
            models.CheckConstraint(name="expense_is_money", condition=~Q(amount_cents=0)),
        ]


class Transfer(Identified):
    """Money that the centre municipality passes on to who bears the costs, by a decision."""

    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="transfers")
    recipient = models.ForeignKey(
        Organisation, verbose_name="aan", on_delete=models.PROTECT, related_name="transfers"
    )
    amount_cents = models.BigIntegerField("bedrag (centen)")
    on = models.DateField("op")
    decision = models.ForeignKey(
        Decision, verbose_name="besluit", on_delete=models.PROTECT, related_name="transfers"
    )
    description = models.CharField("waarvoor", max_length=280)

    class Meta:
        ordering = ["on"]
        verbose_name = "overboeking"
        verbose_name_plural = "overboekingen"
        constraints = [
            models.CheckConstraint(name="transfer_is_money", condition=Q(amount_cents__gt=0))
        ]


class BudgetAdvice(Identified):
    """What a partner that does not decide about the money says about a budget."""

    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="advices")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="budget_advices"
    )
    text = models.TextField("advies", max_length=4000)
    given_on = models.DateField("gegeven op")
    given_by = models.CharField("gegeven door", max_length=64)

    class Meta:
        ordering = ["given_on"]
        verbose_name = "advies over de begroting"
        verbose_name_plural = "adviezen over de begroting"
