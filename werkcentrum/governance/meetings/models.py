"""Meetings of boards and councils, what they agreed to do, and who was involved when."""

from typing import Any, Final, Self

from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format

from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.core.models import DatedQuerySet, Identified
from werkcentrum.governance.agreements.models import Agreement
from werkcentrum.governance.authority.models import Body, Decision, Proposal
from werkcentrum.partners.models import Organisation, Region


class Meeting(Identified):
    """A meeting of a body. Times are aware instants; minutes are adopted by a later meeting."""

    class State(models.TextChoices):
        """Where it is."""

        PLANNED = "planned", "gepland"
        HELD = "held", "geweest"
        CANCELLED = "cancelled", "gaat niet door"

    body = models.ForeignKey(
        Body, verbose_name="orgaan", on_delete=models.PROTECT, related_name="meetings"
    )
    starts_at = models.DateTimeField("begint")
    ends_at = models.DateTimeField("eindigt")
    place = models.CharField("plaats", max_length=140)
    state = models.CharField("stand", max_length=12, choices=State, default=State.PLANNED)
    present = models.TextField("aanwezig", max_length=2000, blank=True)
    absent = models.TextField("afwezig", max_length=2000, blank=True)
    minutes = models.TextField("verslag", max_length=40_000, blank=True)
    minutes_adopted_on = models.DateField("verslag vastgesteld op", null=True, blank=True)

    class Meta:
        ordering = ["-starts_at"]
        verbose_name = "vergadering"
        verbose_name_plural = "vergaderingen"
        constraints = [
            models.UniqueConstraint(fields=["body", "starts_at"], name="meeting_once"),
            models.CheckConstraint(
                name="meeting_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="only_held_meetings_have_adopted_minutes",
                condition=Q(minutes_adopted_on=None) | Q(state="held") & ~Q(minutes=""),
            ),
        ]

    def __str__(self) -> str:
        day = self.starts_at.astimezone(AMSTERDAM).date()
        return f"{self.body.name}, {date_format(day, 'j F Y')}"


class AgendaItem(Identified):
    """A point for a body to speak about. Without a meeting it is open: it waits for the next one.

    `outcome` is what was concluded. A point that was not finished goes back to the open points.
    """

    FOUND_BY: Final = ("title",)

    class Purpose(models.TextChoices):
        """What the body is asked."""

        INFORM = "inform", "ter informatie"
        ADVISE = "advise", "ter advies"
        DECIDE = "decide", "ter besluitvorming"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="agenda_items")
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="items"
    )
    position = models.PositiveSmallIntegerField("volgorde", default=1)
    title = models.CharField("onderwerp", max_length=200)
    explanation = models.TextField("toelichting", max_length=4000, blank=True)
    purpose = models.CharField("waarvoor", max_length=8, choices=Purpose)
    brought_by = models.CharField("ingebracht door", max_length=140, blank=True)
    proposal = models.ForeignKey(
        Proposal, verbose_name="voorstel", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="agenda_items",
    )  # fmt: skip
    agreement = models.ForeignKey(
        Agreement, verbose_name="overeenkomst", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="agenda_items",
    )  # fmt: skip
    decision = models.OneToOneField(
        Decision, verbose_name="besluit", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="agenda_item",
    )  # fmt: skip
    outcome = models.TextField("uitkomst", max_length=4000, blank=True)
    added_on = models.DateField("aangemeld op")

    class Meta:
        ordering = ["position", "added_on"]
        verbose_name = "agendapunt"
        verbose_name_plural = "agendapunten"

    def __str__(self) -> str:
        return self.title


class Vote(Identified):
    """How one organisation or member voted about a decision."""

    class Choice(models.TextChoices):
        """What they said."""

        FOR = "for", "voor"
        AGAINST = "against", "tegen"
        ABSTAINED = "abstained", "onthouden"

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="votes")
    voter = models.CharField("wie", max_length=140)
    choice = models.CharField("stem", max_length=10, choices=Choice)
    reason = models.CharField("toelichting", max_length=280, blank=True)

    class Meta:
        ordering = ["voter"]
        verbose_name = "stem"
        verbose_name_plural = "stemmen"
        constraints = [
            models.UniqueConstraint(fields=["decision", "voter"], name="one_vote_for_a_voter")
        ]


class ActionPointQuerySet(models.QuerySet[Any]):
    """What people promised to do."""

    def open(self) -> Self:
        """Not done yet."""
        return self.filter(done_on=None)


class ActionPoint(Identified):
    """What somebody promised in a meeting to do, and by when."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="action_points")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="actions"
    )
    text = models.CharField("wat", max_length=280)
    owner_name = models.CharField("wie", max_length=120)
    owner = models.ForeignKey(
        Organisation, verbose_name="organisatie", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="action_points",
    )  # fmt: skip
    due_on = models.DateField("uiterlijk op")
    done_on = models.DateField("klaar op", null=True, blank=True)
    result = models.CharField("wat eruit kwam", max_length=280, blank=True)

    objects = ActionPointQuerySet.as_manager()

    class Meta:
        ordering = ["due_on"]
        verbose_name = "actiepunt"
        verbose_name_plural = "actiepunten"

    def __str__(self) -> str:
        return self.text


class Involvement(Identified):
    """Who was informed or asked about something, when, and what came back."""

    class Kind(models.TextChoices):
        """How they were involved."""

        INFORMED = "informed", "geïnformeerd"
        CONSULTED = "consulted", "geraadpleegd"
        ASKED_ADVICE = "asked_advice", "om advies gevraagd"
        TOOK_PART = "took_part", "meegewerkt"

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="involvements")
    proposal = models.ForeignKey(
        Proposal, verbose_name="voorstel", null=True, blank=True, on_delete=models.CASCADE,
        related_name="involvements",
    )  # fmt: skip
    body = models.ForeignKey(
        Body, verbose_name="orgaan", null=True, blank=True, on_delete=models.PROTECT,
        related_name="involvements",
    )  # fmt: skip
    # For who is no body, such as visitors of the library.
    group = models.CharField("andere groep", max_length=140, blank=True)
    kind = models.CharField("hoe", max_length=16, choices=Kind)
    about = models.CharField("waarover", max_length=280)
    on = models.DateField("wanneer")
    answer = models.TextField("wat er terugkwam", max_length=4000, blank=True)
    answered_on = models.DateField("antwoord op", null=True, blank=True)
    follow_up = models.TextField("wat ermee is gedaan", max_length=4000, blank=True)

    class Meta:
        ordering = ["-on"]
        verbose_name = "betrokkenheid"
        verbose_name_plural = "betrokkenheid"
        constraints = [
            models.CheckConstraint(
                name="involvement_of_somebody",
                condition=Q(body__isnull=False, group="") | Q(body=None) & ~Q(group=""),
            ),
            models.CheckConstraint(
                name="answer_came_afterwards",
                condition=Q(answered_on=None) | Q(answered_on__gte=F("on")),
            ),
        ]


class SupportPost(Identified):
    """A function in the joint support structure: who lends the person, for how much work and cost.

    Hours are a whole number a week; `cost_cents` is for a year.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="support_posts")
    function = models.CharField("functie", max_length=120)
    lender = models.ForeignKey(
        Organisation, verbose_name="gedetacheerd door", on_delete=models.PROTECT,
        related_name="support_posts",
    )  # fmt: skip
    person = models.CharField("wie", max_length=120, blank=True)
    hours_a_week = models.PositiveSmallIntegerField("uren per week")
    cost_cents = models.BigIntegerField("kosten per jaar (centen)", default=0)
    starts_on = models.DateField("vanaf")
    ends_on = models.DateField("tot", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["function", "starts_on"]
        verbose_name = "functie in de ondersteuning"
        verbose_name_plural = "functies in de ondersteuning"
        constraints = [
            models.CheckConstraint(
                name="support_post_lasts", condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on"))
            ),
            models.CheckConstraint(
                name="support_post_in_a_week",
                condition=Q(hours_a_week__gte=1, hours_a_week__lte=168, cost_cents__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return self.function
