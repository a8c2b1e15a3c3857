"""The XML that stands in a PDF as a file of its own, as in a CV of Europass.

Only ever run in a process of its own, like `document_text` and with the same limits:
`python -m werkcentrum.core.document_attachment`.
"""

import io
from itertools import islice
from typing import Any, Final

from pypdf import PdfReader

from werkcentrum.core.document_text import UnreadableError, within_limits

_MOST_FILES: Final = 20
_MOST_BYTES: Final = 5 << 20
_BLANK: Final = b"\xef\xbb\xbf \t\r\n"
# How a text of two bytes a character begins.
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")


def xml_of(content: bytes) -> dict[str, Any]:
    """The one file in it that may be XML, each byte as a character.

    Raises UnreadableError: `locked`, `too_much` files or bytes, or `none` or `several` of them.
    """
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableError("locked")
    files = list(islice(reader.attachment_list, _MOST_FILES + 1))
    if len(files) > _MOST_FILES:
        raise UnreadableError("too_much")
    found = [one for one in (file.content for file in files) if _may_be_xml(one)]
    if len(found) != 1:
        raise UnreadableError("several" if found else "none")
    if len(found[0]) > _MOST_BYTES:
        raise UnreadableError("too_much")
    return {"content": found[0].decode("latin-1")}


def _may_be_xml(content: bytes) -> bool:
    return content.lstrip(_BLANK)[:1] == b"<" or content[:2] in _WIDE


if __name__ == "__main__":
    within_limits(xml_of)
