"""The register of purposes and legal grounds, what people agreed to, and who received what."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from werkcentrum.casework.models import Client
from werkcentrum.core.languages import current_language
from werkcentrum.core.models import DatedQuerySet, Identified
from werkcentrum.core.records import FEWEST_DAYS
from werkcentrum.partners.models import Organisation, Region


class Data(models.TextChoices):
    """The categories of data that can leave an organisation. There are no others."""

    NAME = "name", _("uw naam")
    REACH = "reach", _("hoe wij u kunnen bereiken")
    LANGUAGE = "language", _("uw taal")
    QUESTION = "question", _("uw vraag")
    # Only for who works under the Wet SUWI (articles 62, 73 and 74).
    BENEFIT = "benefit", _("uw uitkering")
    OUTCOME = "outcome", _("wat ervan gekomen is")
    PROFILE = "profile", _("wat u kunt en wilt in uw werk")


class InRegister(Identified):
    """A row that a region's folder fills, until somebody changes it on the website.

    Every action that changes, adds or ends such a row sets `changed_at`: then a load of a folder
    that says something else asks first.
    """

    changed_at = models.DateTimeField(
        "op de website veranderd op", null=True, blank=True, editable=False
    )

    class Meta:
        abstract = True


class Purpose(InRegister):
    """Why data about people is used: the heading under which everything else stands.

    `label` and `description` are what visitors read; `translations` holds both by language.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="purposes")
    key = models.SlugField("sleutel", max_length=64)
    label = models.CharField("doel", max_length=120)
    description = models.TextField("uitleg", max_length=1000)
    translations = models.JSONField("vertalingen", default=dict, blank=True)

    class Meta:
        ordering = ["label"]
        verbose_name = "doel"
        verbose_name_plural = "doelen"
        constraints = [models.UniqueConstraint(fields=["region", "key"], name="purpose_key_once")]

    def __str__(self) -> str:
        """What it is called in the language of the page; Dutch when nobody translated it."""
        return self._said("label")

    @property
    def explanation(self) -> str:
        """What we do with the data and why, in the same language."""
        return self._said("description")

    def _said(self, name: str) -> str:
        return str(self.translations.get(current_language(), {}).get(name) or getattr(self, name))


class GroundQuerySet(DatedQuerySet):
    """Rows of the register."""

    def between(self, controller: Organisation, recipient: Organisation) -> Self:
        """On what one gives data to the other; to itself: on what it keeps them."""
        other = None if recipient == controller else recipient
        return self.filter(controller=controller, recipient=other)


class LegalGround(InRegister):
    """On what a controller gives data to a recipient for a purpose. Ended, never edited.

    A statutory ground names its law; of kind consent the person must agree first. Without a
    recipient it holds for the controller itself. `data` are keys of `Data`.
    """

    class Kind(models.TextChoices):
        """Article 6(1) GDPR."""

        LEGAL_OBLIGATION = "legal_obligation", _("wettelijke plicht")
        PUBLIC_TASK = "public_task", _("taak van de overheid")
        CONSENT = "consent", _("uw toestemming")

    purpose = models.ForeignKey(Purpose, on_delete=models.CASCADE, related_name="grounds")
    controller = models.ForeignKey(
        Organisation, verbose_name="verantwoordelijke", on_delete=models.CASCADE,
        related_name="grounds",
    )  # fmt: skip
    recipient = models.ForeignKey(
        Organisation, verbose_name="ontvanger", null=True, blank=True, on_delete=models.CASCADE,
        related_name="+",
    )  # fmt: skip
    kind = models.CharField("grondslag", max_length=20, choices=Kind)
    law = models.CharField("wet en artikel", max_length=280, blank=True)
    data = models.JSONField("gegevens", default=list)
    starts_on = models.DateField("geldig vanaf")
    ends_on = models.DateField("geldig tot", null=True, blank=True)

    objects = GroundQuerySet.as_manager()

    class Meta:
        ordering = ["purpose__label", "controller__name", "starts_on"]
        verbose_name = "grondslag"
        verbose_name_plural = "grondslagen"
        constraints = [
            models.CheckConstraint(
                name="ground_holds_for_a_while",
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
            ),
            models.CheckConstraint(
                name="statutory_ground_names_its_law", condition=Q(kind="consent") | ~Q(law="")
            ),
            models.CheckConstraint(
                name="ground_is_for_another",
                condition=Q(recipient=None) | ~Q(recipient=F("controller")),
            ),
            models.UniqueConstraint(
                fields=["purpose", "controller", "recipient", "starts_on"],
                name="one_ground_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.law or self.get_kind_display()

    @property
    def is_statutory(self) -> bool:
        """It rests on a law, so nobody is asked."""
        return self.kind != self.Kind.CONSENT

    def covers(self, data: Collection[str]) -> bool:
        """Whether all of these categories stand in it."""
        return set(data) <= set(self.data)


class ConsentText(InRegister):
    """What somebody is asked, word for word. A new text is a new version; an old one stays."""

    purpose = models.ForeignKey(Purpose, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField("taal", max_length=2, choices=settings.LANGUAGES)
    version = models.PositiveIntegerField("versie")
    body = models.TextField("tekst", max_length=2000)
    starts_on = models.DateField("geldig vanaf")

    class Meta:
        ordering = ["purpose", "language", "-version"]
        verbose_name = "toestemmingstekst"
        verbose_name_plural = "toestemmingsteksten"
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "language", "version"], name="consent_text_once"
            )
        ]


class ConsentQuerySet(models.QuerySet[Any]):
    """What people agreed to."""

    def in_force(self, at: datetime) -> Self:
        """Given, not expired, and never withdrawn: also not later than `at`, so that nobody who
        looked just before goes on."""
        return self.filter(given_at__lte=at, expires_at__gt=at, withdrawn_at=None)


class Consent(Identified):
    """Somebody agreed that one organisation gives their data to another, for one purpose.

    `text` holds the exact words. Withdrawn at any time, and then never in force again.
    """

    class Way(models.TextChoices):
        """How it was given."""

        SCREEN = "screen", _("op het scherm")
        PAPER = "paper", _("op papier")
        VOICE = "voice", _("mondeling")

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="consents")
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="consents")
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="consents")
    controller = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="consents")
    data = models.JSONField("gegevens", default=list)
    way = models.CharField("gegeven", max_length=8, choices=Way)
    # Who is under 16 or under guardianship does not consent alone (article 8 GDPR, UAVG 5).
    by_representative = models.BooleanField("door de vertegenwoordiger", default=False)
    given_at = models.DateTimeField("gegeven op")
    expires_at = models.DateTimeField("geldig tot")
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-id"]
        verbose_name = "toestemming"
        verbose_name_plural = "toestemmingen"
        constraints = [
            models.CheckConstraint(
                name="consent_ends_after_it_began", condition=Q(expires_at__gt=F("given_at"))
            ),
            models.UniqueConstraint(
                fields=["client", "purpose", "controller", "recipient"],
                condition=Q(withdrawn_at=None),
                name="one_consent_in_force",
            ),
        ]


class Objection(Identified):
    """Somebody objects to sharing that rests on the law (article 21 GDPR). Until it is decided
    nothing is shared on that ground; `is_upheld` None: not decided yet."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="objections")
    ground = models.ForeignKey(LegalGround, on_delete=models.PROTECT, related_name="objections")
    made_at = models.DateTimeField("gemaakt op")
    decided_at = models.DateTimeField("besloten op", null=True, blank=True)
    is_upheld = models.BooleanField("toegekend", null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        verbose_name = "bezwaar"
        verbose_name_plural = "bezwaren"
        constraints = [
            models.UniqueConstraint(
                fields=["client", "ground"], condition=Q(decided_at=None), name="one_open_objection"
            ),
            models.CheckConstraint(
                name="objection_decided_or_not",
                condition=Q(decided_at=None, is_upheld=None)
                | Q(decided_at__isnull=False, is_upheld__isnull=False),
            ),
        ]


class Disclosure(Identified):
    """Which categories of somebody's data an organisation received or saw, and on what it rested.

    Append-only (`append_only.py`); goes with the client. Exactly one of `consent` and `ground`.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="disclosures")
    recipient = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="+")
    consent = models.ForeignKey(
        Consent, null=True, blank=True, on_delete=models.CASCADE, related_name="disclosures"
    )
    ground = models.ForeignKey(
        LegalGround, null=True, blank=True, on_delete=models.PROTECT, related_name="disclosures"
    )
    data = models.JSONField("gegevens", default=list)
    at = models.DateTimeField("op")

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = "verstrekking"
        verbose_name_plural = "verstrekkingen"
        constraints = [
            models.CheckConstraint(
                name="disclosed_with_consent_or_ground",
                condition=Q(consent__isnull=False, ground=None)
                | Q(consent=None, ground__isnull=False),
            )
        ]


class Period(InRegister):
    """How long one sort of record stays, in days or for ever. `record` is a key of
    `core.records.RECORDS`; `source` is the row of the selectielijst that says so."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="periods")
    record = models.SlugField("soort gegeven", max_length=64)
    days = models.PositiveIntegerField("dagen", null=True, blank=True)
    needs_second = models.BooleanField("pas na akkoord van een tweede", default=False)
    source = models.CharField("selectielijst", max_length=140, blank=True)

    class Meta:
        ordering = ["record"]
        verbose_name = "bewaartermijn"
        verbose_name_plural = "bewaartermijnen"
        constraints = [
            models.UniqueConstraint(fields=["region", "record"], name="one_period_for_a_record"),
            models.CheckConstraint(
                name="period_lasts_a_while", condition=Q(days=None) | Q(days__gte=FEWEST_DAYS)
            ),
        ]


class Destruction(Identified):
    """What was destroyed, for ever kept (selectielijst 19.1.18): counts, never names.

    Where the archive law wants it, one proposes what the system found and another approves before
    anything goes. `count` is what went so far; everything did at `done_at`.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="destructions")
    record = models.SlugField("soort gegeven", max_length=64)
    until_on = models.DateField("van voor")
    count = models.PositiveIntegerField("aantal", default=0)
    source = models.CharField("selectielijst", max_length=140, blank=True)
    proposed_by = models.CharField("voorgesteld door", max_length=64)
    proposed_at = models.DateTimeField("voorgesteld op")
    approved_by = models.CharField("akkoord van", max_length=64, blank=True)
    approved_at = models.DateTimeField("akkoord op", null=True, blank=True)
    done_at = models.DateTimeField("vernietigd op", null=True, blank=True)

    class Meta:
        ordering = ["-proposed_at"]
        verbose_name = "vernietiging"
        verbose_name_plural = "vernietigingen"
        constraints = [
            models.CheckConstraint(
                name="nobody_approves_their_own_destruction",
                condition=Q(approved_by="") | ~Q(approved_by=F("proposed_by")),
            )
        ]
