"""What the privacy officer changed on the website, and what a folder says of it."""

from collections.abc import Collection, Iterable, Iterator

from werkcentrum.catalogue.regionfolder.parts import PartConflict
from werkcentrum.partners.models import Region
from werkcentrum.privacy.models import ConsentText, LegalGround, Period, Purpose
from werkcentrum.privacy.regionfolder import keys
from werkcentrum.privacy.regionfolder.reading import Register
from werkcentrum.privacy.regionfolder.site import (
    grounds_of,
    register_of,
    terms_by_triple,
    triple_of,
)
from werkcentrum.privacy.regionfolder.terms import Term

Row = Purpose | ConsentText | LegalGround | Period
_SORTS = {"doel": "Doel", "tekst": "Toestemmingstekst", "grondslag": "Grondslag",
          "termijn": "Bewaartermijn"}  # fmt: skip


def conflicts(name: str, region: Region, found: Register) -> list[PartConflict]:
    """Where the files would write over what was changed on the website, by their keys."""
    site, folder = _shown(register_of(region)), _shown(found)
    changed = dict.fromkeys(key for key, _row in _changed(region))
    return [
        PartConflict(name, key, _title(key), site.get(key, ""), folder.get(key, ""))
        for key in changed
        if key not in found.kept and site.get(key, "") != folder.get(key, "")
    ]


def forget(region: Region, about: Collection[str]) -> None:
    """From here on the folder counts for these."""
    if not about:
        return
    for key, row in list(_changed(region)):
        if key in about:
            row.changed_at = None
            row.save(update_fields=["changed_at"])


def _changed(region: Region) -> Iterator[tuple[str, Row]]:
    for purpose in region.purposes.filter(changed_at__isnull=False).order_by("key"):
        yield keys.purpose(purpose.key), purpose
    texts = ConsentText.objects.filter(purpose__region=region, changed_at__isnull=False)
    for text in texts.select_related("purpose"):
        yield keys.text(text.purpose.key, text.language), text
    for ground in grounds_of(region).filter(changed_at__isnull=False):
        yield keys.ground(*triple_of(ground)), ground
    for period in region.periods.filter(changed_at__isnull=False).order_by("record"):
        yield keys.period(period.record), period


def _shown(register: Register) -> dict[str, str]:
    """Everything in the register as people read it, by its key."""
    found = {
        keys.purpose(key): f"{values['label']}: {values['description']} {values['translations']}"
        for key, values in register.purposes.items()
    }
    found |= {keys.text(*who): body for who, body in register.texts.items()}
    found |= {
        keys.ground(*triple): _lines(terms)
        for triple, terms in terms_by_triple(register.grounds).items()
    }
    return found | {
        keys.period(record): _period(values["days"], values["needs_second"], values["source"])
        for record, values in register.periods.items()
    }


def _lines(terms: Iterable[Term]) -> str:
    ordered = sorted(terms, key=lambda term: term.starts_on)
    return "; ".join(
        f"{term.starts_on} tot {term.ends_on or 'nader bericht'} {term.kind} {term.law} "
        f"({' '.join(term.data)})"
        for term in ordered
    )


def _period(days: int | None, needs_second: bool, source: str) -> str:
    term = "blijft altijd" if days is None else f"{days} dagen"
    return f"{term}{', met akkoord van een tweede' if needs_second else ''} ({source})"


def _title(key: str) -> str:
    sort, _colon, rest = key.partition(":")
    return f"{_SORTS[sort]}: {rest.strip(':').replace(':', ', ')}"
