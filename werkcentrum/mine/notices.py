"""What somebody reads who wants to come in."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from werkcentrum.core.notices import Button, Notice, Sender, compose


def entry(*, sender: Sender, language: str, path: str, code: str) -> Notice:
    """A link and a code; nothing about why. `path` is in the language of the reader."""
    with override(language):
        return compose(
            sender=sender,
            language=language,
            subject=_("Uw link voor Mijn Werkcentrum"),
            preheader=_("De link werkt een half uur, één keer."),
            paragraphs=[
                _("Hallo,"),
                _("U wilt zien waar uw vraag staat. Druk op de knop."),
            ],
            facts=[(_("Uw code"), code)],
            button=Button(_("Naar Mijn Werkcentrum"), path),
            after=[
                _("De link en de code werken een half uur, één keer."),
                _("Vroeg u dit niet zelf? Dan hoeft u niets te doen. Geef de code aan niemand."),
            ],
            short=_("Uw code voor Mijn Werkcentrum is %(code)s. Geef hem aan niemand.")
            % {"code": code},
        )
