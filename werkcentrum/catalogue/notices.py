"""What editors read about each other's work."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from werkcentrum.core.notices import Button, Notice, Sender, compose


def waiting_change(*, sender: Sender, language: str, title: str, kind: str, path: str) -> Notice:
    """A text waits for somebody else than its writer. `title` and `kind` are in Dutch."""
    with override(language):
        return compose(
            sender=sender,
            language=language,
            subject=_("Een tekst wacht op u: %(title)s") % {"title": title},
            preheader=_("Wilt u hem lezen voordat hij op de website komt?"),
            paragraphs=[
                _("Hallo,"),
                _("Een collega schreef een tekst. Die komt op de website als u hem goed vindt."),
            ],
            facts=[(_("Tekst"), title), (_("Soort"), kind)],
            button=Button(_("Lees de tekst"), path),
            after=[_("Leest een ander de tekst eerder? Dan is deze e-mail niet meer nodig.")],
        )
