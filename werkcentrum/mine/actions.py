"""Coming in, and mending what is held about oneself."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import override

from werkcentrum.appointments.actions import remind_elsewhere
from werkcentrum.audit.actions import record
from werkcentrum.casework.models import Client
from werkcentrum.core import clock, outbox
from werkcentrum.core.notices import Notice
from werkcentrum.core.phone import international
from werkcentrum.core.refusal import Refusal, RefusedError, insist
from werkcentrum.mine import notices, rules, tokens
from werkcentrum.mine.models import EntryKey, TiedLogin
from werkcentrum.mine.queries import (
    clients_at,
    clients_tied_to,
    key_behind,
    key_with_code,
    with_same_address,
)
from werkcentrum.partners.models import Region
from werkcentrum.partners.queries import sender_of


@transaction.atomic
def send_key(
    *, region: Region, reach: str, address: str, language: str, by: str, at: datetime
) -> EntryKey:
    """Send a link and a code to whoever has this address. Nobody learns whether anybody has it.

    To the address as we know it, never as it was typed: some letters are the same only for a
    database. The key that it returns works only when somebody was found. `reach` is mail or phone,
    `language` that of the page, which `rules.language_to_write` may set aside.
    """
    _forget_old(at)
    clients = clients_at(region, reach, address)
    language = rules.language_to_write(clients, page=language)
    secret, code = tokens.new_secret(), tokens.new_code()
    key = EntryKey(region=region, expires_at=clock.later(at, rules.KEY_WORKS_FOR))
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
        outbox.put_all([outbox.message(
            notice=notice, **_to(reach, clients[-1].address), sender=sender, at=at,
            key=f"entry:{key.pk}", about=f"entry:{key.pk}", expires_at=key.expires_at,
            is_asked_for=True, is_confidential=not sender.is_demonstration,
        )])  # fmt: skip
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
        found = _key_for(region, key, code, at)
        if found is not None:
            return _enter(found, rules.wrong_code(), by, at)
    raise RefusedError(rules.wrong_code())


@transaction.atomic
def enter_by_broker(*, region: Region, sub: str, by: str, at: datetime) -> list[Client]:
    """Come in by a login that was tied. Raises RefusedError for any other."""
    tied = clients_tied_to(region, sub)
    insist(None if tied else rules.not_tied())
    clients = with_same_address(tied)
    record(
        verb="mine.entered", subject=tied[-1], by=by, at=at, region_key=region.key,
        count=len(clients),
    )  # fmt: skip
    return clients


@transaction.atomic
def tie_login(*, clients: Sequence[Client], sub: str, by: str, at: datetime) -> None:
    """From now on somebody comes in by this login too; who reads their address hears of it.

    Raises RefusedError when there is one already, or when it leads to others.
    """
    newest, ours = clients[-1], [client.pk for client in clients]
    region = newest.region
    # Two windows at once tie one after the other.
    list(Client.objects.select_for_update().filter(pk__in=ours).order_by("pk"))
    is_tied = TiedLogin.objects.filter(client__in=ours).exists()
    insist(rules.tied_already() if is_tied else None)
    insist(rules.tied_elsewhere() if clients_tied_to(region, sub) else None)
    sub_hash = tokens.hash_of_sub(region.pk, settings.RESIDENT_LOGIN["issuer"], sub)
    TiedLogin.objects.bulk_create(
        TiedLogin(client=client, sub_hash=sub_hash, tied_at=at) for client in clients
    )
    _warn(newest, newest.reach, newest.address, notices.login_tied, at)
    record(
        verb="mine.login_tied", subject=newest, by=by, at=at, region_key=region.key,
        count=len(clients),
    )  # fmt: skip


@transaction.atomic
def untie_login(*, clients: Sequence[Client], by: str, at: datetime) -> None:
    """Nobody comes in by it any more, to any of their names. Raises RefusedError without one."""
    newest = clients[-1]
    theirs = set(TiedLogin.objects.filter(client__in=clients).values_list("sub_hash", flat=True))
    count, _rows = TiedLogin.objects.filter(sub_hash__in=theirs).delete()
    insist(None if count else rules.nothing_tied())
    record(
        verb="mine.login_untied", subject=newest, by=by, at=at, region_key=newest.region.key,
        count=count,
    )  # fmt: skip


@transaction.atomic
def send_address_code(
    *, clients: Sequence[Client], reach: str, address: str, language: str, by: str, at: datetime
) -> EntryKey:
    """Send a code to another address that somebody wants us to use. Nothing changes yet.

    Raises RefusedError for the address that we have.
    """
    newest = clients[-1]
    insist(rules.same_address() if (newest.reach, newest.address) == (reach, address) else None)
    region, code = newest.region, tokens.new_code()
    language = rules.language_to_write(clients, page=language)
    _forget_old(at)
    key = EntryKey(region=region, expires_at=clock.later(at, rules.KEY_WORKS_FOR))
    # The link of this one is nowhere.
    key.secret_hash = tokens.hash_of_secret(tokens.new_secret())
    key.code_hash = tokens.hash_of_code(key.pk, code, address)
    key.save(force_insert=True)
    key.clients.set(clients)
    sender = sender_of(region)
    outbox.put_all([outbox.message(
        notice=notices.new_address(sender=sender, language=language, code=code),
        **_to(reach, address), sender=sender, at=at,
        key=f"entry:{key.pk}", about=f"entry:{key.pk}", expires_at=key.expires_at,
        is_asked_for=True, is_confidential=True,
    )])  # fmt: skip
    record(
        verb="mine.address_code_sent", subject=newest, by=by, at=at, region_key=region.key,
        reach=reach,
    )  # fmt: skip
    return key


def change_address(
    *,
    clients: Sequence[Client],
    key: UUID,
    reach: str,
    address: str,
    code: str,
    by: str,
    at: datetime,
) -> None:
    """Reach somebody there from now on, and tell the address before (article 16 GDPR).

    Raises RefusedError for a code that was not sent there, which counts as a try.
    """
    with transaction.atomic():
        newest = clients[-1]
        found = _key_for(newest.region, key, code, at, address)
        ours = {client.pk for client in clients}
        if found is not None and ours == set(found.clients.values_list("pk", flat=True)):
            EntryKey.objects.filter(pk=found.pk).update(used_at=at)
            before = newest.reach, newest.address
            for client in clients:
                client.reach, client.address = reach, address
                client.save(update_fields=["reach", "address"])
                remind_elsewhere(client=client, by=by, at=at)
            # Perhaps somebody else did this.
            _warn(newest, *before, notices.address_changed, at)
            record(
                verb="mine.address_changed", subject=newest, by=by, at=at,
                region_key=newest.region.key, count=len(clients), reach=reach,
            )  # fmt: skip
            return
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


def _forget_old(at: datetime) -> None:
    """Of a key that works no more nothing is kept, nor the message it was in."""
    old = EntryKey.objects.filter(expires_at__lte=at).select_related("region")
    for key in old.order_by("pk"):
        outbox.forget(region_key=key.region.key, about=[f"entry:{key.pk}"])
        key.delete()


def _key_for(
    region: Region, key: UUID, code: str, at: datetime, address: str = ""
) -> EntryKey | None:
    """The key to which this code belongs, if it has a try left.

    A try is used up before it is looked at: of many at once no more count.
    """
    tries = EntryKey.objects.filter(pk=key, region=region, tries__lt=rules.MOST_TRIES)
    has_try = tries.update(tries=F("tries") + 1)
    found = key_with_code(region, key, at) if has_try else None
    if found is not None and found.code_hash == tokens.hash_of_code(found.pk, code, address):
        return found
    return None


def _warn(
    client: Client, reach: str, address: str, say: Callable[..., Notice], at: datetime
) -> None:
    """Whoever reads this address hears what was done, unless no message goes there."""
    if reach not in (Client.Reach.MAIL, Client.Reach.PHONE):
        return
    sender = sender_of(client.region)
    outbox.put_all([outbox.message(
        notice=say(sender=sender, language=client.language), **_to(reach, address),
        sender=sender, at=at, key=f"{say.__name__}:{client.pk}:{at.isoformat()}",
        about=f"client:{client.pk}",
    )])  # fmt: skip


def _to(reach: str, address: str) -> dict[str, Any]:
    """Where a message goes, by mail or to a phone."""
    if reach == Client.Reach.MAIL:
        return {"channel": outbox.Channel.MAIL, "to": address}
    return {"channel": outbox.Channel.SMS, "to": international(address)}


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
