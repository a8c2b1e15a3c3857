"""Tables that people open in a spreadsheet: CSV of which no cell is run."""

import csv
import io
import re
from collections.abc import Iterable
from typing import Final

from django.http import HttpResponse
from django.utils.http import content_disposition_header

# A spreadsheet runs a cell that begins with one of these (OWASP, CSV injection).
_RUNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_NUMBER: Final = re.compile(r"-?[0-9][0-9.,]*")
# Without this mark a Dutch spreadsheet reads accents wrong.
_MARK: Final = "\ufeff"


def table(rows: Iterable[Iterable[object]], delimiter: str = ";") -> str:
    """The rows as CSV. A text that a spreadsheet would run gets a quote in front."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(map(_harmless, row) for row in rows)
    return out.getvalue()


def download(name: str, rows: Iterable[Iterable[object]]) -> HttpResponse:
    """The rows as a file that a Dutch spreadsheet opens as a table."""
    return HttpResponse(
        _MARK + table(rows), content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, name) or ""},
    )  # fmt: skip


def _harmless(cell: object) -> str:
    text = str(cell)
    is_run = text.lstrip(" ").startswith(_RUNS) and not _NUMBER.fullmatch(text)
    return f"'{text}" if is_run else text
