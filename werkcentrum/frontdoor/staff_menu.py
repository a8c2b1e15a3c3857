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
    "agenda": (
        Permission.BOOK_APPOINTMENTS,
        gettext_lazy("Afspraken"),
        gettext_lazy("Maak, verzet of zeg afspraken af. Zie wie er komt."),
    ),
    "desk_list": (
        Permission.RUN_QUEUE,
        gettext_lazy("Inloop"),
        gettext_lazy("Geef bezoekers een nummer en roep ze op."),
    ),
    "staff_list": (
        Permission.MANAGE_STAFF,
        gettext_lazy("Medewerkers"),
        gettext_lazy("Nodig collega's uit en geef hun een rol."),
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
