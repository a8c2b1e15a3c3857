"""What staff changed on the website, and what a folder says of it."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from werkcentrum.catalogue.regionfolder.parts import PartConflict
from werkcentrum.formal.models import FormalChannel, FormalTerm
from werkcentrum.formal.regionfolder import keys
from werkcentrum.formal.regionfolder.reading import Formal
from werkcentrum.formal.regionfolder.site import channels_of, formal_of, terms_of
from werkcentrum.partners.models import Region

_SORTS = {"kanaal": "Digitaal kanaal", "termijn": "Termijn"}


def conflicts(name: str, region: Region, found: Formal) -> list[PartConflict]:
    """Where the files would write over what was changed on the website, by their keys."""
    site, folder = _shown(formal_of(region)), _shown(found)
    changed = dict.fromkeys(key for key, _row in _changed(region))
    return [
        PartConflict(name, key, _title(key), site.get(key, ""), folder.get(key, ""))
        for key in changed
        if key not in found.kept and site.get(key, "") != folder.get(key, "")
    ]


def forget(region: Region, about: Collection[str]) -> None:
    """From here on the folder counts for these."""
    for key, row in list(_changed(region)):
        if key in about:
            row.changed_at = None
            row.save(update_fields=["changed_at"])


def _changed(region: Region) -> Iterator[tuple[str, FormalChannel | FormalTerm]]:
    for channel in channels_of(region).filter(changed_at__isnull=False):
        yield keys.channel(channel.organisation.key, channel.kind), channel
    for term in terms_of(region).filter(changed_at__isnull=False):
        yield keys.terms(term.kind), term


def _shown(formal: Formal) -> dict[str, str]:
    """Everything as people read it, by its key."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in sorted(formal.channels, key=lambda row: row["starts_on"]):
        until = row["ends_on"] or "nader bericht"
        line = f"{row['starts_on']} tot {until} {row['email']}"
        found[keys.channel(row["organisation"], row["kind"])].append(line)
    for row in sorted(formal.terms, key=lambda row: row["starts_on"]):
        line = f"{row['starts_on']} {row['term']}+{row['extra']} {row['unit']} ({row['law']})"
        found[keys.terms(row["kind"])].append(line)
    return {key: "; ".join(lines) for key, lines in found.items()}


def _title(key: str) -> str:
    sort, _colon, rest = key.partition(":")
    return f"{_SORTS[sort]}: {rest.replace(':', ', ')}"
