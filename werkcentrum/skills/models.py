"""Lists of occupations, skills and sectors; national, so without a region."""

from typing import Final, Self

from django.db import models
from django.db.models import F, Q

LONGEST_LABEL: Final = 250
LONGEST_URI: Final = 200
LONGEST_KEY: Final = 80
LONGEST_VERSION: Final = 40


class Vocabulary(models.Model):
    """A list that somebody publishes, in the version that was read.

    `digest` is the SHA-256 of what was read; `content_version` rises with every change.
    """

    key = models.SlugField("sleutel", max_length=32, unique=True)
    name = models.CharField("naam", max_length=120)
    version = models.CharField("versie", max_length=LONGEST_VERSION)
    source = models.URLField("bron", blank=True)
    licence = models.CharField("licentie", max_length=120)
    attribution = models.TextField("naamsvermelding", blank=True)
    digest = models.CharField(max_length=64, editable=False)
    content_version = models.PositiveIntegerField("versie van de inhoud", default=1)
    imported_at = models.DateTimeField("ingelezen op")

    class Meta:
        ordering = ["name"]
        verbose_name = "lijst"
        verbose_name_plural = "lijsten"

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class CurrentQuerySet(models.QuerySet["models.Model"]):
    """Rows of a list that may have ended."""

    def current(self) -> Self:
        """Those that stand in the version that was read last."""
        return self.filter(ended_at=None)


class _Listed(models.Model):
    """A row of a list. It never goes, as people and vacancies may point to it: it ends."""

    vocabulary = models.ForeignKey(Vocabulary, on_delete=models.PROTECT, related_name="+")
    label = models.CharField("naam", max_length=LONGEST_LABEL)
    ended_at = models.DateTimeField("vervallen op", null=True, blank=True)

    objects = CurrentQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label


class _Concept(_Listed):
    """An occupation or skill. `key` is for ever; the URIs say what it is in other lists.

    `vocabulary` is the list it was first in, and that says when it ends; others only add to it.
    `language` is that of the label: not every list is in Dutch.
    """

    key = models.SlugField("sleutel", max_length=LONGEST_KEY, unique=True)
    language = models.CharField("taal", max_length=2, default="nl")
    esco = models.CharField("ESCO", max_length=LONGEST_URI, blank=True)
    competentnl = models.CharField("CompetentNL", max_length=LONGEST_URI, blank=True)

    class Meta(_Listed.Meta):
        abstract = True
        ordering = ["label", "key"]
        constraints = [
            models.UniqueConstraint(
                name="%(class)s_has_its_own_esco", fields=["esco"], condition=~Q(esco="")
            ),
            models.UniqueConstraint(
                name="%(class)s_has_its_own_competentnl",
                fields=["competentnl"],
                condition=~Q(competentnl=""),
            ),
            models.CheckConstraint(
                name="%(class)s_has_a_key_and_label", condition=~Q(key="") & ~Q(label="")
            ),
        ]


class Occupation(_Concept):
    """What somebody can be. `isco` is a group of ISCO-08, of four digits or ''."""

    isco = models.CharField("ISCO-groep", max_length=4, blank=True, db_index=True)
    sector = models.SlugField("sector", max_length=40, blank=True)

    class Meta(_Concept.Meta):
        verbose_name = "beroep"
        verbose_name_plural = "beroepen"


class Skill(_Concept):
    """What somebody can, knows, is or may."""

    class Kind(models.TextChoices):
        """What sort of thing."""

        SKILL = "skill", "vaardigheid"
        KNOWLEDGE = "knowledge", "kennis"
        ATTITUDE = "attitude", "houding"
        LICENCE = "licence", "bewijs of bevoegdheid"

    kind = models.CharField("soort", max_length=12, choices=Kind)

    class Meta(_Concept.Meta):
        verbose_name = "vaardigheid"
        verbose_name_plural = "vaardigheden"
        constraints = [
            *_Concept.Meta.constraints,
            models.CheckConstraint(
                name="skill_is_of_a_known_kind",
                condition=Q(kind__in=["skill", "knowledge", "attitude", "licence"]),
            ),
        ]


class _Coded(_Listed):
    """A row of a classification. The first digits of a code are the code of what it is part of."""

    code = models.CharField("code", max_length=12, unique=True)

    class Meta(_Listed.Meta):
        abstract = True
        ordering = ["code"]


class OccupationGroup(_Coded):
    """A group of occupations of ISCO-08, of one to four digits."""

    class Meta(_Coded.Meta):
        verbose_name = "beroepsgroep"
        verbose_name_plural = "beroepsgroepen"


class Sector(_Coded):
    """A branch of industry of the SBI: a letter, or two to five digits below one."""

    class Meta(_Coded.Meta):
        verbose_name = "sector"
        verbose_name_plural = "sectoren"


class Label(models.Model):
    """A wording that a list has for an occupation or for a skill, in a language (ISO 639-1)."""

    class Kind(models.TextChoices):
        """How it is meant: hidden ones are found but never shown."""

        PREFERRED = "preferred", "naam"
        ALTERNATIVE = "alternative", "ook wel"
        HIDDEN = "hidden", "alleen om te vinden"

    vocabulary = models.ForeignKey(Vocabulary, on_delete=models.CASCADE, related_name="+")
    occupation = models.ForeignKey(
        Occupation, on_delete=models.CASCADE, null=True, blank=True, related_name="labels"
    )
    skill = models.ForeignKey(
        Skill, on_delete=models.CASCADE, null=True, blank=True, related_name="labels"
    )
    text = models.CharField("tekst", max_length=LONGEST_LABEL)
    language = models.CharField("taal", max_length=2)
    kind = models.CharField("soort", max_length=12, choices=Kind)

    class Meta:
        ordering = ["text"]
        verbose_name = "benaming"
        verbose_name_plural = "benamingen"
        constraints = [
            models.CheckConstraint(
                name="label_of_an_occupation_or_a_skill",
                condition=Q(occupation=None, skill__isnull=False)
                | Q(occupation__isnull=False, skill=None),
            ),
            models.UniqueConstraint(
                name="label_of_an_occupation_once",
                fields=["occupation", "vocabulary", "language", "text"],
                condition=Q(skill=None),
            ),
            models.UniqueConstraint(
                name="label_of_a_skill_once",
                fields=["skill", "vocabulary", "language", "text"],
                condition=Q(occupation=None),
            ),
            models.UniqueConstraint(
                name="label_one_name_of_an_occupation",
                fields=["occupation", "vocabulary", "language"],
                condition=Q(skill=None, kind="preferred"),
            ),
            models.UniqueConstraint(
                name="label_one_name_of_a_skill",
                fields=["skill", "vocabulary", "language"],
                condition=Q(occupation=None, kind="preferred"),
            ),
        ]


class OccupationSkill(models.Model):
    """An occupation asks a skill, according to a list; `importance` is more than 0, at most 1."""

    vocabulary = models.ForeignKey(Vocabulary, on_delete=models.CASCADE, related_name="+")
    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="asks")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="asked_by")
    importance = models.FloatField("belang")

    class Meta:
        verbose_name = "gevraagde vaardigheid"
        verbose_name_plural = "gevraagde vaardigheden"
        constraints = [
            models.UniqueConstraint(
                name="occupation_asks_a_skill_once", fields=["occupation", "skill", "vocabulary"]
            ),
            models.CheckConstraint(
                name="occupation_asks_some", condition=Q(importance__gt=0, importance__lte=1)
            ),
        ]


class OccupationLink(models.Model):
    """An occupation is a kind of `other` (broader) or like it (near), by a weight up to 1."""

    class Kind(models.TextChoices):
        """How they belong together."""

        BROADER = "broader", "is een soort"
        NEAR = "near", "lijkt op"

    vocabulary = models.ForeignKey(Vocabulary, on_delete=models.CASCADE, related_name="+")
    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="linked_by")
    kind = models.CharField("soort", max_length=8, choices=Kind)
    weight = models.FloatField("gewicht")

    class Meta:
        verbose_name = "verband tussen beroepen"
        verbose_name_plural = "verbanden tussen beroepen"
        constraints = [
            models.UniqueConstraint(
                name="occupation_linked_once",
                fields=["occupation", "other", "kind", "vocabulary"],
            ),
            models.CheckConstraint(
                name="occupation_linked_to_another",
                condition=~Q(occupation=F("other")) & Q(weight__gt=0, weight__lte=1),
            ),
        ]


class SkillLink(models.Model):
    """A skill is a kind of a broader one, according to a list."""

    vocabulary = models.ForeignKey(Vocabulary, on_delete=models.CASCADE, related_name="+")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="links")
    broader = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="linked_by")

    class Meta:
        verbose_name = "verband tussen vaardigheden"
        verbose_name_plural = "verbanden tussen vaardigheden"
        constraints = [
            models.UniqueConstraint(
                name="skill_linked_once", fields=["skill", "broader", "vocabulary"]
            ),
            models.CheckConstraint(
                name="skill_linked_to_another", condition=~Q(skill=F("broader"))
            ),
        ]
