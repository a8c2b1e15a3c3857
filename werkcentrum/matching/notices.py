"""What somebody reads whom an organisation would like contact with, and who asked, after a yes."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from werkcentrum.core.notices import Button, Notice, Sender, compose
from werkcentrum.vacancies.models import Vacancy


def somebody_agreed(*, sender: Sender, vacancy: Vacancy) -> Notice:
    """For who asked. Who it is stands on the page only: the yes may be taken back meanwhile."""
    where = "Wie het is en hoe u die persoon bereikt, leest u bij de vacature."
    with override("nl"):
        return compose(
            sender=sender,
            language="nl",
            subject="Iemand zei ja tegen contact",
            preheader=where,
            paragraphs=[
                "Hallo,", f"U vroeg om contact over werk: {vacancy.title}. Iemand zei ja.", where
            ],
            button=Button("Naar de vacature", reverse("vacancy_people", args=[vacancy.pk])),
        )  # fmt: skip


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
