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


def new_address(*, sender: Sender, language: str, code: str) -> Notice:
    """A code that proves that somebody reads this address."""
    with override(language):
        return compose(
            sender=sender,
            language=language,
            subject=_("Uw code voor Mijn Werkcentrum"),
            preheader=_("De code werkt een half uur, één keer."),
            paragraphs=[
                _("Hallo,"),
                _("U wilt dat wij u voortaan hier bereiken. Typ deze code in Mijn Werkcentrum."),
            ],
            facts=[(_("Uw code"), code)],
            after=[
                _("De code werkt een half uur, één keer."),
                _("Vroeg u dit niet zelf? Dan hoeft u niets te doen. Geef de code aan niemand."),
            ],
            short=_("Uw code voor Mijn Werkcentrum is %(code)s. Geef hem aan niemand.")
            % {"code": code},
        )


def address_changed(*, sender: Sender, language: str) -> Notice:
    """To the address before; nothing about the new one."""
    with override(language):
        return compose(
            sender=sender,
            language=language,
            subject=_("Wij bereiken u voortaan ergens anders"),
            preheader=_("U veranderde uw adres in Mijn Werkcentrum."),
            paragraphs=[
                _("Hallo,"),
                _("U veranderde uw e-mailadres of telefoonnummer in Mijn Werkcentrum."),
            ],
            after=[_("Deed u dit niet zelf? Bel ons dan meteen.")],
            short=_("Uw adres in Mijn Werkcentrum is veranderd. Niet zelf gedaan? Bel ons."),
        )


def login_tied(*, sender: Sender, language: str) -> Notice:
    """To the address that we know: whoever reads it may not be who did this."""
    with override(language):
        return compose(
            sender=sender,
            language=language,
            subject=_("Er is een inlog gekoppeld"),
            preheader=_("U koppelde een inlog aan Mijn Werkcentrum."),
            paragraphs=[
                _("Hallo,"),
                _("U koppelde een inlog aan Mijn Werkcentrum. Wie zo inlogt, ziet uw gegevens."),
            ],
            after=[_("Deed u dit niet zelf? Bel ons dan meteen.")],
            short=_("Er is een inlog gekoppeld aan Mijn Werkcentrum. Niet zelf gedaan? Bel ons."),
        )
