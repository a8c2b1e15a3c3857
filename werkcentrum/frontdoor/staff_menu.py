"""What stands in the menu for staff, and for whom."""

from django.utils.translation import gettext_lazy

from werkcentrum.accounts.roles import Permission

# By the name of the page: who may open it, what it is called, and what one does there.
STAFF_PAGES = {
    "content_home": (
        Permission.EDIT_CONTENT,
        gettext_lazy("Inhoud"),
        gettext_lazy("Schrijf en verbeter de teksten van de website."),
    ),
    "hours_home": (
        Permission.CHANGE_HOURS,
        gettext_lazy("Tijden"),
        gettext_lazy("Openingstijden, vrije dagen, en nu meteen sluiten."),
    ),
    "question_queue": (
        Permission.SORT_QUESTIONS,
        gettext_lazy("Vragen"),
        gettext_lazy("Vragen van bezoekers waar nog geen goed antwoord op is."),
    ),
    "undelivered": (
        Permission.HANDLE_MESSAGES,
        gettext_lazy("Berichten"),
        gettext_lazy("E-mails, sms'jes en brieven die niet aankwamen."),
    ),
    "content_health": (
        Permission.EDIT_CONTENT,
        gettext_lazy("Gezondheid"),
        gettext_lazy("Wat er aan de teksten nog niet klopt of oud is."),
    ),
    "skill_lists": (
        Permission.READ_SKILLS,
        gettext_lazy("Beroepen"),
        gettext_lazy("Welke lijsten van beroepen en vaardigheden er zijn, en wat erin staat."),
    ),
    "todo_list": (
        Permission.HANDLE_ENQUIRIES,
        gettext_lazy("Hulpvragen"),
        gettext_lazy("De mensen die u helpt: wat u vandaag doet, en op wie u wacht."),
    ),
    "contact_list": (
        Permission.HANDLE_ENQUIRIES,
        gettext_lazy("Contactvragen"),
        gettext_lazy("Wie van uw klanten moet nog ja of nee zeggen tegen contact over werk."),
    ),
    "work_overview": (
        Permission.WATCH_WORK,
        gettext_lazy("Overzicht"),
        gettext_lazy("Waar werk blijft liggen: bij partners, bij gidsen, of bij niemand."),
    ),
    "vacancy_list": (
        Permission.PUBLISH_VACANCIES,
        gettext_lazy("Vacatures"),
        gettext_lazy("Schrijf werk op van werkgevers, en zet het op de website."),
    ),
    "algorithm": (
        Permission.READ_MATCHING,
        gettext_lazy("Algoritme"),
        gettext_lazy("Hoe passend werk wordt uitgerekend, en wie daarover besloot."),
    ),
    "training_list": (
        Permission.KEEP_TRAININGS,
        gettext_lazy("Opleidingen"),
        gettext_lazy("Houd bij welke opleidingen er zijn, en zie wat de regio vraagt."),
    ),
    "agenda": (
        Permission.BOOK_APPOINTMENTS,
        gettext_lazy("Afspraken"),
        gettext_lazy("Maak, verzet of zeg afspraken af. Zie wie er komt."),
    ),
    "received_referrals": (
        Permission.RECEIVE_REFERRALS,
        gettext_lazy("Doorverwijzingen"),
        gettext_lazy("Mensen die naar uw organisatie zijn doorverwezen."),
    ),
    "desk_list": (
        Permission.RUN_QUEUE,
        gettext_lazy("Inloop"),
        gettext_lazy("Geef bezoekers een nummer en roep ze op."),
    ),
    "formal_work": (
        Permission.HANDLE_WOO,
        gettext_lazy("Klachten en verzoeken"),
        gettext_lazy("Wanneer moet een organisatie antwoord geven?"),
    ),
    "keep_channels": (
        Permission.KEEP_CHANNELS,
        gettext_lazy("Digitale kanalen"),
        gettext_lazy("Waar klachten en verzoeken heen gaan, en storingen."),
    ),
    "staff_list": (
        Permission.MANAGE_STAFF,
        gettext_lazy("Medewerkers"),
        gettext_lazy("Nodig collega's uit en geef hun een rol."),
    ),
    "governance_home": (
        Permission.READ_GOVERNANCE,
        gettext_lazy("Samenwerking"),
        gettext_lazy("Overeenkomsten, besluiten, vergaderingen en geld."),
    ),
    "figures": (
        Permission.WRITE_DOCUMENTS,
        gettext_lazy("Cijfers"),
        gettext_lazy("Aantallen over een periode, voor een brief aan de raad."),
    ),
    "register": (
        Permission.KEEP_REGISTER,
        gettext_lazy("Register"),
        gettext_lazy("Welke gegevens met wie gedeeld mogen worden, en waarop dat berust."),
    ),
    "audit_search": (
        Permission.READ_AUDIT,
        gettext_lazy("Logboek"),
        gettext_lazy("Zoek op wie welke gegevens zag of veranderde."),
    ),
    "retention_home": (
        Permission.KEEP_REGISTER,
        gettext_lazy("Bewaren"),
        gettext_lazy("Hoe lang gegevens blijven, en wat er weg mag."),
    ),
}
