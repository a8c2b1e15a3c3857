"""Clients and employers, their enquiries, and what is written about them. As little as possible."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkcentrum.accounts.models import User
from werkcentrum.accounts.roles import Permission
from werkcentrum.core.models import Identified
from werkcentrum.core.reach import known_as
from werkcentrum.core.reading import MEDIA_TYPES
from werkcentrum.partners.models import Municipality, Organisation, Region


class OwnRegionQuerySet(models.QuerySet[Any]):
    """Rows of people: only for who works with them in the same region."""

    def visible_to(self, user: Any) -> Self:
        """What this user may see; nothing for whoever left or has no such role."""
        return self.filter(region__in=user.regions_where(Permission.RUN_QUEUE))


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    """Enquiries: of whoever is in charge, and those that nobody has yet."""

    def visible_to(self, user: Any) -> Self:
        """What this user may read: their own, and what waits for somebody in their regions.

        Of what waits, who has contact with employers reads only what employers ask.
        """
        regions = user.regions_where(Permission.HANDLE_ENQUIRIES)
        with_employers = user.regions_where(Permission.HANDLE_EMPLOYERS)
        is_theirs = ~Q(region__in=with_employers) | Q(employer__isnull=False)
        return self.filter(Q(adviser=user.pk) | Q(is_theirs, adviser=None), region__in=regions)


class ClientQuerySet(models.QuerySet["Client"]):
    """People who are helped: only for who may read one of their enquiries."""

    def visible_to(self, user: Any) -> Self:
        """Whom this user knows by an enquiry."""
        found = Enquiry.objects.visible_to(user).filter(client__isnull=False)
        return self.filter(pk__in=found.values("client"))

    def reached_like(self, client: "Client") -> Self:
        """This client, and who has the same mail address or number in their region: perhaps the
        same person, who asked something once more."""
        same = Q(region=client.region_id, known_as=client.known_as)
        return self.filter(Q(pk=client.pk) | same if client.known_as else Q(pk=client.pk))


class EmployerQuerySet(models.QuerySet["Employer"]):
    """Employers: for who has contact with them, and who may read one of their enquiries."""

    def visible_to(self, user: Any) -> Self:
        """What this user may see."""
        found = Enquiry.objects.visible_to(user).filter(employer__isnull=False)
        regions = user.regions_where(Permission.HANDLE_EMPLOYERS)
        return self.filter(Q(region__in=regions) | Q(pk__in=found.values("employer")))


class Reach(models.TextChoices):
    """The one way to reach somebody."""

    MAIL = "mail", "e-mail"
    PHONE = "phone", "telefoon"
    LETTER = "letter", "brief"


class Client(Identified):
    """Somebody who is helped and wants to be known: a name to use and one way to reach them.

    Whoever is under 16 or under guardianship has a representative, who consents in their stead. On
    `retention_until` the row must be gone. `known_as` is the address as one looks it up
    (`core.reach`), '' for a letter.
    """

    Reach = Reach

    class Representative(models.TextChoices):
        """Who decides for somebody by law."""

        PARENT = "parent", _("ouder")
        GUARDIAN = "guardian", _("voogd")
        CURATOR = "curator", _("curator")

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="clients")
    municipality = models.ForeignKey(
        Municipality, verbose_name="gemeente", null=True, blank=True, on_delete=models.SET_NULL
    )
    name_to_use = models.CharField("naam", max_length=120)
    reach = models.CharField("bereikbaar via", max_length=8, choices=Reach, blank=True)
    address = models.CharField("adres of nummer", max_length=254, blank=True)
    # A letter of somebody's alphabet may be two when it is small.
    known_as = models.CharField(max_length=2 * 254, blank=True, editable=False)
    language = models.CharField("taal", max_length=2, choices=settings.LANGUAGES, default="nl")
    representative = models.CharField(
        "vertegenwoordiger", max_length=8, choices=Representative, blank=True
    )
    representative_name = models.CharField("naam vertegenwoordiger", max_length=120, blank=True)
    retention_until = models.DateField("bewaren tot", db_index=True)

    objects = ClientQuerySet.as_manager()

    class Meta:
        ordering = ["name_to_use", "id"]
        verbose_name = "klant"
        verbose_name_plural = "klanten"
        indexes = [models.Index(fields=["region", "known_as"], name="clients_by_address")]
        constraints = [
            models.CheckConstraint(
                name="client_reach_is_whole",
                condition=Q(reach="", address="") | (~Q(reach="") & ~Q(address="")),
            ),
            models.CheckConstraint(
                name="client_representative_is_whole",
                condition=Q(representative="", representative_name="")
                | (~Q(representative="") & ~Q(representative_name="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name_to_use

    def save(self, *args: Any, **options: Any) -> None:
        """Also keep how the address is looked up."""
        self.known_as = known_as(self.address)
        changed = options.get("update_fields")
        if changed is not None and "address" in changed:
            options["update_fields"] = {*changed, "known_as"}
        super().save(*args, **options)


class Employer(Identified):
    """An employer, with whom we speak there, and the one account manager they always get."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="employers")
    municipality = models.ForeignKey(
        Municipality, verbose_name="gemeente", null=True, blank=True, on_delete=models.SET_NULL
    )
    name = models.CharField("bedrijf", max_length=140)
    kvk_number = models.CharField("KvK-nummer", max_length=8, blank=True)
    contact_name = models.CharField("contactpersoon", max_length=120)
    reach = models.CharField("bereikbaar via", max_length=8, choices=Reach)
    address = models.CharField("adres of nummer", max_length=254)
    account_manager = models.ForeignKey(
        User, verbose_name="accountmanager", null=True, blank=True, on_delete=models.SET_NULL
    )
    retention_until = models.DateField("bewaren tot", db_index=True)

    objects = EmployerQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        verbose_name = "werkgever"
        verbose_name_plural = "werkgevers"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "kvk_number"],
                condition=~Q(kvk_number=""),
                name="one_employer_for_a_kvk_number",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Enquiry(Identified):
    """What somebody came for, in their own words. `themes` are keys of themes.

    Keys and not references: the enquiry stays as it was when a theme is renamed or goes. Without a
    client nobody knows who it is from; `code_hash` is then of the code that they carry along
    (`casework.codes`). `organisation` answers for it, `adviser` is in charge. `outcome` says what
    came of it, which no referral decides.
    """

    class Audience(models.TextChoices):
        """Who asks."""

        RESIDENT = "resident", "inwoner"
        EMPLOYER = "employer", "werkgever"

    class Origin(models.TextChoices):
        """Where it came in."""

        ONLINE = "online", "digitaal loket"
        DESK = "desk", "balie"
        APPOINTMENT = "appointment", "afspraak"
        PHONE = "phone", "telefoon"
        PARTNER = "partner", "partner"

    class Urgency(models.TextChoices):
        """Why somebody must speak to a human the same day."""

        CONTRACT_ENDS = "contract_ends", _("Mijn contract stopt binnenkort")
        BENEFIT_ENDS = "benefit_ends", _("Mijn uitkering stopt binnenkort")
        EVICTION = "eviction", _("Ik kan mijn huis kwijtraken")
        EXPLOITATION = "exploitation", _("Mijn baas behandelt mij slecht of betaalt niet")

    class Outcome(models.TextChoices):
        """What came of it, for figures."""

        INFORMED = "informed", _("informatie gekregen")
        ON_THEIR_OWN = "on_their_own", _("zelf verder gegaan")
        STARTED_AT_PARTNER = "started_at_partner", _("begonnen bij een partner")
        TRAINING = "training", _("begonnen met een opleiding")
        JOB_SAME = "job_same", _("werk bij dezelfde werkgever")
        JOB_NEW = "job_new", _("werk bij een andere werkgever")
        SELF_EMPLOYED = "self_employed", _("begonnen als zelfstandige")
        VOLUNTEER = "volunteer", _("vrijwilligerswerk")
        NOT_REACHED = "not_reached", _("niet bereikt")
        WITHDRAWN = "withdrawn", _("wilde geen hulp meer")
        NOT_SUITABLE = "not_suitable", _("paste niet")

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="enquiries")
    municipality = models.ForeignKey(
        Municipality, verbose_name="gemeente", null=True, blank=True, on_delete=models.SET_NULL
    )
    client = models.ForeignKey(
        Client, null=True, blank=True, on_delete=models.SET_NULL, related_name="enquiries"
    )
    employer = models.ForeignKey(
        Employer, null=True, blank=True, on_delete=models.SET_NULL, related_name="enquiries"
    )
    audience = models.CharField(
        "van wie", max_length=8, choices=Audience, default=Audience.RESIDENT
    )
    origin = models.CharField("binnengekomen via", max_length=12, choices=Origin, blank=True)
    own_words = models.TextField("in eigen woorden", max_length=5000, blank=True)
    themes = models.JSONField("thema's", default=list, blank=True)
    urgency = models.CharField("spoed", max_length=16, choices=Urgency, blank=True)
    language = models.CharField("taal", max_length=2, choices=settings.LANGUAGES, default="nl")
    organisation = models.ForeignKey(
        Organisation, verbose_name="organisatie", null=True, blank=True, on_delete=models.PROTECT
    )
    adviser = models.ForeignKey(
        User, verbose_name="gids", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="enquiries",
    )  # fmt: skip
    code_hash = models.CharField("hash van de code", max_length=64, blank=True)
    code_expires_at = models.DateTimeField("code geldig tot", null=True, blank=True)
    opened_at = models.DateTimeField("begonnen op")
    closed_at = models.DateTimeField("afgesloten op", null=True, blank=True)
    outcome = models.CharField("uitkomst", max_length=20, choices=Outcome, blank=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-id"]
        verbose_name = "vraag van een klant"
        verbose_name_plural = "vragen van klanten"
        indexes = [
            models.Index(
                fields=["region", "adviser", "opened_at"],
                name="enquiries_that_are_open",
                # What the overview counts, so that it reads no rows.
                include=["organisation", "urgency"],
                condition=Q(closed_at=None),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["code_hash"], condition=~Q(code_hash=""), name="one_enquiry_for_a_code"
            ),
            models.CheckConstraint(
                name="enquiry_code_expires",
                condition=Q(code_hash="") | Q(code_expires_at__isnull=False),
            ),
            models.CheckConstraint(
                name="enquiry_ends_with_an_outcome",
                condition=Q(closed_at=None, outcome="")
                | (Q(closed_at__isnull=False) & ~Q(outcome="")),
            ),
        ]

    def is_visible_to(self, user: Any) -> bool:
        """Whether this user may read it, as the QuerySet says of many."""
        if self.region_id not in user.regions_where(Permission.HANDLE_ENQUIRIES):
            return False
        is_with_employers = self.region_id in user.regions_where(Permission.HANDLE_EMPLOYERS)
        waits_for_them = self.employer_id is not None or not is_with_employers
        return self.adviser_id == user.pk or (self.adviser_id is None and waits_for_them)


class ContactMoment(Identified):
    """One contact, in the terms of VNG Klantinteracties (klantcontact).

    `subject` is onderwerp (a theme's key), `channel` kanaal, `happened_at` plaatsgevondenOp,
    `is_reached` indicatieContactGelukt (None: not known), `language` taal (ISO 639-1).
    """

    class Channel(models.TextChoices):
        """Kanaal."""

        DESK = "desk", "balie"
        PHONE = "phone", "telefoon"
        MAIL = "mail", "e-mail"
        VIDEO = "video", "beeldbellen"
        LETTER = "letter", "brief"

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="contact_moments")
    client = models.ForeignKey(
        Client, null=True, blank=True, on_delete=models.SET_NULL, related_name="contact_moments"
    )
    enquiry = models.ForeignKey(
        Enquiry, null=True, blank=True, on_delete=models.SET_NULL, related_name="contact_moments"
    )
    subject = models.SlugField("onderwerp", max_length=64, blank=True)
    channel = models.CharField("kanaal", max_length=8, choices=Channel)
    happened_at = models.DateTimeField("tijdstip")
    is_reached = models.BooleanField("contact gelukt", null=True, blank=True)
    language = models.CharField("taal", max_length=2, choices=settings.LANGUAGES, default="nl")

    objects = OwnRegionQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-id"]
        verbose_name = "contactmoment"
        verbose_name_plural = "contactmomenten"
        indexes = [models.Index(fields=["region", "happened_at"], name="contacts_of_a_region")]


class Aftercare(Identified):
    """Asking somebody how it went, some weeks and half a year later, where that was agreed."""

    class Moment(models.TextChoices):
        """When after closing."""

        WEEKS = "weeks", "na 6 tot 8 weken"
        HALF_YEAR = "half_year", "na een half jaar"

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="aftercare")
    moment = models.CharField("moment", max_length=12, choices=Moment)
    due_on = models.DateField("vragen op", db_index=True)
    done_at = models.DateTimeField("gevraagd op", null=True, blank=True)
    is_reached = models.BooleanField("bereikt", null=True, blank=True)
    outcome = models.CharField("uitkomst", max_length=20, choices=Enquiry.Outcome, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = "nazorg"
        verbose_name_plural = "nazorg"
        constraints = [
            models.UniqueConstraint(fields=["enquiry", "moment"], name="aftercare_once_a_moment")
        ]


class Note(Identified):
    """What an adviser wrote about an enquiry. `version` rises with every save: two who write at
    once both keep their text. Only the organisation of the author reads it."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="notes")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    body = models.TextField("notitie", max_length=10_000)
    version = models.PositiveIntegerField("versie", default=1)
    written_at = models.DateTimeField("geschreven op")

    class Meta:
        ordering = ["-written_at", "-id"]
        verbose_name = "notitie"
        verbose_name_plural = "notities"


class NoteRevision(Identified):
    """An earlier text of a note."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField("versie")
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    body = models.TextField("notitie", max_length=10_000)
    written_at = models.DateTimeField("geschreven op")

    class Meta:
        ordering = ["-version"]
        verbose_name = "eerdere tekst van een notitie"
        verbose_name_plural = "eerdere teksten van notities"
        constraints = [
            models.UniqueConstraint(fields=["note", "version"], name="note_version_once")
        ]


class NoteDraft(Identified):
    """What somebody is writing and did not save yet. Nobody else sees it.

    `based_on` is the version of the note that was open; 0 for a new note.
    """

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="drafts")
    note = models.ForeignKey(
        Note, null=True, blank=True, on_delete=models.CASCADE, related_name="drafts"
    )
    author = models.ForeignKey(User, on_delete=models.CASCADE, related_name="note_drafts")
    body = models.TextField("notitie", max_length=10_000, blank=True)
    based_on = models.PositiveIntegerField("geschreven over versie", default=0)
    kept_at = models.DateTimeField("bewaard op", db_index=True)

    class Meta:
        ordering = ["-kept_at"]
        verbose_name = "concept van een notitie"
        verbose_name_plural = "concepten van notities"
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry", "note", "author"], name="one_draft_of_a_note"
            ),
            models.UniqueConstraint(
                fields=["enquiry", "author"], condition=Q(note=None), name="one_draft_of_a_new_note"
            ),
        ]


class Attachment(Identified):
    """A file with an enquiry, without what stands in it. Twice the same file is one."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField("naam", max_length=120)
    kind = models.CharField("soort", max_length=4, choices=[(key, key) for key in MEDIA_TYPES])
    size = models.PositiveIntegerField("grootte in bytes")
    digest = models.CharField("SHA-256 van de inhoud", max_length=64)
    is_from_asker = models.BooleanField("van wie de vraag stelde")
    added_at = models.DateTimeField("toegevoegd op")

    class Meta:
        ordering = ["added_at", "id"]
        verbose_name = "bestand bij een vraag"
        verbose_name_plural = "bestanden bij vragen"
        constraints = [
            models.UniqueConstraint(fields=["enquiry", "digest"], name="a_file_of_an_enquiry_once")
        ]

    @property
    def media_type(self) -> str:
        """How HTTP calls this kind."""
        return MEDIA_TYPES[self.kind]


class AttachmentContent(models.Model):
    """What stands in a file. In a table of its own: only read when somebody opens it."""

    attachment = models.OneToOneField(
        Attachment, primary_key=True, on_delete=models.CASCADE, related_name="content"
    )
    content = models.BinaryField("inhoud")

    class Meta:
        verbose_name = "inhoud van een bestand"
        verbose_name_plural = "inhoud van bestanden"


class PlanGoal(Identified):
    """What somebody wants to reach, in words of their own."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="goals")
    wish = models.CharField("doel", max_length=280)
    agreed_at = models.DateTimeField("afgesproken op")
    reached_at = models.DateTimeField("gelukt op", null=True, blank=True)
    order = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        ordering = ["order", "agreed_at", "id"]
        verbose_name = "doel"
        verbose_name_plural = "doelen"


class PlanAction(Identified):
    """One step towards a goal: who does it, and by when."""

    class Owner(models.TextChoices):
        """Who does it."""

        PERSON = "person", _("u zelf")
        ADVISER = "adviser", _("uw gids")
        PARTNER = "partner", _("een partner")

    goal = models.ForeignKey(PlanGoal, on_delete=models.CASCADE, related_name="actions")
    what = models.CharField("stap", max_length=280)
    owner = models.CharField("wie", max_length=8, choices=Owner)
    partner = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField("klaar op", null=True, blank=True, db_index=True)
    done_at = models.DateTimeField("gedaan op", null=True, blank=True)
    dropped_at = models.DateTimeField("vervallen op", null=True, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = "stap"
        verbose_name_plural = "stappen"
        constraints = [
            models.CheckConstraint(
                name="action_of_a_partner_names_it",
                condition=Q(owner="partner", partner__isnull=False)
                | (~Q(owner="partner") & Q(partner=None)),
            )
        ]
