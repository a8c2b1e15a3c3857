"""The reader of the site: with the lists that were loaded, and with the seed until one was."""

from functools import lru_cache

from werkcentrum.matching.facts import Reader, seed_reader
from werkcentrum.skills.lexicon import seed
from werkcentrum.skills.queries import attitudes, edition, lexicon
from werkcentrum.skills.reading import dutch_words
from werkcentrum.skills.reducing import Reducer


def site_reader() -> Reader:
    """Reads facts with the lists of this site. One query while nothing changes."""
    return _reader(edition())


# While the lists change, what began with the old ones goes on with those.
@lru_cache(maxsize=2)
def _reader(version: str) -> Reader:
    known = lexicon()
    if known is seed():
        return seed_reader()
    return Reader(known, Reducer(known, dutch_words()), attitudes(), version)
