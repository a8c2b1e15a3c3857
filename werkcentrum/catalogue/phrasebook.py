"""What a region can say in one language, and how good that is."""

from collections.abc import Collection, Iterable

from werkcentrum.catalogue.models import Translation
from werkcentrum.catalogue.texts import Text
from werkcentrum.core.wording import Flaw, Wording


class Phrasebook:
    """Says the texts of a region in one language: the one place where a translation is chosen.

    First the translation of this very Dutch in this very place, then of the same Dutch elsewhere,
    then of older Dutch in this place, then the Dutch itself.
    """

    def __init__(self, rows: Iterable[Translation], dutch: Collection[str]) -> None:
        """`dutch` holds every Dutch text that the region has now."""
        self._by_context = {row.context: row for row in rows}
        # Of two translations of the same Dutch the reviewed one.
        ordered = sorted(self._by_context.values(), key=lambda row: row.reviewed_on is not None)
        self._by_source = {row.source: row for row in ordered}
        self._dutch = frozenset(dutch)

    def __call__(self, text: Text) -> str:
        """The text in this language, with its flaws; in Dutch when there is no translation."""
        row = self._by_context.get(text.context)
        if row is None or row.source != text.dutch:
            row = self._by_source.get(text.dutch) or self._stale(text, row)
        if row is None:
            return Wording(text.dutch, Flaw.UNTRANSLATED)
        flaw = Flaw.NONE if row.reviewed_on else Flaw.UNREVIEWED
        if row.source != text.dutch:
            flaw |= Flaw.STALE
        return Wording(row.text, flaw) if flaw else row.text

    def flaw(self, text: Text) -> Flaw:
        """What is not good yet about a text in this language."""
        said = self(text)
        return said.flaw if isinstance(said, Wording) else Flaw.NONE

    def _stale(self, text: Text, row: Translation | None) -> Translation | None:
        """A translation of older Dutch, unless that Dutch only moved to another place.

        What a municipality changed is another promise than before: then the Dutch is safer.
        """
        has_moved = row is not None and row.source in self._dutch
        return None if has_moved or text.is_local else row
