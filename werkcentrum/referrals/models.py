"""Referrals with their steps, questions and answers, attempts and links."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from werkcentrum.accounts.models import User
from werkcentrum.accounts.roles import Permission
from werkcentrum.appointments.models import Appointment
from werkcentrum.casework.models import ContactMoment, Enquiry
from werkcentrum.catalogue.models import Service
from werkcentrum.core.models import Identified
from werkcentrum.partners.models import Organisation, Region, Team
from werkcentrum.privacy.models import Consent, LegalGround
from werkcentrum.referrals.states import TERMINAL, DeclineReason, Outcome, State


class ReferralQuerySet(models.QuerySet[Any]):
    """Referrals to work on."""

    def received_by(self, user: Any) -> Self:
        """What was sent to the organisation for which this user works now."""
        regions = user.regions_where(Permission.RECEIVE_REFERRALS)
        works = [work.organisation_id for region in Region.objects.filter(pk__in=regions)
                 if (work := user.work_in(region))]  # fmt: skip
        return self.filter(team__organisation__in=works).exclude(state=State.DRAFT)


class Referral(Identified):
    """Somebody is brought to a team of a partner with one question: no wrong door.

    `theme` is a key; `summary` is the least that the team needs to know, `data` the categories that
    go along (`privacy.Data`): none for who stays anonymous. Sent only with a consent or a legal
    ground, once it carries anything. `due_on` is the day on which somebody must have done something
    and `owner` who that is on our side. `ladder` counts the reminders; contact between people
    (`is_by_hand`) ends them. `parent` was redirected to this one. `handover` is the version of the
    appointment of the three that the team heard of, and `is_handover_off` whether it heard that it
    does not go on.
    """

    class Warmth(models.TextChoices):
        """How people are brought together."""

        APPOINTMENT = "appointment", "samen een afspraak"
        CALL = "call", "gesprek met z'n drieën"

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="referrals")
    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="referrals")
    theme = models.SlugField("thema", max_length=64, blank=True)
    service = models.ForeignKey(
        Service, verbose_name="dienst", null=True, blank=True, on_delete=models.SET_NULL
    )
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="referrals")
    organisation = models.ForeignKey(
        Organisation, verbose_name="verstuurd door", on_delete=models.PROTECT, related_name="+"
    )
    owner = models.ForeignKey(
        User, verbose_name="gids", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="referrals",
    )  # fmt: skip
    summary = models.TextField("bericht aan de partner", max_length=2000, blank=True)
    data = models.JSONField("gegevens", default=list, blank=True)
    consent = models.ForeignKey(
        Consent, null=True, blank=True, on_delete=models.PROTECT, related_name="referrals"
    )
    ground = models.ForeignKey(
        LegalGround, null=True, blank=True, on_delete=models.PROTECT, related_name="referrals"
    )
    warmth = models.CharField("warm", max_length=12, choices=Warmth, blank=True)
    handover = models.ForeignKey(
        Appointment, null=True, blank=True, on_delete=models.SET_NULL, related_name="handovers"
    )
    is_handover_off = models.BooleanField("team weet dat de afspraak niet doorgaat", default=False)
    called_at = models.DateTimeField("gesprek gehad op", null=True, blank=True)
    state = models.CharField("stand", max_length=20, choices=State, default=State.DRAFT)
    outcome = models.CharField("uitkomst", max_length=12, choices=Outcome, blank=True)
    decline_reason = models.CharField("reden", max_length=16, choices=DeclineReason, blank=True)
    suggestion = models.TextField("voorstel van de partner", max_length=1000, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="redirects"
    )
    is_by_hand = models.BooleanField("mensen hebben contact", default=False)
    ladder = models.PositiveSmallIntegerField("herinneringen", default=0)
    made_at = models.DateTimeField("gemaakt op")
    sent_at = models.DateTimeField("verstuurd op", null=True, blank=True)
    due_on = models.DateField("iemand doet iets voor", null=True, blank=True)
    closed_at = models.DateTimeField("afgelopen op", null=True, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name = "doorverwijzing"
        verbose_name_plural = "doorverwijzingen"
        indexes = [
            models.Index(fields=["team", "due_on"], name="referrals_of_a_team",
                         condition=Q(closed_at=None)),
            models.Index(fields=["owner", "due_on"], name="referrals_of_an_owner",
                         condition=Q(closed_at=None)),
            # Holds what the overview counts, so that it reads no rows.
            models.Index(fields=["region", "due_on", "id"], name="referrals_that_are_open",
                         include=["team", "state", "is_by_hand", "ladder"],
                         condition=Q(closed_at=None)),
            # The worker looks every few seconds whether one of these changed.
            models.Index(fields=["handover"], name="referrals_with_a_handover",
                         condition=Q(closed_at=None, handover__isnull=False,
                                     is_handover_off=False)),
        ]  # fmt: skip
        constraints = [
            # Many at once, but each team once for the same.
            models.UniqueConstraint(
                fields=["enquiry", "team", "theme"],
                condition=Q(closed_at=None),
                name="one_open_referral_for_a_theme",
            ),
            models.CheckConstraint(
                name="shared_with_consent_or_ground",
                condition=Q(state=State.DRAFT)
                | Q(data=[])
                | Q(consent__isnull=False)
                | Q(ground__isnull=False),
            ),
            models.CheckConstraint(
                name="open_referral_has_a_due_day",
                condition=Q(state=State.DRAFT)
                | Q(state__in=list(TERMINAL))
                | Q(due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="referral_closed_at_its_end",
                condition=Q(state__in=list(TERMINAL), closed_at__isnull=False)
                | (~Q(state__in=list(TERMINAL)) & Q(closed_at=None)),
            ),
            models.CheckConstraint(
                name="completed_with_an_outcome",
                condition=~Q(state=State.COMPLETED) | ~Q(outcome=""),
            ),
            models.CheckConstraint(
                name="declined_with_a_reason",
                condition=~Q(state=State.DECLINED) | ~Q(decline_reason=""),
            ),
            models.CheckConstraint(
                name="referral_is_not_its_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("id")),
            ),
        ]


class ReferralEvent(Identified):
    """One step of a referral. Append-only; goes with the referral.

    `by` is a user id, 'systeem', 'klant' or 'team:' with the team's id (who answered by a link).
    """

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="events")
    state = models.CharField("stand", max_length=20, choices=State)
    at = models.DateTimeField("op")
    by = models.CharField("door", max_length=64)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = "stap van een doorverwijzing"
        verbose_name_plural = "stappen van doorverwijzingen"


class ReferralMessage(Identified):
    """A question of the team, or an answer of the sender, about one referral."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="messages")
    is_from_team = models.BooleanField("van het team")
    body = models.TextField("bericht", max_length=2000)
    at = models.DateTimeField("op")

    class Meta:
        ordering = ["at", "id"]
        verbose_name = "bericht bij een doorverwijzing"
        verbose_name_plural = "berichten bij doorverwijzingen"


class ContactAttempt(Identified):
    """The team tried to reach somebody. After three in vain they are unreachable."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="attempts")
    channel = models.CharField("kanaal", max_length=8, choices=ContactMoment.Channel)
    is_reached = models.BooleanField("bereikt")
    at = models.DateTimeField("op")

    class Meta:
        ordering = ["at", "id"]
        verbose_name = "poging tot contact"
        verbose_name_plural = "pogingen tot contact"


class AnswerLink(Identified):
    """With this secret address a team answers without an account. Only its hash is kept.

    It works until `expires_at`, or until it is revoked; asking for a new one revokes the old.
    """

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="links")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    secret_hash = models.CharField("hash", max_length=64, unique=True)
    expires_at = models.DateTimeField("geldig tot")
    revoked_at = models.DateTimeField("ingetrokken op", null=True, blank=True)

    class Meta:
        ordering = ["-expires_at"]
        verbose_name = "antwoordlink"
        verbose_name_plural = "antwoordlinks"
