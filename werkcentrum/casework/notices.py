"""What the desk reads about a question that cannot wait."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from werkcentrum.casework.models import Enquiry
from werkcentrum.core.notices import Button, Notice, Sender, compose

_LANGUAGE = "nl"


def urgent_enquiry(*, sender: Sender, urgency: str, path: str, municipality: str = "") -> Notice:
    """Somebody must hear from us today: why, a key, and nothing of what they wrote."""
    with override(_LANGUAGE):
        why = str(Enquiry.Urgency(urgency).label)
        facts = [(_("Waarom"), why), (_("Gemeente"), municipality)]
        return compose(
            sender=sender,
            language=_LANGUAGE,
            subject=_("Een vraag met spoed"),
            preheader=_("Iemand wil vandaag een mens spreken."),
            paragraphs=[
                _("Hallo,"),
                _("Op de website kwam een vraag met spoed binnen. Wie pakt hem vandaag op?"),
                _("U leest de vraag na het inloggen. Hij staat bovenaan in de lijst."),
            ],
            facts=[(label, value) for label, value in facts if value],
            button=Button(_("Naar de lijst"), path),
        )
