"""Tells from the words whether an employer or a resident asks, and in what role."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from werkcentrum.search.evidence import Evidence
from werkcentrum.search.phrasematch import PhraseFinder
from werkcentrum.search.records import EMPLOYER, RESIDENT
from werkcentrum.search.samples import AUDIENCE_PREFIX
from werkcentrum.search.shelf import Services

Floats = npt.NDArray[np.float32]

SELF_EMPLOYED: Final = "self_employed"
STUDENT: Final = "student"

FEATURES: Final = 6
_WARMTH: Final = 0.12

_WORDS: Final = {
    EMPLOYER: "werkgever|ondernemer|ons bedrijf|mijn bedrijf|onze zaak|mijn zaak|mijn werknemer*|"
    "onze werknemer*|mijn medewerker*|onze medewerker*|medewerker*|personeel|werknemer*|"
    "ons team|mijn team|onze mensen|mijn mensen|iemand aannemen|in dienst nemen|aannemen|aanneem|"
    "mijn personeel|ons personeel|onze monteur*|onze stagiair*|stagiair*|wij zoeken|we zoeken|"
    "kandidaten|mkb|vacature plaatsen|vacature melden|onze vestiging|"
    "my company|our company|my staff|our staff|my employees|our employees|employee*|we hire|"
    "моя компанія|мо* фірм*|працівник*|наш* працівник*|моя компания|сотрудник*|наш* фирм*|"
    "شركتي|موظف|موظفي|عمالي|شركتنا|şirketim*|işyerim*|çalışanım*|eleman*|personel*|"
    "moja firma|mojej firmie|pracownik*|pracowników|moją firmę|mi empresa|empleado*|"
    "mon entreprise|employé*|salarié*|meine firma|mitarbeiter*|unser betrieb|angajați|firma mea|"
    "служител*|моята фирма",
    RESIDENT: "mijn baas|me baas|mn baas|mijn werkgever|mijn chef|mijn leidinggevende|ik zoek werk|"
    "zoek werk|zoek een baan|mijn uitkering|mijn cv|mijn contract|ontslagen|mijn loon|mijn salaris|"
    "werkloos|mijn diploma|ik solliciteer|my boss|my manager|my employer|my resume|my contract|"
    "мій начальник|мій роботодавець|начальник|мой начальник|шукаю роботу|ищу работу|رئيسي|"
    "صاحب العمل|أبحث عن عمل|patronum|patron|işverenim|iş arıyorum|mój szef|szef|szukam pracy|"
    "mi jefe|busco trabajo|mon patron|mon chef|cherche du travail|mein chef|suche arbeit|"
    "șeful|caut de lucru|шефът|търся работа",
    SELF_EMPLOYED: "zzp|zzper|zzpers|zelfstandige|zelfstandig ondernemer|freelance*|eenmanszaak|"
    "mijn opdrachtgever*|eigen baas|self-employed|self employed|contractor|фриланс*|самозайнят*|"
    "самозанят*|فريلانسر|عمل حر|serbest çalış*|samozatrudnien*|jednoosobow*|autónom*|"
    "indépendant*|auto-entrepreneur|selbstständig*|selbständig*|freiberufl*|свободна практика",
    STUDENT: "student*|studente|scholier*|mijn studie|mijn opleiding|op school|mbo|vmbo|havo|vwo|"
    "stage|tentamen*|bijbaan|bijbaantje|internship|студент*|طالب|طالبة|öğrenci*|staj|studentk*|"
    "praktyki|estudiante*|étudiant*|studentin|praktikum|studentă",
}  # fmt: skip


class AudienceView:
    """Weighs the services a question leans to, and the words for each role."""

    def __init__(self, services: Services, labels: Sequence[str]) -> None:
        at = {label: place for place, label in enumerate(labels)}
        self._asks_employer = at.get(AUDIENCE_PREFIX + EMPLOYER, len(labels))
        self._asks_resident = at.get(AUDIENCE_PREFIX + RESIDENT, len(labels))
        self._employer = services.are_only_for(EMPLOYER)
        self._resident = services.are_only_for(RESIDENT)
        self._finder = PhraseFinder(
            [(phrase, role) for role, text in _WORDS.items() for phrase in text.split("|")]
        )

    def roles(self, found_words: Sequence[str]) -> dict[str, int]:
        """How often the words for each role are there."""
        counts = dict.fromkeys(_WORDS, 0)
        for found in self._finder.find(found_words):
            counts[found.value] += 1
        return counts

    def features(self, evidence: Evidence, roles: dict[str, int]) -> Floats:
        """Array (FEATURES,): positive speaks for an employer."""
        totals = evidence.totals
        labels = np.append(evidence.labels, 0.0)
        shares = np.exp((totals - totals.max()) / _WARMTH)
        shares /= shares.sum()
        lean = float(shares[self._employer].sum() - shares[self._resident].sum())
        best_employer = totals[self._employer].max(initial=0.0)
        best_resident = totals[self._resident].max(initial=0.0)
        return np.array(
            [
                labels[self._asks_employer],
                labels[self._asks_resident],
                lean,
                best_employer - best_resident,
                min(roles[EMPLOYER], 2),
                min(roles[RESIDENT] + roles[STUDENT] + roles[SELF_EMPLOYED], 2),
            ],
            np.float32,
        )


def role_of(audience: str | None, roles: dict[str, int]) -> str | None:
    """Employer, self_employed, student or resident; None when the words do not tell."""
    if audience == EMPLOYER:
        return EMPLOYER
    if roles[SELF_EMPLOYED]:
        return SELF_EMPLOYED
    if roles[STUDENT]:
        return STUDENT
    return audience
