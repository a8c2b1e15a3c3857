"""How long a vacancy stays after its end, and before that who sent it in.

It tells of an employer, and of nobody who looks for work; an address to apply to may be somebody's
own.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from werkcentrum.core import outbox, records
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.records import MINIMISED, ONE_YEAR, Cutoff, Record
from werkcentrum.vacancies.models import EmployerContact, Vacancy
from werkcentrum.vacancies.states import State


def _past(region_key: str, cutoff: Cutoff) -> QuerySet[Vacancy]:
    rows = Vacancy.objects.filter(region__key=region_key, ended_at__lt=cutoff.moment)
    return rows.order_by("ended_at", "pk")


def _destroy(keys: Sequence[UUID], _at: datetime) -> None:
    # Whoever is taking one over into a new list is first, or waits and does not find it.
    rows = Vacancy.objects.filter(pk__in=keys)
    list(rows.order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    _forget_messages(keys)
    rows.delete()


# Long enough to hear how it went, and shorter than the vacancy itself.
_CONTACT_DAYS: Final = 92
_AGREED: Final = "contact-agreed:"
_NEVER_SHOWN: Final = (State.DRAFT, State.TO_CHECK)


def _contacts_past(region_key: str, cutoff: Cutoff) -> QuerySet[EmployerContact]:
    rows = EmployerContact.objects.filter(vacancy__region__key=region_key)
    is_ended = Q(vacancy__ended_at__lt=cutoff.moment)
    is_left = Q(vacancy__state__in=_NEVER_SHOWN, vacancy__changed_at__lt=cutoff.moment)
    return rows.filter(is_ended | is_left).order_by("pk")


def _destroy_contacts(keys: Sequence[UUID], _at: datetime) -> None:
    rows = EmployerContact.objects.filter(pk__in=keys)
    _forget_messages(list(rows.order_by("pk").values_list("vacancy", flat=True)))
    rows.delete()


def _forget_messages(vacancies: Sequence[UUID]) -> None:
    """To employers: their name and address stand in them. And that somebody agreed to contact."""
    rows = Vacancy.objects.filter(pk__in=vacancies).order_by()
    requests = rows.exclude(requests=None).values_list("requests", flat=True)
    about = [f"vacancy:{key}" for key in vacancies] + _about_agreed(requests)
    for region_key in rows.values_list("region__key", flat=True).distinct():
        outbox.forget(region_key=region_key, about=about)


def _about_agreed(requests: Iterable[UUID]) -> list[str]:
    """Whatever is about these requests: 'contact-agreed:request:user'."""
    keys = [str(key) for key in requests]
    rows = OutboxMessage.objects.filter(about__startswith=_AGREED).order_by()
    ours = rows.alias(request=Substr("about", len(_AGREED) + 1, 36)).filter(request__in=keys)
    return list(ours.values_list("about", flat=True))


records.register(
    Record(
        key="vacancy_contact",
        label=_("contact van een werkgever"),
        counts_from="de dag waarop de vacature eindigde, of bleef liggen",
        way="De naam, het e-mailadres en het telefoonnummer worden verwijderd.",
        days=_CONTACT_DAYS,
        source=MINIMISED,
        past=_contacts_past,
        destroy=_destroy_contacts,
    ),
    Record(
        key="vacancy",
        label=_("vacature"),
        counts_from="de dag waarop de vacature eindigde",
        way="De vacature wordt verwijderd.",
        days=ONE_YEAR,
        source=MINIMISED,
        past=_past,
        destroy=_destroy,
    ),
)
