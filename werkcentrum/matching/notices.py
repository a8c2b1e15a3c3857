"""What somebody reads whom an organisation would like to have contact with."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from werkcentrum.core.notices import Button, Notice, Sender, compose


def question_waits(*, sender: Sender, language: str) -> Notice:
    """A question waits. Which one somebody reads once they are in: others may see this message."""
    with override(language):
        return compose(
            sender=sender,
            language=language,
            subject=_("Er wacht een vraag op u"),
            preheader=_("U ziet de vraag in Mijn Werkcentrum."),
            paragraphs=[
                _("Hallo,"),
                _("In Mijn Werkcentrum wacht een vraag op u. U beslist zelf."),
                _("Wilt u er eerst over praten? Dat kan met uw gids."),
            ],
            button=Button(_("Naar Mijn Werkcentrum"), reverse("mine_start")),
            short=_("In Mijn Werkcentrum wacht een vraag op u. U beslist zelf."),
        )
