"""What a region's folder says about digital channels and terms, checked."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any, Final

from werkcentrum.catalogue.regionfolder.fields import (
    Field,
    Spec,
    check_row,
    day,
    key,
    mail,
    one_of,
    text,
    whole,
)
from werkcentrum.catalogue.regionfolder.reading import FolderReader, Problems
from werkcentrum.catalogue.regionfolder.rows import dated, keyed, refer
from werkcentrum.formal.models import FormalTerm, Kind

Values = dict[str, Any]
CHANNELS_FILE: Final = "formal_channels.csv"
TERMS_FILE: Final = "formal_terms.csv"
_LONGEST: Final = 52
CHANNEL: Spec = {
    "organisation": Field(key),
    "kind": Field(one_of(Kind.values)),
    "email": Field(mail),
    "starts_on": Field(day, default=None),
    "ends_on": Field(day, required=False, default=None),
}
TERM: Spec = {
    "kind": Field(one_of(Kind.values)),
    "starts_on": Field(day, default=None),
    "unit": Field(one_of(FormalTerm.Unit.values)),
    "term": Field(whole(1, _LONGEST), default=0),
    "extra": Field(whole(1, _LONGEST), default=0),
    "law": Field(text(140)),
}


@dataclass(frozen=True)
class Formal:
    """What the files say. `kept` are the keys of what stays as it is on the website."""

    channels: list[Values] = field(default_factory=list)
    terms: list[Values] = field(default_factory=list)
    kept: frozenset[str] = frozenset()

    def keeping(self, about: Collection[str]) -> "Formal":
        """The same, but these stay as they are on the website."""
        return replace(self, kept=self.kept.union(about))


def read_formal(own: FolderReader, organisations: list[Values], problems: Problems) -> Formal:
    """Both files of a region; without them its forms are off, and the law counts."""
    rows = own.csv_rows(CHANNELS_FILE, list(CHANNEL), required=False)
    channels = [check_row(row, CHANNEL, problems) for row in rows]
    refer(rows, "organisation", [row["key"] for row in organisations], problems)
    dated(rows, channels, ("organisation", "kind"), problems)
    terms = keyed(
        own.csv_rows(TERMS_FILE, list(TERM), required=False), TERM, problems,
        by=("kind", "starts_on"),
    )  # fmt: skip
    return Formal(channels, terms)
