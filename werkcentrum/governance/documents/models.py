"""Documents made from data and edited by people, and papers that were added as a file."""

import hashlib
from typing import Final

from django.db import models
from django.db.models import F, Q

from werkcentrum.core.models import Identified
from werkcentrum.governance.agreements.models import Agreement
from werkcentrum.governance.authority.models import Decision, Mandate, Proposal
from werkcentrum.governance.meetings.models import AgendaItem, Meeting
from werkcentrum.partners.models import Municipality, Region


class Document(Identified):
    """A letter or a proposal that is made from data; people edit its parts.

    What it is about is at most one of `proposal`, `agreement`, `decision`, `mandate` and `meeting`,
    or a period from `starts_on` until but not on `ends_on`. `municipality` is whose house style it
    has; without one it has that of the region. `figures` are numbers by their name, None for one
    that may not be told. Once it is final, `pdf` is what was sent and `digest` its SHA-256 in
    hexadecimal.
    """

    FOUND_BY: Final = ("title",)

    class Kind(models.TextChoices):
        """Which document this is."""

        PROPOSAL = "proposal", "collegevoorstel"
        MANDATE_DECISION = "mandate_decision", "volmachtbesluit"
        AGREEMENT = "agreement", "samenwerkingsovereenkomst"
        DECISION_LIST = "decision_list", "besluitenlijst"
        COUNCIL_LETTER = "council_letter", "raadsinformatiebrief"
        ACCESSION_LETTER = "accession_letter", "toetredingsbrief"

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField("soort", max_length=20, choices=Kind)
    title = models.CharField("titel", max_length=200)
    municipality = models.ForeignKey(
        Municipality, verbose_name="gemeente", null=True, blank=True, on_delete=models.PROTECT,
        related_name="documents",
    )  # fmt: skip
    proposal = models.ForeignKey(
        Proposal, null=True, blank=True, on_delete=models.CASCADE, related_name="documents"
    )
    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.CASCADE, related_name="documents"
    )
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.CASCADE, related_name="documents"
    )
    mandate = models.ForeignKey(
        Mandate, null=True, blank=True, on_delete=models.CASCADE, related_name="documents"
    )
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.CASCADE, related_name="documents"
    )
    starts_on = models.DateField("over de tijd vanaf", null=True, blank=True)
    ends_on = models.DateField("over de tijd tot", null=True, blank=True)
    figures = models.JSONField("cijfers", default=dict, blank=True)
    made_at = models.DateTimeField("gemaakt op")
    changed_at = models.DateTimeField("veranderd op")
    final_on = models.DateField("vastgesteld op", null=True, blank=True)
    pdf = models.BinaryField("PDF", null=True, blank=True)
    digest = models.CharField("controlegetal", max_length=64, blank=True)

    class Meta:
        ordering = ["-changed_at"]
        verbose_name = "document"
        verbose_name_plural = "documenten"
        constraints = [
            models.CheckConstraint(
                name="document_period_lasts",
                condition=Q(starts_on=None, ends_on=None) | Q(ends_on__gt=F("starts_on")),
            ),
            models.CheckConstraint(
                name="final_document_is_kept",
                condition=Q(final_on=None, pdf=None, digest="")
                | Q(final_on__isnull=False, pdf__isnull=False) & ~Q(digest=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DocumentPart(Identified):
    """A part of a document: what was made from data, and what somebody wrote instead.

    `typed` None is: nobody changed it. `made_before` is what `made` was when somebody wrote that,
    so that a page can say that the data have changed since.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="parts")
    key = models.SlugField("sleutel", max_length=64)
    position = models.PositiveSmallIntegerField("volgorde")
    heading = models.CharField("kop", max_length=140)
    made = models.TextField("uit de gegevens", max_length=40_000, blank=True)
    typed = models.TextField("zelf geschreven", max_length=40_000, null=True, blank=True)  # noqa: DJ001  '' is a text that somebody emptied
    made_before = models.TextField(max_length=40_000, blank=True)

    class Meta:
        ordering = ["position"]
        verbose_name = "deel van een document"
        verbose_name_plural = "delen van documenten"
        constraints = [
            models.UniqueConstraint(fields=["document", "key"], name="document_part_once")
        ]

    @property
    def text(self) -> str:
        """What stands in the document."""
        return self.made if self.typed is None else self.typed

    @property
    def version(self) -> str:
        """The same as long as nobody changes what stands in the document."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    @property
    def is_outdated(self) -> bool:
        """Somebody wrote it themselves, and the data have changed since."""
        return self.typed is not None and self.made != self.made_before


class HouseStyle(Identified):
    """How letters of a municipality look; without a municipality those of the region.

    `sender` are lines of which the first is a name; `signature` those below a letter. `colour` is
    '#rrggbb', clear on white; `logo` is SVG. A region's folder fills these.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="house_styles")
    municipality = models.OneToOneField(
        Municipality, verbose_name="gemeente", null=True, blank=True, on_delete=models.CASCADE,
        related_name="house_style",
    )  # fmt: skip
    sender = models.JSONField("afzender")
    signature = models.JSONField("ondertekening", default=list, blank=True)
    colour = models.CharField("kleur", max_length=7)
    logo = models.TextField("logo", blank=True)

    class Meta:
        ordering = ["region", "municipality"]
        verbose_name = "huisstijl"
        verbose_name_plural = "huisstijlen"
        constraints = [
            models.UniqueConstraint(
                fields=["region"], condition=Q(municipality=None), name="house_style_of_a_region"
            )
        ]


class Paper(Identified):
    """A file that belongs to one thing: public, or confidential for who may see such papers.

    A `digest` is the SHA-256 of `content` in hexadecimal. Never edited: a new file is a new row.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="papers")
    title = models.CharField("titel", max_length=200)
    name = models.CharField("naam van het bestand", max_length=120)
    media_type = models.CharField("soort bestand", max_length=120)
    content = models.BinaryField("inhoud")
    digest = models.CharField("controlegetal", max_length=64)
    is_confidential = models.BooleanField("vertrouwelijk", default=False)
    proposal = models.ForeignKey(
        Proposal, null=True, blank=True, on_delete=models.CASCADE, related_name="papers"
    )
    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.CASCADE, related_name="papers"
    )
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.CASCADE, related_name="papers"
    )
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.CASCADE, related_name="papers"
    )
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.CASCADE, related_name="papers"
    )
    added_by = models.CharField("toegevoegd door", max_length=64)
    added_at = models.DateTimeField("toegevoegd op")

    class Meta:
        ordering = ["title"]
        verbose_name = "stuk"
        verbose_name_plural = "stukken"
        constraints = [
            models.CheckConstraint(
                name="paper_belongs_to_one_thing",
                condition=Q(proposal__isnull=False, agreement=None, decision=None, meeting=None,
                            item=None)
                | Q(proposal=None, agreement__isnull=False, decision=None, meeting=None, item=None)
                | Q(proposal=None, agreement=None, decision__isnull=False, meeting=None, item=None)
                | Q(proposal=None, agreement=None, decision=None, meeting__isnull=False, item=None)
                | Q(proposal=None, agreement=None, decision=None, meeting=None, item__isnull=False),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title
