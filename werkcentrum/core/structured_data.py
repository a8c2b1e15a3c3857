"""schema.org data (JSON-LD) inside a page, for search engines and assistants."""

import json
from typing import Any, Final

from django.utils.safestring import SafeString, mark_safe

# Inside a script element these characters could end it (HTML standard, script data state).
_ESCAPES: Final = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def to_script(data: dict[str, Any]) -> SafeString:
    """JSON-LD that is safe inside a script element."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False)
    return mark_safe(text.translate(_ESCAPES))  # noqa: S308  every '<' is escaped above
