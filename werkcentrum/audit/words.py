"""What the codes of a line mean, in Dutch. A verb without words here is shown as it is written."""

from typing import Final

from django.apps import apps
from django.utils.translation import gettext_lazy as _

LOOKED: Final = "looked"

VERBS: Final = {
    "accounts.code_secret_set": _("App met codes ingesteld"),
    "accounts.form_given_back": _("Getypte tekst teruggegeven"),
    "accounts.form_kept": _("Getypte tekst bewaard"),
    "accounts.forms_deleted": _("Oude getypte tekst verwijderd"),
    "accounts.invited": _("Collega uitgenodigd"),
    "accounts.logged_in": _("Ingelogd"),
    "accounts.login_connected": _("Eigen login van een organisatie gekoppeld"),
    "accounts.login_disconnected": _("Eigen login van een organisatie losgemaakt"),
    "accounts.password_set": _("Wachtwoord veranderd"),
    "accounts.role_granted": _("Rol gegeven"),
    "accounts.role_withdrawn": _("Rol beëindigd"),
    "accounts.second_factor": _("Tweede stap veranderd"),
    "accounts.work_chosen": _("Rol gekozen"),
    "appointments.absence_ended": _("Afwezigheid van een gids beëindigd"),
    "appointments.absence_reported": _("Afwezigheid van een gids gemeld"),
    "appointments.adviser_changed": _("Afspraak aan een andere gids gegeven"),
    "appointments.arrival_undone": _("Aankomst voor een afspraak teruggedraaid"),
    "appointments.arrived": _("Bezoeker aangekomen voor een afspraak"),
    "appointments.asked_to_move": _("Gevraagd een afspraak te verzetten"),
    "appointments.attended": _("Afspraak is geweest"),
    "appointments.begun": _("Met afspraken begonnen op een locatie"),
    "appointments.booked": _("Afspraak gemaakt"),
    "appointments.cancelled": _("Afspraak afgezegd"),
    "appointments.confirmed": _("Afspraak bevestigd"),
    "appointments.earlier_places_offered": _("Eerdere plaats aangeboden"),
    "appointments.kept": _("Afspraak gaat toch door"),
    "appointments.moved": _("Afspraak verzet"),
    "appointments.no_show": _("Bezoeker kwam niet op een afspraak"),
    "appointments.offer_set_up": _("Aanbod van afspraken veranderd"),
    "appointments.orphans_flagged": _("Afspraken voor de werklijst gevonden"),
    "appointments.place_held": _("Plaats voor een afspraak vastgehouden"),
    "appointments.service_type_set_up": _("Soort afspraak veranderd"),
    "appointments.session_cancelled": _("Bijeenkomst afgezegd"),
    "appointments.session_planned": _("Bijeenkomst gepland"),
    "appointments.slots_planned": _("Tijdsloten gemaakt"),
    "appointments.told": _("Berichten over een afspraak gemaakt"),
    "appointments.waiting_list_joined": _("Op de wachtlijst gezet"),
    "appointments.waiting_list_left": _("Van de wachtlijst gehaald"),
    "audit.purged": _("Oude regels verwijderd"),
    "casework.clients_forgotten": _("Gegevens van klanten gewist na hun termijn"),
    "casework.client_named": _("Naam bij een vraag opgeschreven"),
    "casework.client_remembered": _("Gegevens van een klant bewaard"),
    "casework.contact_noted": _("Contact opgeschreven"),
    "casework.employer_remembered": _("Gegevens van een werkgever bewaard"),
    "casework.enquiry_closed": _("Vraag van een klant afgesloten"),
    "casework.enquiry_opened": _("Vraag van een klant opgeschreven"),
    "casework.enquiry_reopened": _("Vraag van een klant weer geopend"),
    "casework.taken_on": _("Vraag aan een gids gegeven"),
    "catalogue.change_accepted": _("Tekst goedgekeurd"),
    "catalogue.change_dropped": _("Concept weggegooid"),
    "catalogue.change_offered": _("Tekst aangeboden"),
    "catalogue.change_returned": _("Tekst teruggegeven"),
    "catalogue.change_written": _("Concept geschreven"),
    "catalogue.changes_published": _("Teksten op de website gezet"),
    "catalogue.region_loaded": _("Regiomap geladen"),
    "catalogue.translations_reviewed": _("Vertalingen nagekeken"),
    "catalogue.trial_asked": _("Proef aangevraagd"),
    "catalogue.trials_run": _("Proeven gedaan"),
    "desk.called": _("Bezoeker opgeroepen"),
    "desk.called_again": _("Bezoeker nog eens opgeroepen"),
    "desk.checked_in": _("Volgnummer gegeven"),
    "desk.days_closed": _("Dagen van de balies afgesloten"),
    "desk.desk_set_up": _("Balie gemaakt"),
    "desk.device_registered": _("Apparaat toegevoegd"),
    "desk.device_revoked": _("Apparaat weggehaald"),
    "desk.finished": _("Bezoeker geholpen"),
    "desk.held": _("Volgnummer apart gezet"),
    "desk.left": _("Bezoeker weggegaan"),
    "desk.missed": _("Bezoeker niet gekomen"),
    "desk.paper_block_reserved": _("Nummers voor op papier gereserveerd"),
    "desk.place_left": _("Plek verlaten"),
    "desk.place_taken": _("Plek gekozen"),
    "desk.put_back": _("Volgnummer terug in de rij gezet"),
    "desk.received": _("Bezoeker met een afspraak kreeg een volgnummer"),
    "desk.service_started": _("Gesprek begonnen"),
    "desk.transferred": _("Bezoeker naar een andere balie gestuurd"),
    "desk.walk_in_closed": _("Inloop gesloten"),
    "desk.walk_in_opened": _("Inloop geopend"),
    "frontdoor.helped": _("Bezoeker koos: dit hielp"),
    "frontdoor.not_helped": _("Bezoeker koos: dit hielp niet"),
    "frontdoor.questions_deleted": _("Oude vragen verwijderd"),
    "frontdoor.questions_stored": _("Vragen bewaard"),
    "partners.closed": _("Locatie tijdelijk gesloten"),
    "partners.exception_removed": _("Afwijkende dag weggehaald"),
    "partners.exceptions_added": _("Afwijkende dagen toegevoegd"),
    "partners.holiday_decided": _("Over een feestdag besloten"),
    "partners.hours_added": _("Openingstijden toegevoegd"),
    "partners.hours_changed": _("Openingstijden veranderd"),
    "partners.postcodes_set": _("Postcodes bijgewerkt"),
    "partners.reopened": _("Locatie weer open"),
    "postroom.messages_deleted": _("Oude berichten verwijderd"),
    "postroom.reported": _("Bericht over bezorging"),
    "postroom.sent_again": _("Bericht opnieuw gestuurd"),
    "postroom.settled": _("Bericht afgehandeld"),
}
# What is told of a line besides: the names of codes and counts.
DETAILS: Final = {
    "adviser": _("gids"),
    "advisers": _("gidsen"),
    "appointment": _("afspraak"),
    "asked": _("gezocht"),
    "asked_back": _("gevraagd om terug te komen"),
    "capacity": _("plaatsen"),
    "channel": _("hoe"),
    "channels": _("hoe"),
    "contact": _("contact"),
    "count": _("aantal"),
    "counters": _("plekken"),
    "counts": _("aantallen"),
    "days": _("dagen"),
    "desk": _("balie"),
    "ended": _("beëindigd"),
    "ends_at": _("tot"),
    "event": _("gebeurtenis"),
    "held_numbers": _("nummers die geen BSN zijn"),
    "first": _("eerste nummer"),
    "is_corrected": _("verbeterd"),
    "is_new_role": _("nieuwe rol"),
    "is_new_user": _("nieuwe medewerker"),
    "is_open": _("te kiezen"),
    "is_out_of_turn": _("voor de beurt"),
    "is_overbooked": _("erbij geboekt"),
    "is_pending": _("wacht op bevestiging"),
    "is_reached": _("bereikt"),
    "kind": _("soort"),
    "language": _("taal"),
    "left": _("vertrokken"),
    "login": _("login"),
    "minutes": _("minuten"),
    "organisation": _("organisatie"),
    "origin": _("binnengekomen via"),
    "outcome": _("afloop"),
    "passed": _("voorbijgegaan"),
    "reach": _("bereikbaar via"),
    "reason": _("reden"),
    "retention_until": _("bewaren tot"),
    "role": _("rol"),
    "sequence": _("volgorde"),
    "taken_over": _("overgenomen"),
    "theme": _("onderwerp"),
    "themes": _("onderwerpen"),
    "to": _("naar"),
    "types": _("soorten"),
    "until": _("tot"),
    "urgency": _("spoed"),
    "was": _("was"),
    "was_missed": _("was gemist"),
    "what": _("wat"),
}
_BEKEKEN = _("Bekeken")


def verb_in_words(verb: str) -> str:
    """What happened; of a verb that is not in the list its last part."""
    app, _dot, what = verb.partition(".")
    if what == LOOKED:
        return str(_BEKEKEN)
    return str(VERBS.get(verb) or f"{app}: {what.replace('_', ' ')}")


def record_type_in_words(label: str) -> str:
    """What sort of record, as its model is called: 'gebruiker' for 'accounts.user'."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        # A model that no longer exists.
        return label.rpartition(".")[2].replace("_", " ")


def detail_in_words(name: str, value: object) -> str:
    """One code or count with what it is: 'aantal: 3'. A code itself stays a code."""
    told = value
    if isinstance(value, bool):
        told = _("ja") if value else _("nee")
    elif name == "what":
        told = record_type_in_words(str(value))
    return f"{DETAILS.get(name, name.replace('_', ' '))}: {str(told).replace('_', ' ')}"
