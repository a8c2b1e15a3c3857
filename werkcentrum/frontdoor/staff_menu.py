"""What stands in the menu for staff, and for whom."""

from django.utils.translation import gettext_lazy

from werkcentrum.accounts.roles import Permission

# By the name of the page: who may open it, and what it is called.
STAFF_PAGES = {
    "content_home": (Permission.EDIT_CONTENT, gettext_lazy("Inhoud")),
    "hours_home": (Permission.CHANGE_HOURS, gettext_lazy("Tijden")),
    "question_queue": (Permission.SORT_QUESTIONS, gettext_lazy("Vragen")),
    "undelivered": (Permission.HANDLE_MESSAGES, gettext_lazy("Berichten")),
    "content_health": (Permission.EDIT_CONTENT, gettext_lazy("Gezondheid")),
    "agenda": (Permission.BOOK_APPOINTMENTS, gettext_lazy("Afspraken")),
    "desk_list": (Permission.RUN_QUEUE, gettext_lazy("Inloop")),
    "staff_list": (Permission.MANAGE_STAFF, gettext_lazy("Medewerkers")),
    "audit_search": (Permission.READ_AUDIT, gettext_lazy("Logboek")),
}
