"""Reads XML of somebody we do not know: without a DTD, so without entities, and never deep.

Names stand without their namespace.
"""

from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from werkcentrum.profiles.exchange import FileError

MOST_BYTES: Final = 5 << 20
"""With a photo in it, which is not read."""

_MOST_ELEMENTS: Final = 20_000
_DEEPEST: Final = 60
_NO_XML: Final = "Dit is geen XML van Europass. Kies het bestand dat u daar bewaarde."


class _Reader:
    """Builds a tree, and stops at what a curriculum vitae does not have."""

    def __init__(self) -> None:
        self._builder = TreeBuilder()
        self._depth = self._count = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._builder.data
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse

    def read(self, content: bytes) -> Element:
        """The root. Raises FileError."""
        try:
            self.parser.Parse(content, True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise error if isinstance(error, FileError) else FileError(_NO_XML) from None
        return self._builder.close()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > _DEEPEST or self._count > _MOST_ELEMENTS:
            raise FileError("Dit bestand is te ingewikkeld. Wij lezen het niet.")
        self._builder.start(_bare(name), {_bare(key): one for key, one in attributes.items()})

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._builder.end(_bare(name))

    def _refuse(self, *_declared: object) -> None:
        raise FileError("In dit bestand staat een eigen documenttype. Zo’n bestand lezen wij niet.")


def root_of(content: bytes) -> Element:
    """The first element of a file. Raises FileError for what is no plain XML or too much."""
    if len(content) > MOST_BYTES:
        raise FileError("Dit bestand is te groot. Bewaar uw cv zonder foto, en probeer opnieuw.")
    return _Reader().read(content)


def _bare(name: str) -> str:
    return name.rpartition(" ")[2]
