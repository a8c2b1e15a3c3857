"""The vacancies of a region, ready to be matched: kept in memory, and made again when they change.

What is made ready of a vacancy is kept by what it says: a change costs 5 ms for each vacancy
that is new, and nothing for the others. The worker does that ahead (`keep-market`) and puts it on
disk; a process that finds something new before the worker did makes that itself.
"""

import hashlib
import logging
import pickle
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db.models import Q

from werkcentrum.core.builds import Builds
from werkcentrum.matching.facts import Reader
from werkcentrum.matching.flat import Vacancy as Offered
from werkcentrum.matching.lists import site_reader
from werkcentrum.matching.people import offer_of
from werkcentrum.matching.preparing import Offer, Preparer
from werkcentrum.matching.reading import only_what_matching_reads
from werkcentrum.matching.scoring import Market
from werkcentrum.partners.models import Region
from werkcentrum.partners.queries import postcode_points
from werkcentrum.search.embed import SentenceEncoder
from werkcentrum.vacancies.models import Vacancy
from werkcentrum.vacancies.search_queries import on_the_website

MOST_AT_ONCE: Final = 200
"""So many vacancies a page makes ready while somebody waits: a second; the rest the next time."""

_FILE: Final = "offers.pickle"
_LAST: Final = 50
_making = threading.Lock()
_kept: dict[str, "Kept"] = {}
# The last edition of each region that this process saw on disk.
_written: dict[str, str] = {}
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Kept:
    """A market with what it is of. `waiting`: how many vacancies are not ready yet."""

    edition: str
    market: Market
    offers: Mapping[Offered, Offer]
    waiting: int


def preparer() -> Preparer:
    """Reads for the website, with its lists. One query while those stay the same."""
    return _preparer(site_reader())


# While lists change, what began with the old ones goes on with those.
@lru_cache(maxsize=2)
def _preparer(reader: Reader) -> Preparer:
    return Preparer(reader, SentenceEncoder())


def software(reads_with: Preparer | None = None) -> str:
    """Which version of matching this is: a digest of its code and of what it reads with."""
    version = (reads_with or preparer()).version
    return hashlib.sha256(_code() + version.encode()).hexdigest()[:16]


@cache
def _code() -> bytes:
    paths = sorted(Path(__file__).parent.glob("*.py"))
    return b"".join(path.read_bytes() for path in paths)


@only_what_matching_reads()
def market_of(region: Region, *, on: date, most: int = MOST_AT_ONCE) -> Kept:
    """The vacancies that are on the website that day, the newest first. Two queries when known.

    At most `most` that nobody made ready yet are made ready now.
    """
    ready_with = preparer()
    edition = f"{_edition(region, on)} {ready_with.version}"
    kept = _kept.get(region.key)
    if kept is not None and kept.edition == edition and not kept.waiting:
        return kept
    with _making:
        kept = _kept.get(region.key)
        if kept is None or kept.edition != edition or kept.waiting:
            _kept[region.key] = kept = _made(region, on, edition, most, ready_with)
        return kept


def keep_ahead(region: Region, *, on: date) -> bool:
    """Make ready whatever is new and put it on disk; False when there was nothing new.

    Raises OSError when the disk is full: what was on disk stays in use.
    """
    kept = market_of(region, on=on, most=10**9)
    if _written.get(region.key) == kept.edition:
        return False
    _written[region.key] = kept.edition
    if kept.offers.keys() == _on_disk(region).keys():
        return False
    _builds(region).put(
        hashlib.sha256(kept.edition.encode()).hexdigest()[:16],
        lambda folder: _write(folder / _FILE, kept.offers),
    )
    return True


def _made(region: Region, on: date, edition: str, most: int, ready_with: Preparer) -> Kept:
    wanted = [offer_of(row) for row in _open(region, on)]
    before = _kept.get(region.key)
    is_same = before is not None and before.market.preparer is ready_with
    known = dict(before.offers) if before is not None and is_same else {}
    if not all(one in known for one in wanted):
        known |= _on_disk(region)
    new = [one for one in wanted if one not in known]
    known |= dict(zip(new[:most], ready_with.offers(new[:most]), strict=True))
    ready = {one: known[one] for one in wanted if one in known}
    market = Market(list(ready), ready_with, postcode_points(), known=ready)
    return Kept(edition, market, ready, len(new[most:]))


def _open(region: Region, on: date) -> list[Vacancy]:
    rows = on_the_website(region).filter(Q(closes_on=None) | Q(closes_on__gte=on))
    return list(rows.order_by("-published_at", "-pk"))


def _edition(region: Region, on: date) -> str:
    """Changes whenever a vacancy of the region does, and every day: by those that changed last.

    Nothing is counted, which would take longer with every vacancy. All that changes one sets
    `changed_at`; what is committed after `_LAST` later ones is seen with the next change.
    """
    rows = Vacancy.objects.filter(region=region).order_by("-changed_at", "-pk")
    last = rows.values_list("changed_at", "pk", "state")[:_LAST]
    said = "".join(map(str, sorted(last)))
    return f"{region.pk} {on} {hashlib.sha256(said.encode()).hexdigest()}"


def _builds(region: Region) -> Builds:
    return Builds(Path(settings.VAR_DIR) / "matching" / region.key)


def _on_disk(region: Region) -> Mapping[Offered, Offer]:
    """What the worker made ready with the present software; nothing when it cannot be read."""
    folder = _builds(region).current()
    if folder is None:
        return {}
    try:
        version, offers = pickle.loads((folder / _FILE).read_bytes())  # noqa: S301  our own file
    except Exception:
        # Of another version of the code anything may go wrong; then it is made again.
        logger.exception("De klaargezette vacatures van %s zijn niet te lezen.", region.key)
        return {}
    return offers if version == preparer().version else {}


def _write(path: Path, offers: Mapping[Offered, Offer]) -> None:
    path.write_bytes(pickle.dumps((preparer().version, dict(offers)), pickle.HIGHEST_PROTOCOL))
