"""What the network offers, and what a region changed about it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.models import Identified
from werkcentrum.partners.models import Municipality, Organisation, Region, Team


class Theme(Identified):
    """A subject people browse by, such as 'werk zoeken'."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="themes")
    key = models.SlugField("sleutel", max_length=64)
    title = models.CharField("titel", max_length=80)
    summary = models.CharField("uitleg", max_length=280)
    icon = models.SlugField("pictogram", max_length=40)
    position = models.PositiveSmallIntegerField("volgorde")

    class Meta:
        ordering = ["position"]
        verbose_name = "thema"
        verbose_name_plural = "thema's"
        constraints = [models.UniqueConstraint(fields=["region", "key"], name="theme_key_once")]

    def __str__(self) -> str:
        return self.title


class TargetGroup(Identified):
    """Who people say they are, such as 'ik zoek werk'. Always their own choice, never guessed."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="target_groups")
    key = models.SlugField("sleutel", max_length=64)
    title = models.CharField("titel", max_length=80)
    summary = models.CharField("uitleg", max_length=280)
    icon = models.SlugField("pictogram", max_length=40)
    position = models.PositiveSmallIntegerField("volgorde")

    class Meta:
        ordering = ["position"]
        verbose_name = "doelgroep"
        verbose_name_plural = "doelgroepen"
        constraints = [models.UniqueConstraint(fields=["region", "key"], name="group_key_once")]

    def __str__(self) -> str:
        return self.title


class Service(Identified):
    """A dienst: something somebody can get help with. The regional default.

    The field names follow the region folder one to one; lists are JSON lists of short texts.
    Visitors read the labels of what a municipality may say differently, so those are translated.
    """

    class Kind(models.TextChoices):
        """What sort of offer this is."""

        SERVICE = "service", _("dienst")
        SCHEME = "scheme", _("regeling")
        TRAINING = "training", _("opleiding")

    class Cost(models.TextChoices):
        """What it costs the person who asks."""

        FREE = "free", _("Gratis")
        PAID = "paid", _("Niet gratis")
        VARIES = "varies", _("Verschilt per situatie")
        UNKNOWN = "unknown", _("Nog niet bekend")

    class Handling(models.TextChoices):
        """Who takes the next step."""

        START = "start", _("Een gids van het Werkcentrum helpt u")
        HANDOVER = "handover", _("Een gids brengt u in contact met de partner")
        INFO = "info", _("U leest hier wat u zelf kunt doen")

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="services")
    key = models.SlugField("sleutel", max_length=64)
    title = models.CharField(_("titel"), max_length=70)
    summary = models.CharField(_("samenvatting"), max_length=280)
    kind = models.CharField("soort", max_length=16, choices=Kind)
    audience = models.JSONField("voor inwoners of werkgevers", default=list)
    themes = models.ManyToManyField(Theme, verbose_name="thema's", related_name="services")
    groups = models.ManyToManyField(
        TargetGroup, verbose_name="doelgroepen", related_name="services"
    )
    main_theme = models.ForeignKey(
        Theme, verbose_name="eerste thema", on_delete=models.PROTECT, related_name="main_services"
    )
    provider = models.SlugField("rol van de uitvoerder", max_length=64)
    handling = models.CharField("aanpak", max_length=16, choices=Handling)
    what_you_get = models.JSONField(_("wat u krijgt"), default=list)
    for_whom = models.TextField(_("voor wie"))
    cost = models.CharField(_("kosten"), max_length=16, choices=Cost)
    cost_note = models.CharField(_("toelichting kosten"), max_length=280, blank=True)
    bring = models.JSONField(_("meenemen"), default=list, blank=True)
    first_step = models.TextField(_("eerste stap"))
    duties = models.JSONField("plichten van de werkgever", default=list, blank=True)
    channels = models.JSONField(_("manieren van contact"), default=list)
    law = models.CharField(_("wet of regeling"), max_length=280, blank=True)
    check_at = models.CharField(_("waar de bedragen staan"), max_length=280, blank=True)
    source_name = models.CharField(_("bron"), max_length=120)
    source_url = models.URLField(_("adres van de bron"))
    review_interval_months = models.PositiveSmallIntegerField("nakijken om de (maanden)")
    checked_on = models.DateField("gecontroleerd op", null=True, blank=True)
    related = models.JSONField("hoort bij", default=list, blank=True)
    terms = models.JSONField("gewone woorden", default=list)
    locked_fields = models.JSONField("vaste velden", default=list, blank=True)

    class Meta:
        ordering = ["title"]
        verbose_name = "dienst"
        verbose_name_plural = "diensten"
        constraints = [models.UniqueConstraint(fields=["region", "key"], name="service_key_once")]

    def __str__(self) -> str:
        return self.title


class LocalVariant(Identified):
    """What one municipality does differently, per field. A field that is absent inherits."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="variants")
    municipality = models.ForeignKey(
        Municipality, verbose_name="gemeente", on_delete=models.CASCADE, related_name="variants"
    )
    changes = models.JSONField("afwijkende velden", default=dict, blank=True)
    accepts_referrals = models.BooleanField("hierheen kan worden doorverwezen", default=False)
    # A team that people are sent to is not taken away by loading a folder.
    referral_team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="variants"
    )
    is_example = models.BooleanField("voorbeeldgegevens", default=False)

    class Meta:
        ordering = ["service__title"]
        verbose_name = "lokale variant"
        verbose_name_plural = "lokale varianten"
        constraints = [
            models.UniqueConstraint(
                fields=["service", "municipality"], name="one_variant_per_municipality"
            ),
            # Who is sent somewhere is expected there.
            models.CheckConstraint(
                name="referrals_have_a_team",
                condition=Q(accepts_referrals=False) | Q(referral_team__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} ({self.municipality})"


class Delivery(Identified):
    """Who delivers one service, where that differs from the provider's role."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="deliveries")
    municipality = models.ForeignKey(
        Municipality, verbose_name="gemeente", null=True, blank=True, on_delete=models.CASCADE
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name="organisatie", on_delete=models.CASCADE
    )

    class Meta:
        ordering = ["service__title"]
        verbose_name = "uitvoering"
        verbose_name_plural = "uitvoering"
        constraints = [
            models.UniqueConstraint(
                fields=["service", "municipality"], name="one_deliverer_per_municipality"
            ),
            models.UniqueConstraint(
                fields=["service"],
                condition=Q(municipality=None),
                name="one_deliverer_region_wide",
            ),
        ]


class ExampleQuestion(Identified):
    """A question in people's own words; the ranker learns from it.

    `label` is a service key, or a class such as 'out-of-scope' or 'danger:violence'.
    A near miss sounds like danger and is not.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="examples")
    label = models.CharField("hoort bij", max_length=64)
    text = models.TextField("vraag")
    lang = models.CharField("taal", max_length=3)
    style = models.CharField("stijl", max_length=16, blank=True)
    is_near_miss = models.BooleanField("lijkt op gevaar", default=False)

    class Meta:
        ordering = ["label", "id"]
        verbose_name = "voorbeeldvraag"
        verbose_name_plural = "voorbeeldvragen"

    def __str__(self) -> str:
        return self.text[:60]


class EmergencyHelp(Identified):
    """Help for somebody in danger; a second person approves it before it is published."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="emergency_help")
    kind = models.CharField("gevaar", max_length=16)
    title = models.CharField("titel", max_length=120)
    text = models.TextField("tekst")
    contacts = models.JSONField("nummers", default=list)
    municipal_phone = models.CharField(
        "nummer van de gemeente",
        max_length=32,
        blank=True,
        help_text="Veld van de gemeente met het eigen nummer: homeless_phone of hunger_phone.",
    )
    position = models.PositiveSmallIntegerField("voorrang")
    written_by = models.CharField("geschreven door (functie)", max_length=80)
    approved_by = models.CharField("goedgekeurd door (functie)", max_length=80)
    approved_on = models.DateField("goedgekeurd op")
    checked_on = models.DateField("nummers gebeld en gecontroleerd op", null=True, blank=True)

    class Meta:
        ordering = ["position"]
        verbose_name = "noodhulp"
        verbose_name_plural = "noodhulp"
        constraints = [models.UniqueConstraint(fields=["region", "kind"], name="danger_once")]

    def __str__(self) -> str:
        return self.title


class InfoPage(Identified):
    """A page of running text, such as 'over ons' or 'privacy'. `body` is Markdown."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="info_pages")
    key = models.SlugField("sleutel", max_length=64)
    title = models.CharField("titel", max_length=120)
    body = models.TextField("tekst")

    class Meta:
        ordering = ["title"]
        verbose_name = "tekstpagina"
        verbose_name_plural = "tekstpagina's"
        constraints = [models.UniqueConstraint(fields=["region", "key"], name="info_page_once")]

    def __str__(self) -> str:
        return self.title


class GlossaryTerm(Identified):
    """A word from the field, explained in plain Dutch."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="glossary")
    term = models.CharField("woord", max_length=80)
    meaning = models.CharField("betekenis", max_length=280)

    class Meta:
        ordering = ["term"]
        verbose_name = "uitgelegd woord"
        verbose_name_plural = "uitgelegde woorden"
        constraints = [models.UniqueConstraint(fields=["region", "term"], name="term_once")]

    def __str__(self) -> str:
        return self.term


class Translation(Identified):
    """A text of the catalogue in another language, with the Dutch it was made from.

    `context` says which text (catalogue/texts.py). A `source` that is no longer the Dutch text
    makes it stale. It is reviewed when a native speaker read it.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField("taal", max_length=3)
    context = models.CharField("waar", max_length=250)
    source = models.TextField("Nederlands waarvan het is gemaakt")
    text = models.TextField("vertaling")
    reviewed_by = models.CharField("nagekeken door (functie)", max_length=80, blank=True)
    reviewed_on = models.DateField("nagekeken op", null=True, blank=True)

    class Meta:
        ordering = ["language", "context"]
        verbose_name = "vertaling"
        verbose_name_plural = "vertalingen"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "language", "context"], name="translation_once"
            ),
            models.CheckConstraint(
                name="translation_review_is_whole",
                condition=Q(reviewed_by="", reviewed_on=None)
                | (~Q(reviewed_by="") & Q(reviewed_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.context}"


class ContentChange(Identified):
    """A proposed new state of one record, and after publication a version that is kept.

    `data` and `base` are records in the shape of the region folder (regionfolder/records.py):
    what it should become, and what it was when the writing began. `written_by` and `published_by`
    are user ids. `is_overtaken` when a region folder was chosen over it.
    """

    class State(models.TextChoices):
        """Where it is on its way to the website."""

        DRAFT = "draft", "wordt geschreven"
        OFFERED = "offered", "wacht op een eindredacteur"
        ACCEPTED = "accepted", "wordt nu op de website gezet"
        PUBLISHED = "published", "staat op de website"
        RETURNED = "returned", "teruggestuurd"

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="content_changes")
    kind = models.CharField("soort", max_length=16)
    key = models.CharField("wat", max_length=250)
    data = models.JSONField("nieuwe tekst")
    base = models.JSONField("tekst ervoor")
    state = models.CharField("stand", max_length=16, choices=State, default=State.DRAFT)
    note = models.CharField("opmerking voor de schrijver", max_length=500, blank=True)
    written_by = models.CharField("geschreven door", max_length=64)
    published_by = models.CharField("op de website gezet door", max_length=64, blank=True)
    changed_at = models.DateTimeField("laatst veranderd")
    published_at = models.DateTimeField("op de website sinds", null=True, blank=True)
    version = models.PositiveIntegerField("versie", null=True, blank=True)
    is_overtaken = models.BooleanField("ingehaald door een regiomap", default=False)

    class Meta:
        ordering = ["-changed_at", "-id"]
        verbose_name = "wijziging"
        verbose_name_plural = "wijzigingen"
        indexes = [models.Index(fields=["region", "kind", "key"], name="changes_of_a_record")]
        constraints = [
            models.CheckConstraint(
                name="change_needs_two_people", condition=~Q(published_by=models.F("written_by"))
            ),
            models.CheckConstraint(name="change_has_a_writer", condition=~Q(written_by="")),
            models.CheckConstraint(
                name="change_goes_live_by_somebody",
                condition=~Q(state__in=["accepted", "published"]) | ~Q(published_by=""),
            ),
            models.CheckConstraint(
                name="change_is_a_version_when_live",
                condition=Q(state="published", version__isnull=False, published_at__isnull=False)
                | (~Q(state="published") & Q(version=None, published_at=None)),
            ),
            models.UniqueConstraint(
                fields=["region", "kind", "key", "version"], name="one_version_of_a_record"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} ({self.state})"


class Trial(Identified):
    """The test questions asked before and after some changes, to see what they would do.

    `changes` are ids of changes; `result` is what `trials.compare` found. `progress` is in percent.
    """

    class State(models.TextChoices):
        """Whether there is something to see."""

        WAITING = "waiting", "wordt uitgezocht"
        DONE = "done", "klaar"
        FAILED = "failed", "niet gelukt"

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="trials")
    changes = models.JSONField("wijzigingen")
    asked_by = models.CharField("gevraagd door", max_length=64)
    asked_at = models.DateTimeField("gevraagd op")
    state = models.CharField("stand", max_length=16, choices=State, default=State.WAITING)
    progress = models.PositiveSmallIntegerField("voortgang", default=0)
    result = models.JSONField("uitkomst", default=dict)

    class Meta:
        ordering = ["-asked_at", "-id"]
        verbose_name = "proef"
        verbose_name_plural = "proeven"

    def __str__(self) -> str:
        return f"proef {self.asked_at:%Y-%m-%d %H:%M} ({self.state})"
