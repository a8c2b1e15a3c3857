"""Addresses in links: as short as HTML allows."""

import re
from collections.abc import Mapping
from urllib.parse import unquote

from django.utils.http import urlencode

_BEYOND_ASCII = re.compile("(?:%[89A-F][0-9A-F])+")


def link_to(path: str, query: Mapping[str, str]) -> str:
    """An address with a query, in which letters beyond ASCII stand as they are (an IRI, RFC 3987).

    Browsers encode them when somebody follows the link. A Ukrainian question stands in many
    links of its answer, and is three times as long encoded.
    """
    return f"{path}?{_BEYOND_ASCII.sub(lambda found: unquote(found[0]), urlencode(query))}"
