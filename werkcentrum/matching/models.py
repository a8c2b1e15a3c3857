"""What was matched with which weights, what people did with it, and who was asked for contact."""

from datetime import datetime
from typing import Final

from django.db import models
from django.db.models import F, Q

from werkcentrum.core.models import Identified
from werkcentrum.matching.scoring import PARTS, Weights
from werkcentrum.partners.models import Organisation, Region
from werkcentrum.privacy.models import Disclosure
from werkcentrum.profiles.models import ProfileFacts
from werkcentrum.vacancies.models import Vacancy

HUNDREDTHS: Final = 100


class MatchWeights(Identified):
    """How much each part weighs, in hundredths: together 100. One proposes, another decides.

    `version` is what runs are logged with. Accepted ones count from `starts_on`, until later ones.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="match_weights")
    version = models.SlugField("versie", max_length=20)
    words = models.PositiveSmallIntegerField("woorden")
    meaning = models.PositiveSmallIntegerField("betekenis")
    skills = models.PositiveSmallIntegerField("vaardigheden")
    occupation = models.PositiveSmallIntegerField("beroep")
    level = models.PositiveSmallIntegerField("niveau")
    reason = models.TextField("reden", max_length=2000)
    starts_on = models.DateField("geldig vanaf")
    proposed_by = models.CharField("voorgesteld door", max_length=64)
    proposed_at = models.DateTimeField("voorgesteld op")
    is_accepted = models.BooleanField("aangenomen", null=True, blank=True)
    decided_by = models.CharField("besloten door", max_length=64, blank=True)
    decided_at = models.DateTimeField("besloten op", null=True, blank=True)

    class Meta:
        ordering = ["-starts_on", "-proposed_at", "-id"]
        verbose_name = "gewichten"
        verbose_name_plural = "gewichten"
        constraints = [
            models.UniqueConstraint(fields=["region", "version"], name="weights_version_once"),
            models.UniqueConstraint(
                fields=["region", "starts_on"], condition=Q(is_accepted=True),
                name="one_set_of_weights_from_a_day",
            ),
            models.CheckConstraint(
                name="weights_are_a_hundred_together",
                condition=Q(level=HUNDREDTHS - F("words") - F("meaning") - F("skills")
                            - F("occupation")),
            ),
            models.CheckConstraint(name="weights_have_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="nobody_decides_on_their_own_weights",
                condition=~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="weights_decided_whole_or_not",
                condition=Q(is_accepted=None, decided_by="", decided_at=None)
                | Q(is_accepted__isnull=False, decided_at__isnull=False) & ~Q(decided_by=""),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.version

    @property
    def weights(self) -> Weights:
        """As matching uses them."""
        return Weights(self.version, **{part: getattr(self, part) / HUNDREDTHS for part in PARTS})


class MatchRun(Identified):
    """One list that was made for a stored profile, exactly as it was computed.

    `results` are `runs.computed` lines, best first, with points and reasons (`wording.stored`);
    `filters` the limits that held, `excluded` how many vacancies each left out. What people
    changed stands in `RunStep`.
    """

    facts = models.ForeignKey(ProfileFacts, on_delete=models.CASCADE, related_name="runs")
    software = models.CharField("versie van de software", max_length=40)
    weights = models.CharField("versie van de gewichten", max_length=20)
    input_digest = models.CharField("invoer (SHA-256)", max_length=64)
    vacancy_count = models.PositiveIntegerField("vacatures")
    filters = models.JSONField("grenzen")
    excluded = models.JSONField("buiten de grenzen")
    results = models.JSONField("lijst")
    is_ranked = models.BooleanField("op volgorde van passen")
    made_by = models.CharField("gemaakt door", max_length=64)
    made_at = models.DateTimeField("gemaakt op")

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name = "lijst van een profiel"
        verbose_name_plural = "lijsten van profielen"
        indexes = [models.Index(fields=["facts", "-made_at"], name="matching_last_run")]

    @property
    def computed(self) -> list[str]:
        """The ids of the vacancies, in the order in which they were computed."""
        return [line["vacancy"] for line in self.results]


class RunStep(Identified):
    """What an adviser did with a list: never changed, only followed by another step.

    A new list begins with those of the one before it that nobody took back, by who did them then
    and when.
    """

    class Kind(models.TextChoices):
        """What."""

        UP = "up", "hoger gezet"
        DOWN = "down", "lager gezet"
        HIDE = "hide", "weggelaten"
        ADD = "add", "toegevoegd"
        BACK = "back", "niet meer weggelaten of toegevoegd"

    run = models.ForeignKey(MatchRun, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField("wat", max_length=4, choices=Kind)
    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField("reden", max_length=300, blank=True)
    by = models.CharField("door", max_length=64)
    at = models.DateTimeField("op")

    class Meta:
        ordering = ["at", "id"]
        verbose_name = "stap in een lijst"
        verbose_name_plural = "stappen in lijsten"
        constraints = [
            models.CheckConstraint(
                name="hiding_and_adding_have_a_reason",
                condition=~Q(kind__in=["hide", "add"]) | ~Q(reason=""),
            )
        ]


class MatchTally(Identified):
    """How many lists were made on a day for people who stay unknown. Nothing of them is kept."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="+")
    on = models.DateField("dag")
    software = models.CharField("versie van de software", max_length=40)
    weights = models.CharField("versie van de gewichten", max_length=20)
    count = models.PositiveIntegerField("lijsten", default=0)

    class Meta:
        ordering = ["-on", "software", "weights"]
        verbose_name = "aantal lijsten"
        verbose_name_plural = "aantallen lijsten"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "on", "software", "weights"], name="one_match_tally_a_day"
            )
        ]


class RankingObjection(Identified):
    """Somebody objects to the order of their lists. Until a person decides there is no order.

    `answer` is what they hear. Upheld, lists for this person stay without order.
    """

    facts = models.ForeignKey(ProfileFacts, on_delete=models.CASCADE, related_name="objections")
    reason = models.CharField("waarom", max_length=1000, blank=True)
    made_at = models.DateTimeField("gemaakt op")
    is_upheld = models.BooleanField("toegekend", null=True, blank=True)
    answer = models.CharField("antwoord", max_length=1000, blank=True)
    decided_by = models.CharField("besloten door", max_length=64, blank=True)
    decided_at = models.DateTimeField("besloten op", null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name = "bezwaar tegen de volgorde"
        verbose_name_plural = "bezwaren tegen de volgorde"
        constraints = [
            models.UniqueConstraint(
                fields=["facts"], condition=Q(decided_at=None), name="one_open_ranking_objection"
            ),
            models.CheckConstraint(
                name="ranking_objection_decided_whole_or_not",
                condition=Q(is_upheld=None, answer="", decided_by="", decided_at=None)
                | Q(is_upheld__isnull=False, decided_at__isnull=False)
                & ~Q(answer="") & ~Q(decided_by=""),
            ),
        ]  # fmt: skip


class ContactRequest(Identified):
    """An account manager would like contact with somebody who fits, and does not know who that is.

    The adviser asks them; only after a yes `organisation` hears who it is, by `disclosure`.
    """

    class State(models.TextChoices):
        """How far it is."""

        OPEN = "open", "nog vragen"
        ASKED = "asked", "gevraagd"
        YES = "yes", "ja"
        NO = "no", "nee"
        WITHDRAWN = "withdrawn", "niet meer nodig"

    facts = models.ForeignKey(ProfileFacts, on_delete=models.CASCADE, related_name="requests")
    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="requests")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    state = models.CharField("stand", max_length=10, choices=State, default=State.OPEN)
    requested_by = models.CharField("gevraagd door", max_length=64)
    requested_at = models.DateTimeField("gevraagd op")
    changed_at = models.DateTimeField("veranderd op")
    disclosure = models.OneToOneField(
        Disclosure, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        ordering = ["-requested_at", "-id"]
        verbose_name = "vraag om contact"
        verbose_name_plural = "vragen om contact"
        constraints = [
            models.UniqueConstraint(
                fields=["facts", "vacancy"], name="nobody_is_asked_twice_for_a_vacancy"
            ),
            models.CheckConstraint(
                name="contact_is_told_after_a_yes_only",
                condition=Q(state="yes", disclosure__isnull=False)
                | ~Q(state="yes") & Q(disclosure=None),
            ),
        ]


class PeopleTold(models.Model):
    """How many people a vacancy was said to fit on a day: the same all day, whatever changes.

    `count` is in fives and not exact (`rules.told`), so that nobody can find a person by asking
    again after every change.
    """

    vacancy = models.OneToOneField(
        Vacancy, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    on = models.DateField("dag")
    count = models.PositiveIntegerField("mensen")

    class Meta:
        verbose_name = "genoemd aantal mensen"
        verbose_name_plural = "genoemde aantallen mensen"


class ReadyProfile(models.Model):
    """The meaning of the facts of a profile as numbers, so that it is computed once.

    `version` says by what (`preparing.Preparer`), `changed_at` of which facts: those that changed
    then. Goes with the facts.
    """

    facts = models.OneToOneField(
        ProfileFacts, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    version = models.CharField(max_length=160)
    changed_at = models.DateTimeField()
    meaning = models.BinaryField()

    class Meta:
        verbose_name = "klaargezet profiel"
        verbose_name_plural = "klaargezette profielen"

    def fits(self, version: str, changed_at: datetime) -> bool:
        """Whether it is of these facts, made by this software."""
        return (self.version, self.changed_at) == (version, changed_at)
