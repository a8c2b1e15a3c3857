"""Coming in, and mending what is held about oneself."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import override

from werkcentrum.audit.actions import record
from werkcentrum.casework.models import Client
from werkcentrum.core import outbox
from werkcentrum.core.refusal import Refusal, RefusedError, insist
from werkcentrum.mine import notices, rules, tokens
from werkcentrum.mine.models import EntryKey
from werkcentrum.mine.queries import clients_at, key_behind, key_with_code
from werkcentrum.partners.models import Region
from werkcentrum.partners.queries import sender_of

_CHANNELS = {Client.Reach.MAIL: outbox.Channel.MAIL, Client.Reach.PHONE: outbox.Channel.SMS}


@transaction.atomic
def send_key(
    *, region: Region, reach: str, address: str, language: str, by: str, at: datetime
) -> EntryKey:
    """Send a link and a code to whoever has this address. Nobody learns whether anybody has it.

    To the address as we know it, never as it was typed: some letters are the same only for a
    database. The key that it returns works only when somebody was found. `reach` is mail or phone.
    """
    EntryKey.objects.filter(expires_at__lte=at).delete()
    clients = clients_at(region, reach, address)
    secret, code = tokens.new_secret(), tokens.new_code()
    key = EntryKey(region=region, expires_at=at + rules.KEY_WORKS_FOR)
    key.secret_hash = tokens.hash_of_secret(secret)
    key.code_hash = tokens.hash_of_code(key.pk, code) if clients else ""
    key.save(force_insert=True)
    key.clients.set(clients)
    sender = sender_of(region)
    with override(language):
        path = reverse("mine_enter", args=[secret])
    # Also for nobody: how long an answer takes tells nothing.
    notice = notices.entry(sender=sender, language=language, path=path, code=code)
    if clients:
        outbox.put(
            notice=notice, channel=_CHANNELS[Client.Reach(reach)], to=clients[-1].address,
            sender=sender, at=at, key=f"entry:{key.pk}", about=f"entry:{key.pk}",
            expires_at=key.expires_at, is_asked_for=True, is_confidential=True,
        )  # fmt: skip
    record(
        verb="mine.key_sent", subject=key, by=by, at=at, region_key=region.key,
        count=len(clients), reach=reach,
    )  # fmt: skip
    return key


@transaction.atomic
def enter_by_link(*, region: Region, secret: str, by: str, at: datetime) -> list[Client]:
    """Come in with the link, once. Raises RefusedError."""
    return _enter(key_behind(region, secret, at), rules.old_link(), by, at)


def enter_by_code(*, region: Region, key: UUID, code: str, by: str, at: datetime) -> list[Client]:
    """Come in with the code. Raises RefusedError for a wrong one, which counts as a try."""
    with transaction.atomic():
        # A try is used up before it is looked at: of many at once no more count.
        tries = EntryKey.objects.filter(pk=key, region=region, tries__lt=rules.MOST_TRIES)
        has_try = tries.update(tries=F("tries") + 1)
        found = key_with_code(region, key, at) if has_try else None
        if found is not None and found.code_hash == tokens.hash_of_code(found.pk, code):
            return _enter(found, rules.wrong_code(), by, at)
    raise RefusedError(rules.wrong_code())


@transaction.atomic
def correct_details(
    *, client: Client, name_to_use: str, language: str, by: str, at: datetime
) -> None:
    """A better name, and the language in which we write (article 16 GDPR)."""
    Client.objects.filter(pk=client.pk).update(name_to_use=name_to_use, language=language)
    client.name_to_use, client.language = name_to_use, language
    record(
        verb="mine.corrected", subject=client, by=by, at=at, region_key=client.region.key,
        language=language,
    )  # fmt: skip


def _enter(key: EntryKey | None, refusal: Refusal, by: str, at: datetime) -> list[Client]:
    """Use it up; whoever comes second is refused."""
    is_free = key is not None and EntryKey.objects.filter(pk=key.pk, used_at=None)
    if not is_free or not is_free.update(used_at=at):
        raise RefusedError(refusal)
    assert key is not None  # noqa: S101  it is free
    clients = list(key.clients.select_related("region").order_by("id"))
    insist(None if clients else refusal)
    record(
        verb="mine.entered", subject=key, by=by, at=at, region_key=key.region.key,
        count=len(clients),
    )  # fmt: skip
    return clients
