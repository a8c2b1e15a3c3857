"""Formal requests, to whom they went, the channels for them, and when those did not work."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from werkcentrum.accounts.roles import Permission
from werkcentrum.casework.models import Reach
from werkcentrum.core.models import DatedQuerySet, Identified
from werkcentrum.formal import terms
from werkcentrum.partners.models import Organisation, Region


class Kind(models.TextChoices):
    """What sort of formal message it is; each has its own form, channels and term."""

    COMPLAINT = terms.COMPLAINT, _("klacht")
    PRIVACY = terms.PRIVACY, _("privacyverzoek")
    WOO = terms.WOO, _("Woo-verzoek")


class Right(models.TextChoices):
    """What somebody can ask about their own data (articles 15 to 22 GDPR)."""

    ACCESS = "access", _("Ik wil zien welke gegevens u van mij heeft.")
    CORRECT = "correct", _("Er klopt iets niet. Verbeter mijn gegevens.")
    ERASE = "erase", _("Wis mijn gegevens.")
    RESTRICT = "restrict", _("Gebruik mijn gegevens even niet.")
    CARRY = "carry", _("Geef mij mijn gegevens om mee te nemen.")
    OBJECT = "object", _("Ik wil niet dat u mijn gegevens gebruikt.")
    HUMAN = "human", _("Laat een mens beslissen, en niet een computer.")


class FormalChannel(Identified):
    """Where an organisation receives one kind of formal message that comes in by our forms.

    In the public register. Ended, never edited.
    """

    organisation = models.ForeignKey(
        Organisation, verbose_name="organisatie", on_delete=models.CASCADE,
        related_name="formal_channels",
    )  # fmt: skip
    kind = models.CharField("soort", max_length=12, choices=Kind)
    email = models.EmailField("e-mailadres")
    starts_on = models.DateField("geldig vanaf")
    ends_on = models.DateField("geldig tot", null=True, blank=True)
    # When staff changed it on the website; a load of the folder then asks first.
    changed_at = models.DateTimeField("veranderd op de website", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "organisation__name", "starts_on"]
        verbose_name = "digitaal kanaal"
        verbose_name_plural = "digitale kanalen"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind"], condition=Q(ends_on=None),
                name="one_formal_channel_at_a_time",
            ),
            models.CheckConstraint(
                name="formal_channel_holds_for_a_while",
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organisation.name}: {self.get_kind_display()}"


class FormalTerm(Identified):
    """Within how many weeks or months an answer must come, for what comes in from a day on.

    Where a region has no row, the law counts as it was when this was written (`terms.LAW`). What
    has begun is never edited: what came in keeps the term that it had.
    """

    class Unit(models.TextChoices):
        """What is counted."""

        WEEKS = "weeks", "weken"
        MONTHS = "months", "maanden"

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="formal_terms")
    kind = models.CharField("soort", max_length=12, choices=Kind)
    starts_on = models.DateField("voor wat binnenkomt vanaf")
    unit = models.CharField("eenheid", max_length=8, choices=Unit)
    term = models.PositiveSmallIntegerField("termijn")
    extra = models.PositiveSmallIntegerField("hoeveel langer, één keer")
    law = models.CharField("waar dat staat", max_length=140)
    changed_at = models.DateTimeField("veranderd op de website", null=True, blank=True)

    class Meta:
        ordering = ["kind", "starts_on"]
        verbose_name = "termijn van een klacht of verzoek"
        verbose_name_plural = "termijnen van klachten en verzoeken"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "kind", "starts_on"], name="one_formal_term_from_a_day"
            ),
            models.CheckConstraint(
                name="formal_term_lasts", condition=Q(term__gte=1, extra__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_on}"

    def as_term(self) -> terms.Term:
        """For who counts."""
        is_weeks = self.unit == self.Unit.WEEKS
        return terms.Term(
            self.kind, self.starts_on, self.law,
            weeks=self.term if is_weeks else 0, months=0 if is_weeks else self.term,
            extra_weeks=self.extra if is_weeks else 0, extra_months=0 if is_weeks else self.extra,
        )  # fmt: skip


class FormalRequestQuerySet(models.QuerySet[Any]):
    """Requests of people: only for who deals with them in the same region."""

    def visible_to(self, user: Any) -> Self:
        """Everything for who may handle them all; of the others only Woo requests."""
        return self.filter(
            Q(region__in=user.regions_where(Permission.HANDLE_FORMAL))
            | Q(kind=Kind.WOO, region__in=user.regions_where(Permission.HANDLE_WOO))
        )


class FormalRequest(Identified):
    """What somebody formally asked or complained of, in their own words, and how to answer.

    `number` is random and says nothing. `rights` are keys of `Right`. `is_digital`: somebody said
    that a formal answer may come by mail (Awb 2:8), and for this request alone. `request_key` makes
    a form that is sent twice one request. How long it stays (`forgetting.py`) counts from
    `counts_from`: when the last organisation answered; until then when its longest term ends. The
    link works until a while after that (`rules.link_ends_on`), or until `link_until` when somebody
    asked for a new one, of which `link_turn` is the number.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="formal_requests")
    kind = models.CharField("soort", max_length=12, choices=Kind)
    number = models.CharField("kenmerk", max_length=16, unique=True)
    secret_hash = models.CharField("hash van de link", max_length=64, unique=True)
    request_key = models.UUIDField("één keer")
    rights = models.JSONField("rechten", default=list, blank=True)
    name = models.CharField("naam", max_length=120)
    reach = models.CharField("bereikbaar via", max_length=8, choices=Reach)
    address = models.CharField("adres of nummer", max_length=254)
    postal_address = models.CharField("postadres", max_length=254, blank=True)
    is_digital = models.BooleanField("antwoord mag per e-mail", default=False)
    own_words = models.TextField("in eigen woorden", max_length=5000)
    language = models.CharField("taal", max_length=2, choices=settings.LANGUAGES, default="nl")
    received_at = models.DateTimeField("ontvangen op")
    counts_from = models.DateField("bewaartermijn telt vanaf", db_index=True)
    link_turn = models.PositiveSmallIntegerField("hoeveelste link", default=0)
    link_until = models.DateField("nieuwe link werkt tot", null=True, blank=True)

    objects = FormalRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-id"]
        verbose_name = "klacht of verzoek"
        verbose_name_plural = "klachten en verzoeken"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "request_key"], name="one_formal_request_for_a_form"
            ),
            models.CheckConstraint(
                name="woo_request_has_an_address", condition=~Q(kind="woo") | ~Q(postal_address="")
            ),
            models.CheckConstraint(
                name="digital_answer_has_a_mail_address",
                condition=Q(is_digital=False) | Q(reach="mail"),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Addressee(Identified):
    """One organisation to which a formal request was sent, and what it did with it.

    `due_on` is the last day of the term. Longer once, with a reason. Forwarded to another one it
    ends here, and that one has a term of its own.
    """

    class Outcome(models.TextChoices):
        """How it ended at this organisation."""

        GRANTED = "granted", _("u kreeg gelijk, of wat u vroeg")
        PARTLY = "partly", _("voor een deel")
        REFUSED = "refused", _("afgewezen")
        SOLVED = "solved", _("samen opgelost")
        WITHDRAWN = "withdrawn", _("ingetrokken")
        FORWARDED = "forwarded", _("doorgestuurd")

    request = models.ForeignKey(FormalRequest, on_delete=models.CASCADE, related_name="addressees")
    organisation = models.ForeignKey(
        Organisation, verbose_name="organisatie", on_delete=models.PROTECT, related_name="+"
    )
    email = models.EmailField("gestuurd aan")
    sent_at = models.DateTimeField("gestuurd op")
    due_on = models.DateField("antwoord uiterlijk op")
    arrived_at = models.DateTimeField("ontvangst bevestigd op", null=True, blank=True)
    extended_at = models.DateTimeField("verlengd op", null=True, blank=True)
    extension_reason = models.CharField("reden van verlengen", max_length=500, blank=True)
    handled_at = models.DateTimeField("afgehandeld op", null=True, blank=True)
    outcome = models.CharField("uitkomst", max_length=12, choices=Outcome, blank=True)
    forwarded_by = models.ForeignKey(
        "self", verbose_name="doorgestuurd door", null=True, blank=True,
        on_delete=models.SET_NULL, related_name="forwarded_to",
    )  # fmt: skip

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = "organisatie die antwoordt"
        verbose_name_plural = "organisaties die antwoorden"
        indexes = [
            models.Index(
                fields=["due_on"], name="addressees_that_are_open", condition=Q(handled_at=None)
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "organisation"], name="one_addressee_for_an_organisation"
            ),
            models.CheckConstraint(
                name="extended_with_a_reason",
                condition=Q(extended_at=None, extension_reason="")
                | Q(extended_at__isnull=False) & ~Q(extension_reason=""),
            ),
            models.CheckConstraint(
                name="formal_request_ends_with_an_outcome",
                condition=Q(handled_at=None, outcome="")
                | Q(handled_at__isnull=False) & ~Q(outcome=""),
            ),
        ]


class Outage(Identified):
    """When our forms could not be sent: public. `kinds` are keys of `Kind`.

    Whoever was late because of it may still send until `late_until`, that day included; None when
    no term ended then.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="outages")
    kinds = models.JSONField("welke formulieren", default=list)
    starts_at = models.DateTimeField("begonnen op")
    ends_at = models.DateTimeField("voorbij op", null=True, blank=True)
    late_until = models.DateField("later sturen mag tot en met", null=True, blank=True)

    class Meta:
        ordering = ["-starts_at", "-id"]
        verbose_name = "storing"
        verbose_name_plural = "storingen"
        constraints = [
            models.CheckConstraint(
                name="outage_ends_after_start",
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
            )
        ]
