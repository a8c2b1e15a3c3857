"""What a new colleague reads."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from werkcentrum.core.notices import Button, Notice, Sender, compose


def invitation(*, sender: Sender, language: str, role: str, link: str) -> Notice:
    """A link to choose a password. `role` is its name in Dutch."""
    with override(language):
        return compose(
            sender=sender,
            language=language,
            subject=_("Kies uw wachtwoord voor het Werkcentrum"),
            preheader=_("U kunt nu inloggen als medewerker."),
            paragraphs=[
                _("Hallo,"),
                _("Een collega heeft u toegang gegeven tot %(name)s.") % {"name": sender.name},
            ],
            facts=[(_("Uw rol"), role)],
            button=Button(_("Kies uw wachtwoord"), link),
            after=[
                _("De link werkt één keer, drie dagen lang."),
                _("Kent u het Werkcentrum niet? Dan hoeft u niets te doen."),
            ],
        )
