"""Roles as data that a councillor can read: what it is called, what it is for, what it may do."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Permission(StrEnum):
    """One thing that somebody may do; a view names the one that it needs."""

    EDIT_CONTENT = "edit_content"
    PUBLISH_CONTENT = "publish_content"
    SORT_QUESTIONS = "sort_questions"
    RUN_QUEUE = "run_queue"
    CHANGE_HOURS = "change_hours"
    BOOK_APPOINTMENTS = "book_appointments"
    OVERBOOK = "overbook"
    HANDLE_ENQUIRIES = "handle_enquiries"
    RECEIVE_REFERRALS = "receive_referrals"
    HANDLE_EMPLOYERS = "handle_employers"
    KEEP_VACANCIES = "keep_vacancies"
    PUBLISH_VACANCIES = "publish_vacancies"
    KEEP_TRAININGS = "keep_trainings"
    WATCH_WORK = "watch_work"
    KEEP_REGISTER = "keep_register"
    READ_AUDIT = "read_audit"
    MANAGE_STAFF = "manage_staff"
    HANDLE_MESSAGES = "handle_messages"
    HANDLE_FORMAL = "handle_formal"
    HANDLE_WOO = "handle_woo"
    KEEP_CHANNELS = "keep_channels"
    READ_SKILLS = "read_skills"
    READ_MATCHING = "read_matching"
    READ_RUNS = "read_runs"
    PROPOSE_WEIGHTS = "propose_weights"
    DECIDE_WEIGHTS = "decide_weights"
    READ_GOVERNANCE = "read_governance"
    READ_CONFIDENTIAL = "read_confidential"
    KEEP_AGREEMENTS = "keep_agreements"
    KEEP_DECISIONS = "keep_decisions"
    KEEP_SIGNATURES = "keep_signatures"
    KEEP_MEETINGS = "keep_meetings"
    KEEP_MONEY = "keep_money"
    ADVISE_MONEY = "advise_money"
    WRITE_DOCUMENTS = "write_documents"


@dataclass(frozen=True)
class Role:
    """A name and a description in Dutch, and what somebody with this role may do."""

    label: str
    description: str
    permissions: frozenset[Permission] = frozenset()


_DESK: Final = frozenset({Permission.RUN_QUEUE, Permission.BOOK_APPOINTMENTS})
_GUIDE: Final = _DESK | {Permission.HANDLE_ENQUIRIES}

# In the order in which a list shows them. A role without permissions waits for its pages.
ROLES: Final[dict[str, Role]] = {
    "host": Role(
        label="Gastheer of gastvrouw",
        description="Ontvangt bezoekers bij de inloop en geeft een volgnummer. "
        "Maakt afspraken. Ziet geen dossiers.",
        permissions=_DESK,
    ),
    "adviser": Role(
        label="Gids",
        description="Helpt bezoekers verder bij vragen over werk en leren. "
        "Roept bezoekers op, maakt afspraken en brengt mensen bij een partner. "
        "Ziet de eigen vragen en vragen die nog niemand heeft.",
        permissions=_GUIDE,
    ),
    "learning_adviser": Role(
        label="Leerwerkadviseur",
        description="Geeft advies over opleidingen en leren op het werk. "
        "Roept bezoekers op, maakt afspraken en brengt mensen bij een partner. "
        "Ziet de eigen vragen en vragen die nog niemand heeft. "
        "Houdt bij welke opleidingen er zijn.",
        permissions=_GUIDE | {Permission.KEEP_TRAININGS},
    ),
    "partner_employee": Role(
        label="Medewerker van een partner",
        description="Werkt bij een organisatie die meedoet, zoals UWV of een vakbond. "
        "Houdt eigen afspraken met bezoekers en ziet wie naar die organisatie is doorverwezen. "
        "Leest de openbare overeenkomsten, besluiten en begroting, en geeft daarover advies.",
        permissions=frozenset(
            {
                Permission.BOOK_APPOINTMENTS,
                Permission.RECEIVE_REFERRALS,
                Permission.READ_GOVERNANCE,
                Permission.ADVISE_MONEY,
            }
        ),
    ),
    "employer_manager": Role(
        label="Accountmanager werkgevers",
        description="Is het vaste contact voor werkgevers in de regio. Maakt afspraken met hen "
        "en behandelt hun vragen. Schrijft vacatures op, en zet die van een collega op de website.",
        permissions=frozenset(
            {
                Permission.BOOK_APPOINTMENTS,
                Permission.HANDLE_ENQUIRIES,
                Permission.HANDLE_EMPLOYERS,
                Permission.KEEP_VACANCIES,
                Permission.PUBLISH_VACANCIES,
            }
        ),
    ),
    "coordinator": Role(
        label="Coördinator",
        description="Regelt de inloop: openingstijden, rooster en de drukte van de dag. "
        "Zorgt dat berichten aan bezoekers aankomen en dat geen vraag blijft liggen. "
        "Bewaakt de termijn van klachten en verzoeken. "
        "Houdt overeenkomsten, vergaderingen en geld bij. "
        "Zet vacatures van accountmanagers op de website en houdt de opleidingen bij. "
        "Stelt voor hoe zwaar elk deel van een match telt, en besluit over een voorstel van een "
        "ander. "
        "Leest geen verhalen van mensen die een ander helpt.",
        permissions=_DESK
        | {
            Permission.READ_GOVERNANCE,
            Permission.KEEP_AGREEMENTS,
            Permission.KEEP_MEETINGS,
            Permission.KEEP_MONEY,
            Permission.WRITE_DOCUMENTS,
            Permission.WATCH_WORK,
            Permission.PUBLISH_VACANCIES,
            Permission.KEEP_TRAININGS,
            Permission.READ_MATCHING,
            Permission.PROPOSE_WEIGHTS,
            Permission.DECIDE_WEIGHTS,
            Permission.CHANGE_HOURS,
            Permission.OVERBOOK,
            Permission.HANDLE_MESSAGES,
            Permission.HANDLE_FORMAL,
            Permission.HANDLE_WOO,
            Permission.KEEP_CHANNELS,
        },
    ),
    "board_secretary": Role(
        label="Secretaris van het bestuur",
        description="Bereidt vergaderingen en besluiten van het bestuur voor. "
        "Houdt overeenkomsten, volmachten en ondertekeningen bij. Ziet geen bezoekers.",
        permissions=frozenset(
            {
                Permission.READ_GOVERNANCE,
                Permission.READ_CONFIDENTIAL,
                Permission.KEEP_AGREEMENTS,
                Permission.KEEP_DECISIONS,
                Permission.KEEP_SIGNATURES,
                Permission.KEEP_MEETINGS,
                Permission.KEEP_MONEY,
                Permission.WRITE_DOCUMENTS,
            }
        ),
    ),
    "signatory": Role(
        label="Ondertekenaar",
        description="Tekent overeenkomsten en besluiten namens een organisatie, "
        "en bevestigt wat een ander van een ondertekening opschreef. Ziet geen bezoekers.",
        permissions=frozenset(
            {
                Permission.READ_GOVERNANCE,
                Permission.READ_CONFIDENTIAL,
                Permission.KEEP_SIGNATURES,
            }
        ),
    ),
    "clerk": Role(
        label="Griffier",
        description="Houdt besluiten bij en schrijft brieven aan de gemeenteraad. "
        "Ziet geen bezoekers.",
        permissions=frozenset(
            {
                Permission.READ_GOVERNANCE,
                Permission.READ_CONFIDENTIAL,
                Permission.KEEP_DECISIONS,
                Permission.WRITE_DOCUMENTS,
            }
        ),
    ),
    "council_member": Role(
        label="Raadslid",
        description="Leest overeenkomsten, besluiten, vergaderstukken en de begroting. "
        "Verandert niets. Ziet geen vertrouwelijke stukken en geen bezoekers.",
        permissions=frozenset({Permission.READ_GOVERNANCE}),
    ),
    "woo_officer": Role(
        label="Woo-medewerker",
        description="Maakt stukken openbaar volgens de Wet open overheid. "
        "Lakt wat geheim moet blijven. Bewaakt de termijn van Woo-verzoeken. Ziet geen bezoekers.",
        permissions=frozenset(
            {
                Permission.HANDLE_WOO,
                Permission.READ_GOVERNANCE,
                Permission.READ_CONFIDENTIAL,
            }
        ),
    ),
    "privacy_officer": Role(
        label="Privacymedewerker",
        description="Kijkt in het logboek wie welke gegevens bekeek of veranderde. "
        "Houdt bij welke gegevens met wie gedeeld mogen worden en hoe lang ze blijven. "
        "Bewaakt de termijn van klachten en verzoeken. "
        "Kijkt welke lijsten van passend werk er gemaakt zijn, zonder namen. Ziet geen dossiers.",
        permissions=frozenset(
            {
                Permission.READ_AUDIT,
                Permission.READ_MATCHING,
                Permission.READ_RUNS,
                Permission.KEEP_REGISTER,
                Permission.HANDLE_FORMAL,
                Permission.HANDLE_WOO,
            }
        ),
    ),
    "editor": Role(
        label="Redacteur",
        description="Schrijft de teksten van de website en deelt vragen van bezoekers in. "
        "Een ander zet de tekst op de website. Ziet welke lijsten van beroepen er zijn.",
        permissions=frozenset(
            {Permission.EDIT_CONTENT, Permission.SORT_QUESTIONS, Permission.READ_SKILLS}
        ),
    ),
    "publisher": Role(
        label="Eindredacteur",
        description="Leest wat een ander schreef en zet het op de website. "
        "Mag ook zelf schrijven, maar niet het eigen werk op de website zetten.",
        permissions=frozenset(
            {
                Permission.EDIT_CONTENT,
                Permission.PUBLISH_CONTENT,
                Permission.SORT_QUESTIONS,
            }
        ),
    ),
    "administrator": Role(
        label="Beheerder",
        description="Nodigt collega's uit, geeft hun een rol en beëindigt die. "
        "Schrijft op waar klachten en verzoeken heen gaan. Ziet welke lijsten van beroepen er "
        "zijn. Besluit hoe zwaar elk deel van een match telt. "
        "Ziet geen bezoekers en geen logboek.",
        permissions=frozenset(
            {
                Permission.MANAGE_STAFF,
                Permission.KEEP_CHANNELS,
                Permission.READ_SKILLS,
                Permission.READ_MATCHING,
                Permission.DECIDE_WEIGHTS,
            }
        ),
    ),
}
