"""What whoever keeps agreements reads when a day comes near."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import override

from werkcentrum.core.notices import Button, Notice, Sender, compose
from werkcentrum.governance.agreements.ending_queries import Loss
from werkcentrum.governance.models import Agreement


def comes_near(
    agreement: Agreement, what: str, losses: Sequence[Loss], *, sender: Sender
) -> Notice:
    """`what` is to be done, in Dutch; `losses` is what goes dark when nobody does anything."""
    with override("nl"):
        return compose(
            sender=sender,
            language="nl",
            subject=f"{what}: {agreement.title}",
            preheader="U krijgt dit bericht één keer.",
            paragraphs=[
                "Hallo,",
                "Er komt een datum aan van een overeenkomst die u bijhoudt.",
            ],
            facts=[
                ("Overeenkomst", f"{agreement.title} ({agreement.reference})"),
                ("Wat", what),
                *(("Valt dan weg", _lost(loss)) for loss in losses),
            ],
            button=Button("Open de overeenkomst", reverse("agreement", args=[agreement.pk])),
        )


def ground_is_gone(
    words: str, agreements: Sequence[Agreement], *, sender: Sender
) -> Notice:  # fmt: skip
    """`words` say what was withdrawn, on which these agreements were signed."""
    with override("nl"):
        return compose(
            sender=sender,
            language="nl",
            subject=f"Ingetrokken: {words}",
            preheader="Kijk wat dit betekent voor wat erop berust.",
            paragraphs=[
                "Hallo,",
                f"{words} Hierop berust wat al is getekend. Wat getekend is, blijft getekend.",
                "Kijk of de overeenkomst zo door kan gaan, en leg uw conclusie vast.",
            ],
            facts=[("Overeenkomst", f"{one.title} ({one.reference})") for one in agreements],
            button=Button("Open de overeenkomst", reverse("agreement", args=[agreements[0].pk])),
        )


def _lost(loss: Loss) -> str:
    """A partner with all that goes dark there."""
    parts = [*loss.purposes, *loss.locations, *loss.services, *loss.teams]
    return f"{loss.name}: {', '.join(parts)}"
