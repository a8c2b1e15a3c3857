"""What happens to users."""

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction

from werkcentrum.accounts import notices
from werkcentrum.accounts.models import KeptForm, Membership, User
from werkcentrum.accounts.queries import password_link
from werkcentrum.accounts.roles import ROLES
from werkcentrum.accounts.rules import may_end_work
from werkcentrum.audit.actions import SYSTEM, record
from werkcentrum.core import outbox
from werkcentrum.core.refusal import insist
from werkcentrum.partners.models import Organisation, Region
from werkcentrum.partners.queries import sender_of


@transaction.atomic
def grant_role(*, email: str, organisation: Organisation, role: str, by: str, at: datetime) -> User:
    """Somebody works for an organisation in this role from now on.

    A new person gets an account without password; somebody who had left is welcome again. Raises
    IntegrityError for a role that does not exist. A role that is held already is granted again:
    the line says so.
    """
    user = User.objects.filter(email__iexact=email).first()
    is_new = user is None
    if user is None:
        user = User.objects.create_user(username=email.lower(), email=email.lower())
    elif not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
    _, is_granted = Membership.objects.get_or_create(
        user=user, organisation=organisation, role=role
    )
    record(
        verb="accounts.role_granted", subject=user, by=by, at=at,
        region_key=organisation.region.key, organisation=organisation.key, role=role,
        is_new_user=is_new, is_new_role=is_granted,
    )  # fmt: skip
    return user


@transaction.atomic
def end_membership(*, membership: Membership, by: str, at: datetime) -> None:
    """Somebody works here no longer in this role; it counts from the next page that they open.

    Whoever has no work left cannot log in. Raises RefusedError when a rule is against it.
    """
    region = membership.organisation.region
    insist(may_end_work(membership, by=by))
    user = membership.user
    record(
        verb="accounts.role_withdrawn", subject=user, by=by, at=at, region_key=region.key,
        organisation=membership.organisation.key, role=membership.role,
    )  # fmt: skip
    membership.delete()
    if not user.is_superuser and not user.memberships.exists():
        user.is_active = False
        user.save(update_fields=["is_active"])


@transaction.atomic
def note_work_chosen(*, membership: Membership, by: str, at: datetime) -> None:
    """Write down that somebody with several memberships goes on in this one."""
    record(
        verb="accounts.work_chosen", subject=membership.user, by=by, at=at,
        region_key=membership.organisation.region.key,
        organisation=membership.organisation.key, role=membership.role,
    )  # fmt: skip


@transaction.atomic
def keep_form(
    *, user: User, page: str, fields: dict[str, list[str]], by: str, at: datetime
) -> KeptForm:
    """Keep what somebody had typed on a page when their session ended; the last one counts."""
    kept, _is_new = KeptForm.objects.update_or_create(
        user=user, page=page, defaults={"fields": fields, "kept_at": at}
    )
    record(verb="accounts.form_kept", subject=kept, by=by, at=at, region_key=_region_of(user))
    return kept


@transaction.atomic
def give_back_form(*, kept: KeptForm, by: str, at: datetime) -> None:
    """What was kept goes: its owner saw it again and sent the form."""
    region_key = _region_of(kept.user)
    record(verb="accounts.form_given_back", subject=kept, by=by, at=at, region_key=region_key)
    kept.delete()


@transaction.atomic
def delete_old_kept_forms(*, at: datetime) -> int:
    """Delete what nobody came back for; the system does this by itself. Returns how many."""
    old = KeptForm.objects.filter(kept_at__lt=at - timedelta(days=settings.KEPT_FORM_DAYS))
    per_region: dict[str, list[KeptForm]] = {}
    for kept in old.select_related("user").order_by("pk"):
        per_region.setdefault(_region_of(kept.user), []).append(kept)
    for region_key, rows in per_region.items():
        record(
            verb="accounts.forms_deleted", subject=rows[0], by=SYSTEM, at=at,
            region_key=region_key, count=len(rows),
        )  # fmt: skip
        KeptForm.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return sum(map(len, per_region.values()))


@transaction.atomic
def set_password(*, user: User, password: str, by: str, at: datetime) -> None:
    """Give somebody a new password."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record(verb="accounts.password_set", subject=user, by=by, at=at, region_key=_region_of(user))


@transaction.atomic
def set_code_secret(*, user: User, secret: str, by: str, at: datetime) -> None:
    """Give somebody the secret of an authenticator app (base32, RFC 6238), in place of the old."""
    Authenticator.objects.update_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": encrypt(secret)}}
    )
    record(verb="accounts.code_secret_set", subject=user, by=by, at=at, region_key=_region_of(user))


@transaction.atomic
def note_login(*, user: User, by: str, at: datetime) -> None:
    """Write down that somebody logged in."""
    record(verb="accounts.logged_in", subject=user, by=by, at=at, region_key=_region_of(user))


@transaction.atomic
def note_second_factor(*, user: User, event: str, by: str, at: datetime) -> None:
    """Write down what somebody did to their second factor, such as 'totp_activated'."""
    record(
        verb="accounts.second_factor", subject=user, by=by, at=at, region_key=_region_of(user),
        event=event,
    )  # fmt: skip


@transaction.atomic
def note_own_login(*, user: User, login: str, by: str, at: datetime) -> None:
    """Write down that somebody connected the login of their organisation, by the id it has here."""
    record(
        verb="accounts.login_connected", subject=user, by=by, at=at, region_key=_region_of(user),
        login=login,
    )  # fmt: skip


@transaction.atomic
def disconnect_own_login(*, user: User, login: str, by: str, at: datetime) -> None:
    """Somebody no longer logs in by their organisation; the number we had of them goes."""
    SocialAccount.objects.filter(user=user, provider=login).delete()
    record(
        verb="accounts.login_disconnected", subject=user, by=by, at=at,
        region_key=_region_of(user), login=login,
    )  # fmt: skip


@transaction.atomic
def invite_colleague(
    *, user: User, region: Region, role: str, by: str, at: datetime, language: str = "nl"
) -> None:
    """Mail somebody a link to choose a password, which works as long as the link does."""
    sender = sender_of(region)
    notice = notices.invitation(
        sender=sender, language=language, role=ROLES[role].label, link=password_link(user)
    )
    outbox.put_all([outbox.message(
        notice=notice, channel=outbox.Channel.MAIL, to=user.email, sender=sender, at=at,
        key=f"invitation:{user.pk}:{at.isoformat()}", about=f"invitation:{user.pk}",
        expires_at=at + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
        is_asked_for=True, is_confidential=True,
    )])  # fmt: skip
    record(verb="accounts.invited", subject=user, by=by, at=at, region_key=region.key, role=role)


def _region_of(user: User) -> str:
    """The key of the region somebody works for, the first when there are more; '' for none."""
    membership = user.memberships.select_related("organisation__region").first()
    return membership.organisation.region.key if membership else ""
