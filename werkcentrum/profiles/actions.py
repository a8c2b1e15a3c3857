"""Keeping what somebody told of their work, changing it, and letting go of it."""

from datetime import datetime

from django.db import transaction

from werkcentrum.audit.actions import record
from werkcentrum.casework.models import Client
from werkcentrum.core.clock import day_of
from werkcentrum.core.records import keep_until
from werkcentrum.core.refusal import insist
from werkcentrum.privacy.models import Consent
from werkcentrum.profiles.facts import Facts, to_json
from werkcentrum.profiles.models import Profile, ProfileFacts
from werkcentrum.profiles.queries import resting_on, resting_on_own_word
from werkcentrum.profiles.rules import RECORD, may_keep
from werkcentrum.referrals import actions as referrals


@transaction.atomic
def keep_profile(
    *,
    client: Client,
    facts: Facts,
    consent: Consent,
    by: str,
    at: datetime,
    is_ranked: bool | None = None,
) -> Profile:
    """Keep what somebody confirmed, in place of what was kept before.

    As long as the consent holds, and never longer than the region keeps profiles. `is_ranked`
    None: as it was, and at first yes. Raises RefusedError without a consent that holds, or when
    another organisation keeps one already.
    """
    _lock(client)
    insist(may_keep(client, facts, consent, at))
    until = min(day_of(consent.expires_at), keep_until(client.region, RECORD, day_of(at)))
    values = {"facts": to_json(facts), "changed_at": at, "kept_until": until}
    if is_ranked is not None:
        values["is_ranked"] = is_ranked
    found = Profile.objects.filter(client=client).select_related("facts").first()
    # What is past its day may go at this very moment.
    there = found and ProfileFacts.objects.filter(pk=found.facts_id).update(**values)
    if found is None or not there:
        row = ProfileFacts.objects.create(region=client.region, **values)
        found = Profile.objects.create(client=client, facts=row, consent=consent, made_by=by)
        verb = "profiles.kept"
    else:
        Profile.objects.filter(pk=found.pk).update(consent=consent)
        found = Profile.objects.select_related("facts").get(pk=found.pk)
        verb = "profiles.changed"
    record(verb=verb, subject=found, by=by, at=at, region_key=client.region.key)
    return found


@transaction.atomic
def forget_profile(*, profile: Profile, by: str, at: datetime) -> None:
    """Throw it away: nothing of it stays, and the consent is as it was."""
    ProfileFacts.objects.filter(pk=profile.facts_id).delete()
    record(
        verb="profiles.forgotten", subject=profile, by=by, at=at,
        region_key=profile.client.region.key,
    )  # fmt: skip


@transaction.atomic
def withdraw_consent(*, consent: Consent, by: str, at: datetime) -> int:
    """Somebody takes a consent back (`referrals.withdraw_consent`): a profile on it is deleted.

    Returns how many profiles were. Raises RefusedError.
    """
    _lock(consent.client)
    kept = list(resting_on(consent).values_list("facts", flat=True))
    referrals.withdraw_consent(consent=consent, by=by, at=at)
    ProfileFacts.objects.filter(pk__in=kept).delete()
    record(
        verb="profiles.forgotten_with_consent", subject=consent, by=by, at=at,
        region_key=consent.client.region.key, count=len(kept),
    )  # fmt: skip
    return len(kept)


@transaction.atomic
def set_representative(
    *, client: Client, representative: str, name: str, by: str, at: datetime
) -> int:
    """Write down who decides for somebody by law (`referrals.set_representative`).

    A profile that they let us keep without that person is deleted; returns how many were. Raises
    RefusedError.
    """
    _lock(client)
    own = resting_on_own_word(client) if representative else Profile.objects.none()
    kept = list(own.values_list("facts", flat=True))
    referrals.set_representative(
        client=client, representative=representative, name=name, by=by, at=at
    )
    ProfileFacts.objects.filter(pk__in=kept).delete()
    record(
        verb="profiles.forgotten_with_representative", subject=client, by=by, at=at,
        region_key=client.region.key, count=len(kept),
    )  # fmt: skip
    return len(kept)


def _lock(client: Client) -> None:
    """One at a time for one person: nobody keeps on a consent that is being withdrawn."""
    list(Client.objects.filter(pk=client.pk).select_for_update(of=("self",), no_key=True))


@transaction.atomic
def set_ranked(*, facts: ProfileFacts, is_ranked: bool, by: str, at: datetime) -> None:
    """Whether lists for somebody are in order of what fits."""
    ProfileFacts.objects.filter(pk=facts.pk).update(is_ranked=is_ranked)
    facts.is_ranked = is_ranked
    record(
        verb="profiles.ranked" if is_ranked else "profiles.unranked", subject=facts, by=by, at=at,
        region_key=facts.region.key,
    )  # fmt: skip
