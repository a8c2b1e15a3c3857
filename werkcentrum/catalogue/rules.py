"""What is allowed with a region folder, and with a change on its way to the website."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from werkcentrum.accounts.models import Membership
from werkcentrum.catalogue.changes import (
    HOURS,
    AnyConflict,
    conflicts,
    differences,
    is_stale,
    site_now,
    with_changes,
    would_undo,
)
from werkcentrum.catalogue.models import ContentChange
from werkcentrum.catalogue.regionfolder.contents import Contents
from werkcentrum.catalogue.search_index import lacking_room
from werkcentrum.core.refusal import Refusal
from werkcentrum.partners.models import Region, RegionHost

# What was decided on is on the website within a minute or two.
_PUBLISHED_WITHIN: Final = timedelta(minutes=10)


class HostTakenError(ValueError):
    """A host name already belongs to another region."""


class SiteChangedError(ValueError):
    """A folder would write over what staff changed on the website."""


def refuse_overwriting(contents: Contents, *, overruled: Iterable[AnyConflict]) -> None:
    """Raises SiteChangedError for a record that nobody decided about."""
    decided = {(one.kind, one.key) for one in overruled}
    left = [one for one in conflicts(contents) if (one.kind, one.key) not in decided]
    if left:
        raise SiteChangedError("\n".join(map(str, left)))


class StaffWorksThereError(ValueError):
    """An organisation would go while people work for it; the text names them."""


def refuse_leaving_staff(contents: Contents) -> None:
    """Raises StaffWorksThereError when people work for an organisation not in these contents."""
    kept = {row["key"] for row in contents.organisations}
    work = Membership.objects.filter(organisation__region__key=contents.key)
    left = work.exclude(organisation__key__in=kept).select_related("user", "organisation")
    if names := sorted({f"{row.user.email} ({row.organisation.name})" for row in left}):
        raise StaffWorksThereError(
            "Bij een organisatie die niet meer in de map staat, werken nog medewerkers. "
            f"Beëindig eerst hun werk bij Medewerkers: {', '.join(names)}."
        )


def refuse_taken_hosts(contents: Contents) -> None:
    """Raises HostTakenError when a host name in these contents belongs to another region."""
    taken = RegionHost.objects.filter(host__in=contents.region["hosts"]).exclude(
        region__key=contents.key
    )
    for row in taken.select_related("region").order_by("host"):
        raise HostTakenError(f"Het webadres {row.host} hoort al bij {row.region.name}.")


_State = ContentChange.State


def may_offer(change: ContentChange, *, by: str) -> Refusal | None:
    """Only the writer says that it is ready."""
    if change.kind == HOURS:
        return Refusal(_("Openingstijden verandert u bij 'Tijden'. Dat geldt meteen."))
    if change.state not in (_State.DRAFT, _State.RETURNED):
        return Refusal(_("Deze wijziging is al aangeboden."))
    if change.written_by != by:
        return Refusal(_("Alleen wie dit schreef kan het aanbieden."))
    still_fits = is_stale(change.region, change.kind, change.key)
    if not still_fits and not differences(change.kind, change.base, change.data):
        return Refusal(_("Er is nog niets veranderd."))
    return None


def may_drop(change: ContentChange, *, by: str) -> Refusal | None:
    """What is or was on the website stays; the rest its writer may throw away."""
    if change.state in (_State.ACCEPTED, _State.PUBLISHED):
        return Refusal(_("Deze wijziging staat al op de website."))
    if change.written_by != by:
        return Refusal(_("Alleen wie dit schreef kan het weggooien."))
    return None


def may_restore(change: ContentChange, *, by: str, on: date) -> Refusal | None:
    """Only what was and may be on the website, and not over what this person is writing."""
    if change.state != _State.PUBLISHED:
        return Refusal(_("Deze tekst stond nog niet op de website."))
    own = ContentChange.objects.filter(
        region=change.region, kind=change.kind, key=change.key, written_by=by,
        state__in=(_State.DRAFT, _State.RETURNED),
    )  # fmt: skip
    if own.exists():
        return Refusal(
            _("U heeft al een concept van deze tekst. Bied het eerst aan, of gooi het weg.")
        )
    # Two people would read and decide on what publishing then sends back.
    _contents, refused = with_changes(site_now(change.region), [change], on=on, is_trial=True)
    if refused:
        why = _("Deze oude tekst mag zo niet meer op de website. %(reason)s")
        return Refusal(why % {"reason": refused[change.pk]})
    return None


def still_waits(pk: str) -> bool:
    """Whether a change still waits for a second person: nobody is mailed about another one."""
    return ContentChange.objects.filter(pk=pk, state=_State.OFFERED).exists()


def may_return(change: ContentChange) -> Refusal | None:
    """Only what waits can be sent back."""
    if change.state != _State.OFFERED:
        return Refusal(_("Deze wijziging is niet aangeboden."))
    return None


def may_accept(change: ContentChange, *, by: str, present: dict[str, Any]) -> Refusal | None:
    """Somebody else than the writer, and only over the text that the writer had before them."""
    if change.state != _State.OFFERED:
        return Refusal(_("Deze wijziging is niet aangeboden."))
    if change.written_by == by:
        return Refusal(_("Een ander dan de schrijver zet een tekst op de website."))
    if would_undo(change, present):
        return Refusal(
            _("De tekst op de website is intussen veranderd. Stuur dit terug naar de schrijver.")
        )
    return None


def held_up(region: Region, *, at: datetime) -> Refusal | None:
    """Why texts that were decided on do not come on the website now."""
    if lacking := lacking_room(region.key):
        return Refusal(
            _(
                "Teksten waar het zoeken van leert, zoals diensten en voorbeeldvragen, komen nu "
                "niet op de website. Wat u samen daarmee plaatst, ook niet. De schijf van de "
                "server is vol: er is %(lacking)d MB te weinig. Vraag uw technisch beheerder om "
                "ruimte te maken. Daarna gaat het vanzelf verder. Bezoekers zien tot dan de oude "
                "tekst."
            )
            % {"lacking": lacking}
        )
    waiting = ContentChange.objects.filter(region=region, state=_State.ACCEPTED)
    if waiting.filter(changed_at__lt=at - _PUBLISHED_WITHIN).exists():
        return Refusal(
            _(
                "Een tekst wacht al meer dan 10 minuten om op de website te komen. Er gaat iets "
                "mis op de server. Vraag uw technisch beheerder om daar in het logboek te kijken."
            )
        )
    return None
