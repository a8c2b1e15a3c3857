"""For which processing of personal data a line is written, and how long it is kept.

As the Logboek Dataverwerkingen asks (Logius, part of the GDI): a line names the activity in the
municipality's register of processing activities (article 30 GDPR). The keys are ours; the register
refers to them.
"""

from dataclasses import dataclass
from typing import Final

# What a municipality needs to account for a mistake or a complaint: five years, the limitation
# period of article 3:310 of the Civil Code.
_FIVE_YEARS: Final = 5 * 366


@dataclass(frozen=True)
class Activity:
    """What it is called in Dutch, and how long its lines are kept, in days."""

    label: str
    keep_days: int = _FIVE_YEARS


ACTIVITIES: Final[dict[str, Activity]] = {
    "medewerkers": Activity("Toegang van medewerkers"),
    "inhoud": Activity("Teksten van de website"),
    "digitaal-loket": Activity("Vragen aan het digitale loket", keep_days=2 * 366),
    "regio": Activity("Gegevens van de regio"),
    "klantcontact": Activity("Contact met klanten"),
    "gegevens-delen": Activity("Gegevens delen en bewaren"),
    "klachten-en-verzoeken": Activity("Klachten en verzoeken"),
    "doorverwijzen": Activity("Mensen bij een partner brengen"),
    "vacatures": Activity("Vacatures"),
    "opleidingen": Activity("Opleidingen"),
    "matchen": Activity("Mensen en vacatures bij elkaar brengen"),
    "mijn-werkcentrum": Activity("Mijn Werkcentrum"),
    "overeenkomsten-en-besluiten": Activity("Overeenkomsten, besluiten en geld"),
    "inloop-en-afspraken": Activity("Inloop en afspraken"),
    "berichten": Activity("Berichten aan klanten"),
    "logboek": Activity("Het logboek zelf"),
}
# The first part of a verb names the app that did it.
_OF_APP: Final = {
    "accounts": "medewerkers",
    "catalogue": "inhoud",
    "skills": "inhoud",
    "frontdoor": "digitaal-loket",
    "partners": "regio",
    "casework": "klantcontact",
    "privacy": "gegevens-delen",
    "formal": "klachten-en-verzoeken",
    "referrals": "doorverwijzen",
    "vacancies": "vacatures",
    "training": "opleidingen",
    "matching": "matchen",
    "mine": "mijn-werkcentrum",
    "governance": "overeenkomsten-en-besluiten",
    "appointments": "inloop-en-afspraken",
    "desk": "inloop-en-afspraken",
    "postroom": "berichten",
    "audit": "logboek",
}
_OTHER: Final = "logboek"


def activity_of(verb: str) -> str:
    """The key of the activity behind a verb such as 'catalogue.region_loaded'."""
    return _OF_APP.get(verb.partition(".")[0], _OTHER)
