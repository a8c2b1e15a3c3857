"""What is allowed with a region folder."""

from werkcentrum.catalogue.regionfolder.contents import Contents
from werkcentrum.partners.models import RegionHost


class HostTakenError(ValueError):
    """A host name already belongs to another region."""


def refuse_taken_hosts(contents: Contents) -> None:
    """Raises HostTakenError when a host name in these contents belongs to another region."""
    taken = RegionHost.objects.filter(host__in=contents.region["hosts"]).exclude(
        region__key=contents.key
    )
    for row in taken.select_related("region").order_by("host"):
        raise HostTakenError(f"Het webadres {row.host} hoort al bij {row.region.name}.")
