"""The words of the seed, as files are read with them."""

from functools import cache

from werkcentrum.profiles.exchange import Words
from werkcentrum.skills.lexicon import seed
from werkcentrum.skills.reading import occupation_rows, skill_rows
from werkcentrum.skills.reducing import seed_reducer


@cache
def words() -> Words:
    """Reads names with the seed."""
    uris = {row["key"]: row["esco"] for row in (*occupation_rows(), *skill_rows()) if row["esco"]}
    return Words(seed(), seed_reducer().reduce, uris, {uri: key for key, uri in uris.items()})
