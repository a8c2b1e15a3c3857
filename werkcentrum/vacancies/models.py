"""A vacancy, and a file of vacancies that was taken over."""

from datetime import date
from typing import Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.models import Identified
from werkcentrum.partners.models import Organisation, Region
from werkcentrum.vacancies.states import State

# More hours nobody may work on average (Arbeidstijdenwet, article 5:7).
MOST_HOURS: Final = 60
AT_HOME: Final = "Thuis werken"
"""Stands where the place does when the work has none."""


class Level(models.TextChoices):
    """The level of work and thinking that is asked or taught, with the codes of VUM 3.0."""

    NONE = "1", _("geen diploma nodig")
    PRIMARY = "2", _("basisonderwijs")
    VMBO = "3", _("vmbo of praktijkonderwijs")
    MBO = "4", _("mbo, havo of vwo")
    HBO = "5", _("hbo")
    UNIVERSITY = "6", _("universiteit")


class DutchLevel(models.TextChoices):
    """How much Dutch somebody needs for it, with the levels of the Council of Europe."""

    NONE = "none", _("geen Nederlands nodig")
    A1 = "a1", _("A1: losse woorden")
    A2 = "a2", _("A2: korte, eenvoudige zinnen")
    B1 = "b1", _("B1: gesprekken over het werk")
    B2 = "b2", _("B2: ook lange teksten")
    C1 = "c1", _("C1: zonder moeite")


class Contract(models.TextChoices):
    """What sort of contract somebody gets."""

    PERMANENT = "permanent", _("vast")
    TEMPORARY = "temporary", _("tijdelijk")
    AGENCY = "agency", _("via een uitzendbureau")
    ON_CALL = "on_call", _("oproepkracht")


class ApplyBy(models.TextChoices):
    """How somebody applies."""

    MAIL = "mail", "e-mail"
    PHONE = "phone", "telefoon"
    WEBSITE = "website", "website"
    WERKCENTRUM = "werkcentrum", "het Werkcentrum"


class Outcome(models.TextChoices):
    """How a vacancy ended."""

    FILLED_BY_US = "filled_by_us", "vervuld door iemand via het Werkcentrum"
    FILLED = "filled", "vervuld op een andere manier"
    WITHDRAWN = "withdrawn", "de werkgever trok de vacature in"
    DOUBLE = "double", "stond er dubbel"
    WRONG = "wrong", "klopte niet of mocht niet"


# The categories of a Dutch driving licence, as VUM 3.0 writes them. T is for a tractor.
LICENCES: Final = (
    "AM", "A1", "A2", "A", "B", "B+", "BE", "C1", "C", "C1E", "CE", "D1", "D", "D1E", "DE", "T",
)  # fmt: skip


class Vacancy(Identified):
    """Work that an employer offers. Hours are a week; nothing said is None or empty.

    `closes_on` is the last day to apply. `is_level_by_law`: without that level the law forbids the
    work, as in care. `written_by` wrote the last words: the id of a user, or the system for what
    was taken over; somebody else publishes where the region wants that. `wording_reason` says why
    words that the check found are lawful here. `concepts` are keys of occupations and skills of the
    lexicon that a person confirmed. `source` and `source_id` say where it was taken over
    from, and `source_digest` (SHA-256) what was there; empty for what was entered here. `seen_on`
    is the day on which it was entered, taken back or seen at its source. `likeness` and
    `text_likeness` are the same for vacancies that are probably one (`likeness.py`); `apart_from`
    are the ids of those of which somebody saw that they are other work; both say so.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="vacancies")
    organisation = models.ForeignKey(
        Organisation, verbose_name="contact bij", null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    state = models.CharField("stand", max_length=12, choices=State, default=State.DRAFT)
    title = models.CharField("functie", max_length=200)
    employer_name = models.CharField("werkgever", max_length=500)
    description = models.TextField("wat is het werk", max_length=10_000)
    place = models.CharField("plaats", max_length=80)
    postcode4 = models.CharField("vier cijfers van de postcode", max_length=4, blank=True)
    hours_min = models.PositiveSmallIntegerField("uren, minstens", null=True, blank=True)
    hours_max = models.PositiveSmallIntegerField("uren, hoogstens", null=True, blank=True)
    level = models.CharField("niveau", max_length=1, choices=Level, blank=True)
    is_level_by_law = models.BooleanField("niveau moet van de wet", default=False)
    licences = models.JSONField("rijbewijzen", default=list, blank=True)
    is_irregular = models.BooleanField("onregelmatig", null=True, blank=True)
    is_learning_place = models.BooleanField("leren en werken", default=False)
    dutch_level = models.CharField("Nederlands", max_length=4, choices=DutchLevel, blank=True)
    contract = models.CharField("contract", max_length=12, choices=Contract, blank=True)
    salary = models.CharField("loon", max_length=200, blank=True)
    starts_on = models.DateField("begint op", null=True, blank=True)
    closes_on = models.DateField("solliciteren tot en met", null=True, blank=True)
    apply_by = models.CharField("solliciteren via", max_length=12, choices=ApplyBy)
    apply_to = models.CharField("adres of nummer", max_length=500, blank=True)
    concepts = models.JSONField("beroepen en vaardigheden", default=list, blank=True)
    wording_reason = models.CharField("waarom dit mag", max_length=500, blank=True)
    written_by = models.CharField("geschreven door", max_length=64)
    published_at = models.DateTimeField("op de website sinds", null=True, blank=True)
    ended_at = models.DateTimeField("geëindigd op", null=True, blank=True)
    outcome = models.CharField("uitkomst", max_length=16, choices=Outcome, blank=True)
    source = models.SlugField("bron", max_length=64, blank=True)
    source_id = models.CharField("nummer bij de bron", max_length=200, blank=True)
    source_digest = models.CharField("inhoud bij de bron", max_length=64, blank=True)
    seen_on = models.DateField("gezien op")
    likeness = models.CharField("lijkt op", max_length=32)
    text_likeness = models.CharField("tekst lijkt op", max_length=32, blank=True)
    apart_from = models.JSONField("ander werk dan", default=list, blank=True)
    changed_at = models.DateTimeField("veranderd op")

    class Meta:
        ordering = ["-changed_at", "-id"]
        verbose_name = "vacature"
        verbose_name_plural = "vacatures"
        indexes = [
            models.Index(fields=["region", "state", "-changed_at"], name="vacancies_by_state"),
            # Four times a second the index asks what changed.
            models.Index(fields=["region", "changed_at"], name="vacancies_by_change"),
            models.Index(
                fields=["region", "-published_at", "-id"],
                name="vacancies_newest",
                condition=Q(state="published"),
            ),
            models.Index(fields=["region", "likeness"], name="vacancies_alike"),
            models.Index(fields=["region", "text_likeness"], name="vacancies_alike_in_words"),
            models.Index(
                fields=["closes_on"],
                name="vacancies_on_the_website",
                condition=Q(state="published"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "source", "source_id"], condition=~Q(source=""),
                name="one_vacancy_for_an_id_at_its_source",
            ),
            models.CheckConstraint(
                name="vacancy_has_a_source_or_none",
                condition=Q(source="", source_id="") | ~Q(source="") & ~Q(source_id=""),
            ),
            models.CheckConstraint(
                name="vacancy_hours_in_order",
                condition=Q(hours_min=None) | Q(hours_max=None) | Q(hours_max__gte=F("hours_min")),
            ),
            models.CheckConstraint(
                name="vacancy_closed_with_an_outcome",
                condition=Q(state="closed") & ~Q(outcome="")
                | ~Q(state="closed") & Q(outcome=""),
            ),
            models.CheckConstraint(
                name="vacancy_ends_at_some_time",
                condition=Q(state__in=["closed", "expired"], ended_at__isnull=False)
                | ~Q(state__in=["closed", "expired"]) & Q(ended_at=None),
            ),
            models.CheckConstraint(
                name="vacancy_published_at_some_time",
                condition=~Q(state="published") | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="vacancy_says_where_to_apply",
                condition=Q(apply_by="werkcentrum", apply_to="")
                | ~Q(apply_by="werkcentrum") & ~Q(apply_to=""),
            ),
            models.CheckConstraint(
                name="vacancy_law_asks_a_level", condition=Q(is_level_by_law=False) | ~Q(level="")
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.title}, {self.employer_name}"

    def is_published(self, on: date) -> bool:
        """Whether visitors see it that day; what is over the worker writes down later."""
        is_past = self.closes_on is not None and self.closes_on < on
        return self.state == State.PUBLISHED and not is_past

    @property
    def hours(self) -> tuple[int, int] | None:
        """Hours a week, at least and at most; None when nothing was said."""
        least, most = self.hours_min, self.hours_max
        if least is None and most is None:
            return None
        return (most if least is None else least) or 0, (least if most is None else most) or 0


class EmployerContact(Identified):
    """Who sent a vacancy in, and how to reach them: apart from the vacancy, and gone before it.

    With the secret in a link (`tokens.py`) they see it and change it; only its hash is kept, and
    `link_turn` is the number of the link that works. `request_key` makes a form that is sent twice
    one vacancy. `kvk` is a number of the Chamber of Commerce, or "".
    """

    vacancy = models.OneToOneField(Vacancy, on_delete=models.CASCADE, related_name="contact")
    person = models.CharField("naam", max_length=120)
    kvk = models.CharField("KvK-nummer", max_length=8, blank=True)
    mail = models.CharField("e-mailadres", max_length=254)
    phone = models.CharField("telefoonnummer", max_length=30, blank=True)
    request_key = models.UUIDField("sleutel van het formulier", unique=True)
    link_hash = models.CharField("hash van de link", max_length=64, unique=True)
    link_turn = models.PositiveSmallIntegerField("hoeveelste link", default=0)

    class Meta:
        ordering = ["vacancy"]
        verbose_name = "contact van een werkgever"
        verbose_name_plural = "contacten van werkgevers"


class VacancyProposal(models.Model):
    """What the source of a published vacancy says now. The words on the website stay until
    somebody agreed. `content` are the fields of a `Content`, `digest` its SHA-256.
    """

    vacancy = models.OneToOneField(
        Vacancy, primary_key=True, on_delete=models.CASCADE, related_name="proposal"
    )
    content = models.JSONField("wat de bron nu zegt")
    digest = models.CharField("inhoud bij de bron", max_length=64)
    offered_at = models.DateTimeField("gezien op")

    class Meta:
        ordering = ["offered_at", "vacancy"]
        verbose_name = "wijziging bij de bron"
        verbose_name_plural = "wijzigingen bij de bron"


class VacancyImport(Identified):
    """A file of vacancies that is being taken over, or was.

    `digest` is the SHA-256 of the file. `rows_done` says where to go on when it stopped halfway:
    it changes in one transaction with the vacancies themselves. `left_alone`: a person closed it or
    has it in hand, or its last day is past.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="vacancy_imports")
    source = models.SlugField("bron", max_length=64)
    digest = models.CharField("inhoud van het bestand", max_length=64)
    rows_done = models.PositiveIntegerField("rijen gedaan", default=0)
    created = models.PositiveIntegerField("nieuw", default=0)
    changed = models.PositiveIntegerField("gewijzigd", default=0)
    unchanged = models.PositiveIntegerField("hetzelfde", default=0)
    left_alone = models.PositiveIntegerField("met rust gelaten", default=0)
    begun_at = models.DateTimeField("begonnen op")
    ended_at = models.DateTimeField("geëindigd op", null=True, blank=True)

    class Meta:
        ordering = ["-begun_at", "-id"]
        verbose_name = "overgenomen bestand"
        verbose_name_plural = "overgenomen bestanden"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "source"],
                condition=Q(ended_at=None),
                name="one_import_of_a_source_at_a_time",
            )
        ]
