"""Which team receives referrals for a service: one row for the region, or one per municipality."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Values = dict[str, Any]
# A service and a municipality; an organisation and its team. All by their keys.
Where = tuple[str, str]
Who = tuple[str, str]


def everywhere(rows: Iterable[Values], municipalities: Sequence[str]) -> dict[Where, Who]:
    """The team for each service and municipality; a municipality's own row goes before others."""
    found: dict[Where, Who] = {}
    # Those for the whole region first, so that others are laid over them.
    for row in sorted(rows, key=lambda row: bool(row["municipality"])):
        team = (row["organisation"], row["team"])
        for place in [row["municipality"]] if row["municipality"] else municipalities:
            found[row["service"], place] = team
    return found


def as_few_rows(found: Mapping[Where, Who], municipalities: Sequence[str]) -> list[Values]:
    """The same as rows, sorted; the team of more than half the municipalities stands once."""
    rows = []
    for service in {service for service, _place in found}:
        teams = {place: who for (name, place), who in found.items() if name == service}
        common, count = Counter(teams.values()).most_common(1)[0]
        is_whole = len(teams) == len(municipalities) and count * 2 > len(municipalities)
        if is_whole:
            rows.append(_row(service, "", common))
        rows += [
            _row(service, place, who)
            for place, who in teams.items()
            if not (is_whole and who == common)
        ]
    return sorted(rows, key=lambda row: (row["service"], row["municipality"]))


def _row(service: str, municipality: str, who: Who) -> Values:
    organisation, team = who
    return {
        "service": service, "municipality": municipality, "organisation": organisation,
        "team": team,
    }  # fmt: skip
