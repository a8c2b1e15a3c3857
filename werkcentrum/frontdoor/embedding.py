"""The question box on other websites: what a webmaster copies, and who may show it."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from csp.constants import SELF
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override

from werkcentrum.core.languages import PageInLanguage, current_language, in_other_languages
from werkcentrum.partners.models import Region

_SCRIPT = Path(__file__).parent / "static" / "frontdoor" / "insluiten.js"


@dataclass(frozen=True)
class Snippets:
    """HTML to copy: a script tag, or a link and a form for a page without scripts.

    `languages`: what to write in the script tag for each language.
    """

    script: str
    languages: list[tuple[str, PageInLanguage]]
    link: str
    form: str


def snippets(request: HttpRequest) -> Snippets:
    """The HTML for the site and the language of this request."""
    at = request.build_absolute_uri
    script, home, answers = at(reverse("embed_script")), at(reverse("home")), at(reverse("answers"))
    label, button, link = (
        escape(text)
        for text in (_("Wat is uw vraag?"), _("Zoek hulp"), _("Stel uw vraag aan het Werkcentrum"))
    )
    return Snippets(
        script=f'<script src="{script}"\n  {_attribute(current_language())} async></script>',
        languages=[(_attribute(page.code), page) for page in in_other_languages(request.path)],
        link=f'<a href="{home}">{link}</a>',
        form=(
            f'<form action="{answers}" method="get">\n'
            f'  <label for="werkcentrum-vraag">{label}</label>\n'
            f'  <input id="werkcentrum-vraag" name="q" autocomplete="off">\n'
            f"  <button>{button}</button>\n"
            f"</form>"
        ),
    )


def embed_script(region: Region) -> str:
    """The script behind the script tag: the file, called with the box of every language."""
    boxes = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            title = _("Vraag het aan het Werkcentrum %(region)s") % {"region": region.name}
            boxes[language] = {"path": reverse("box"), "title": title}
    return f"({_script().rstrip()})({json.dumps(boxes, ensure_ascii=False)});\n"


def allowed_frames(region: Region) -> list[str]:
    """The sites that may show the question box, as `frame-ancestors` wants it.

    Any site by default: the box shows nothing private, knows nobody and changes nothing, so a
    page that lures visitors into it gains no more than with a link.
    """
    return [SELF, *region.embed_sites] if region.embed_sites else ["*"]


def _attribute(language: str) -> str:
    return f'data-taal="{language}"'


@cache
def _script() -> str:
    return _SCRIPT.read_text(encoding="utf-8")
