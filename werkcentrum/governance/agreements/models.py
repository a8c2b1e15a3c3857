"""Agreements between organisations: their parties, clauses, versions and signatures."""

import hashlib
from datetime import date
from typing import Any, Final, Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from werkcentrum.core.models import Identified
from werkcentrum.governance.authority.models import Mandate
from werkcentrum.partners.models import Organisation, Region

# Besluit SUWI 2.3(4) asks for an evaluation every two years.
MONTHS_BETWEEN_EVALUATIONS = 24


def _version(*values: object) -> str:
    """A short mark of what stands in a form, to see whether somebody else changed it."""
    return hashlib.sha256("\n".join(map(str, values)).encode()).hexdigest()[:16]


class AgreementKind(models.TextChoices):
    """What sort of agreement this is; each is built from clauses of its own."""

    COOPERATION = "cooperation", "regionale samenwerking"
    LOCAL_HOST = "local_host", "lokaal Werkcentrum"
    ACCESSION = "accession", "toetreding"
    DATA_PROCESSING = "data_processing", "verwerking van gegevens"
    JOINT_CONTROLLERS = "joint_controllers", "gezamenlijke verantwoordelijken"
    ADDENDUM = "addendum", "aanvulling"


class ClauseTemplate(Identified):
    """A clause from which agreements of some kinds are built; a region's folder fills these.

    `kinds` are keys of `AgreementKind`. `source` says which rule asks for it, such as the checklist
    of article 2.3 Besluit SUWI. Between square brackets stand names of what is filled in.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="clause_templates")
    key = models.SlugField("sleutel", max_length=64)
    kinds = models.JSONField("soorten overeenkomsten", default=list)
    position = models.PositiveSmallIntegerField("volgorde")
    heading = models.CharField("kop", max_length=140)
    body = models.TextField("tekst", max_length=8000)
    source = models.CharField("waarom dit erin staat", max_length=200, blank=True)
    is_required = models.BooleanField("moet erin staan", default=True)

    class Meta:
        ordering = ["position"]
        verbose_name = "modelbepaling"
        verbose_name_plural = "modelbepalingen"
        constraints = [
            models.UniqueConstraint(fields=["region", "key"], name="clause_template_key_once")
        ]

    def __str__(self) -> str:
        return self.heading


class AgreementQuerySet(models.QuerySet[Any]):
    """Agreements."""

    def in_force_on(self, day: date) -> Self:
        """Those that hold that day."""
        held = Q(in_force_on__lte=day)
        ended = Q(ends_on__lte=day) | Q(terminated_on__lte=day)
        return self.filter(held).exclude(ended)


class Agreement(Identified):
    """What organisations agree with each other.

    `stage` is what people say about the text; whether it was decided and signed follows from facts
    (`agreement_states`). `in_force_on` is written once its rule is met: all parties signed, or its
    date came. Holds until but not on `ends_on` or, when somebody ends it, `terminated_on`.
    `agreed_end_on` is an earlier day on which the parties are asked to end it by mutual consent; it
    does once all agreed. `parent` is what an addendum or an accession belongs to. `worth_cents` is
    what it binds a party to at most, for limits in a power of attorney.
    """

    FOUND_BY: Final = ("reference", "title")

    class Stage(models.TextChoices):
        """How far the text is."""

        DRAFT = "draft", "concept"
        CONSULTATION = "consultation", "in afstemming"
        CHECKED = "checked", "juridisch akkoord"
        TO_SIGN = "to_sign", "ter ondertekening"

    class Rule(models.TextChoices):
        """When it comes into force."""

        ALL_SIGNED = "all_signed", "als alle partijen hebben getekend"
        ON_DATE = "on_date", "op een datum, voor wie dan heeft getekend"

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="agreements")
    reference = models.CharField("zaaknummer", max_length=40)
    kind = models.CharField("soort", max_length=20, choices=AgreementKind)
    title = models.CharField("naam", max_length=200)
    parent = models.ForeignKey(
        "self", verbose_name="hoort bij", null=True, blank=True, on_delete=models.PROTECT,
        related_name="children",
    )  # fmt: skip
    stage = models.CharField("stand van de tekst", max_length=16, choices=Stage, default="draft")
    rule = models.CharField("treedt in werking", max_length=12, choices=Rule)
    # Of `on_date` the date itself; of `all_signed` not before this day.
    starts_on = models.DateField("niet eerder dan", null=True, blank=True)
    ends_on = models.DateField("loopt tot", null=True, blank=True)
    notice_months = models.PositiveSmallIntegerField("opzegtermijn (maanden)", default=6)
    evaluation_months = models.PositiveSmallIntegerField(
        "evaluatie om de (maanden)", default=MONTHS_BETWEEN_EVALUATIONS
    )
    worth_cents = models.BigIntegerField("hoogste bedrag (centen)", default=0)
    in_force_on = models.DateField("in werking sinds", null=True, blank=True)
    evaluated_on = models.DateField("laatst geëvalueerd op", null=True, blank=True)
    terminated_on = models.DateField("beëindigd per", null=True, blank=True)
    agreed_end_on = models.DateField("voorgesteld einde", null=True, blank=True)
    agreed_end_basis = models.CharField("waar dat einde staat", max_length=200, blank=True)
    is_example = models.BooleanField("voorbeeldgegevens", default=False)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        verbose_name = "overeenkomst"
        verbose_name_plural = "overeenkomsten"
        constraints = [
            models.UniqueConstraint(fields=["region", "reference"], name="agreement_once"),
            models.CheckConstraint(
                name="agreement_by_date_has_one",
                condition=Q(rule="all_signed") | Q(starts_on__isnull=False),
            ),
            models.CheckConstraint(
                name="agreement_lasts",
                condition=Q(ends_on=None) | Q(in_force_on=None) | Q(ends_on__gt=F("in_force_on")),
            ),
            models.CheckConstraint(
                name="addition_belongs_to_an_agreement",
                condition=~Q(kind__in=["addendum", "accession"]) | Q(parent__isnull=False),
            ),
            models.CheckConstraint(
                name="agreement_worth_is_not_negative", condition=Q(worth_cents__gte=0)
            ),
            models.CheckConstraint(
                name="agreement_in_force_was_to_sign",
                condition=Q(in_force_on=None) | Q(stage="to_sign"),
            ),
            models.CheckConstraint(
                name="agreed_end_rests_on_a_paper",
                condition=Q(agreed_end_on=None, agreed_end_basis="")
                | Q(agreed_end_on__isnull=False) & ~Q(agreed_end_basis=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def terms_version(self) -> str:
        """The same as long as nobody changes its terms."""
        return _version(
            self.title, self.rule, self.starts_on, self.ends_on, self.notice_months,
            self.evaluation_months, self.worth_cents,
        )  # fmt: skip

    def holds_on(self, day: date) -> bool:
        """Whether it is in force that day."""
        ends = [end for end in (self.ends_on, self.terminated_on) if end is not None]
        began = self.in_force_on is not None and self.in_force_on <= day
        return began and all(day < end for end in ends)


class Clause(Identified):
    """A clause of an agreement as it is now written. `template_key` is '' for one of its own."""

    FOUND_BY: Final = ("heading",)

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="clauses")
    template_key = models.SlugField("uit modelbepaling", max_length=64, blank=True)
    position = models.PositiveSmallIntegerField("volgorde")
    heading = models.CharField("kop", max_length=140)
    body = models.TextField("tekst", max_length=8000)

    class Meta:
        ordering = ["position"]
        verbose_name = "bepaling"
        verbose_name_plural = "bepalingen"

    @property
    def version(self) -> str:
        """The same as long as nobody changes what it says."""
        return _version(self.heading, self.body)


class AgreementVersion(Identified):
    """The text at a moment, as PDF and as text. The database refuses every change.

    `clauses` are pairs of a heading and a body; `digest` is the SHA-256 of `pdf`, in hexadecimal.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("versie")
    clauses = models.JSONField("tekst")
    pdf = models.BinaryField("PDF")
    digest = models.CharField("controlegetal", max_length=64)
    what_changed = models.CharField("wat er veranderde", max_length=280, blank=True)
    made_at = models.DateTimeField("gemaakt op")
    made_by = models.CharField("gemaakt door", max_length=64)

    class Meta:
        ordering = ["agreement", "-number"]
        verbose_name = "versie van een overeenkomst"
        verbose_name_plural = "versies van overeenkomsten"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="agreement_version_once")
        ]


class Party(Identified):
    """An organisation in an agreement, with who speaks for it.

    `capacity` says in what capacity it acts, such as a public legal person or a foundation.
    `purposes` are keys of `privacy.Purpose`, and 'network' for being shown as part of the
    Werkcentrum: what the agreement gives this party (`PartnerStanding`) while it is in force.
    `joined_on` is for who came later by an accession, `left_on` for who left, `end_agreed_on` for
    who agreed that it ends earlier, with the name of who said so.
    """

    FOUND_BY: Final = ("organisation__name",)

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(
        Organisation, verbose_name="organisatie", on_delete=models.PROTECT,
        related_name="parties",
    )  # fmt: skip
    position = models.PositiveSmallIntegerField("volgorde", default=1)
    capacity = models.CharField("hoedanigheid", max_length=140)
    representative_name = models.CharField("vertegenwoordigd door", max_length=120, blank=True)
    representative_function = models.CharField("functie", max_length=120, blank=True)
    purposes = models.JSONField("waarvoor", default=list, blank=True)
    consulted_on = models.DateField("afgestemd op", null=True, blank=True)
    checked_on = models.DateField("juridisch akkoord op", null=True, blank=True)
    joined_on = models.DateField("toegetreden op", null=True, blank=True)
    left_on = models.DateField("uitgetreden op", null=True, blank=True)
    end_agreed_on = models.DateField("akkoord met einde op", null=True, blank=True)
    end_agreed_by = models.CharField("akkoord met einde door", max_length=120, blank=True)

    class Meta:
        ordering = ["position", "organisation__name"]
        verbose_name = "partij"
        verbose_name_plural = "partijen"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organisation"], name="party_once"),
            models.CheckConstraint(
                name="who_agreed_to_end_has_a_name",
                condition=Q(end_agreed_on=None, end_agreed_by="")
                | Q(end_agreed_on__isnull=False) & ~Q(end_agreed_by=""),
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.name

    @property
    def version(self) -> str:
        """The same as long as nobody changes who speaks for it and what it gets."""
        return _version(
            self.capacity, self.representative_name, self.representative_function, self.purposes
        )


class SignatureQuerySet(models.QuerySet[Any]):
    """Signatures."""

    def confirmed(self) -> Self:
        """Seen by a second person."""
        return self.exclude(confirmed_at=None)

    def under_newest(self) -> Self:
        """Under the newest version of their agreement."""
        versions = AgreementVersion.objects.filter(agreement=OuterRef("version__agreement"))
        return self.filter(version=Subquery(versions.order_by("-number").values("pk")[:1]))


class Signature(Identified):
    """Somebody signed a version for a party, and two people saw to it that this is so.

    `chain` are the links of the authority on that day, in words that were true then: kept, so that
    it can be read back when offices and mandates have changed. `signs_with` is how many other
    directors have to sign too before it binds the party. `evidence` is what the service for
    electronic signatures gave. A refused registration is removed before it is confirmed.
    """

    class Way(models.TextChoices):
        """How it was signed."""

        SCAN = "scan", "op papier, met een scan"
        QUALIFIED = "qualified", "gekwalificeerde elektronische handtekening"

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="signatures")
    version = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, related_name="signatures"
    )
    signer_name = models.CharField("naam", max_length=120)
    signer_function = models.CharField("functie", max_length=120)
    signed_on = models.DateField("getekend op")
    place = models.CharField("plaats", max_length=80)
    way = models.CharField("hoe", max_length=12, choices=Way)
    mandate = models.ForeignKey(
        Mandate, null=True, blank=True, on_delete=models.PROTECT, related_name="signatures"
    )
    chain = models.JSONField("waarom deze persoon mocht tekenen", default=list)
    signs_with = models.PositiveSmallIntegerField("tekent samen met andere bestuurders", default=0)
    scan = models.BinaryField("scan", null=True, blank=True)
    scan_name = models.CharField("naam van de scan", max_length=120, blank=True)
    digest = models.CharField("controlegetal", max_length=64)
    evidence = models.JSONField("bewijs", default=dict, blank=True)
    registered_by = models.CharField("geregistreerd door", max_length=64)
    registered_at = models.DateTimeField("geregistreerd op")
    confirmed_by = models.CharField("bevestigd door", max_length=64, blank=True)
    confirmed_at = models.DateTimeField("bevestigd op", null=True, blank=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        ordering = ["signed_on", "registered_at"]
        verbose_name = "ondertekening"
        verbose_name_plural = "ondertekeningen"
        constraints = [
            models.UniqueConstraint(
                fields=["party", "version", "signer_name"], name="somebody_signs_once"
            ),
            models.CheckConstraint(
                name="signature_seen_by_a_second_person",
                condition=Q(confirmed_at=None, confirmed_by="")
                | Q(confirmed_at__isnull=False)
                & ~Q(confirmed_by="")
                & ~Q(confirmed_by=F("registered_by")),
            ),
            models.CheckConstraint(
                name="scanned_signature_has_a_scan",
                condition=~Q(way="scan") | Q(scan__isnull=False) & ~Q(scan_name=""),
            ),
        ]

    @property
    def counts(self) -> bool:
        """Whether a second person confirmed it."""
        return self.confirmed_at is not None


class AgreementEvent(Identified):
    """What happened to an agreement, for its timeline. The database refuses every change."""

    class Kind(models.TextChoices):
        """What happened."""

        MADE = "made", "gemaakt"
        STAGE = "stage", "stand veranderd"
        SIGNED = "signed", "getekend"
        IN_FORCE = "in_force", "in werking"
        AMENDED = "amended", "gewijzigd"
        JOINED = "joined", "toegetreden"
        LEFT = "left", "uitgetreden"
        EVALUATED = "evaluated", "geëvalueerd"
        EXTENDED = "extended", "verlengd"
        ENDING = "ending", "eerder beëindigen"
        TERMINATED = "terminated", "beëindigd"
        GROUND_GONE = "ground_gone", "besluit of volmacht ingetrokken"
        ASSESSED = "assessed", "gevolg beoordeeld"
        REMINDED = "reminded", "herinnerd"

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField("wat", max_length=12, choices=Kind)
    on = models.DateField("op")
    words = models.CharField("toelichting", max_length=280, blank=True)
    by = models.CharField("door", max_length=64)
    at = models.DateTimeField("opgeschreven op")

    class Meta:
        ordering = ["on", "at"]
        verbose_name = "gebeurtenis van een overeenkomst"
        verbose_name_plural = "gebeurtenissen van overeenkomsten"
