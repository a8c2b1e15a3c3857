"""The site map."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from werkcentrum.appointments.urls import pages as appointment_pages
from werkcentrum.desk.urls import pages as desk_pages
from werkcentrum.formal import staff_urls as formal_staff_urls
from werkcentrum.formal.urls import pages as formal_pages
from werkcentrum.frontdoor.urls import machine_pages, pages
from werkcentrum.matching import staff_urls as matching_staff_urls
from werkcentrum.matching.urls import pages as matching_pages
from werkcentrum.mine.urls import pages as own_pages
from werkcentrum.postroom.urls import machine_pages as postroom_machine_pages
from werkcentrum.postroom.urls import pages as postroom_pages
from werkcentrum.profiles.urls import pages as profile_pages
from werkcentrum.referrals.team_urls import links as answer_links
from werkcentrum.training import staff_urls as training_staff_urls
from werkcentrum.training.urls import pages as training_pages
from werkcentrum.vacancies.urls import employer_pages
from werkcentrum.vacancies.urls import pages as vacancy_pages

# Together, so that an address of visitors is compared with one beginning instead of with each.
staff_pages = [
    path("", include("werkcentrum.accounts.urls")),
    path("", include("werkcentrum.frontdoor.staff_urls")),
    path("berichten/", include("werkcentrum.postroom.urls")),
    path("inhoud/", include("werkcentrum.catalogue.urls")),
    path("beroepen/", include("werkcentrum.skills.urls")),
    path("afspraken/", include("werkcentrum.appointments.staff_urls")),
    path("hulpvragen/", include("werkcentrum.referrals.staff_urls")),
    path("vacatures/", include("werkcentrum.vacancies.staff_urls")),
    path("algoritme/kaart/", include("werkcentrum.matching.card_urls")),
    path("vacatures/", include(matching_staff_urls.vacancies)),
    path("algoritme/", include(matching_staff_urls.algorithm)),
    path("opleidingen/", include("werkcentrum.training.staff_urls")),
    path("cijfers/", include("werkcentrum.insight.urls")),
    path("samenwerking/", include("werkcentrum.governance.urls")),
    path("register/", include("werkcentrum.privacy.urls")),
    path("klanten/", include("werkcentrum.privacy.staff_urls")),
    path("klanten/", include(matching_staff_urls.clients)),
    path("contactvragen/", include(matching_staff_urls.contact)),
    path("klanten/", include(training_staff_urls.clients)),
    path("klanten/", include("werkcentrum.profiles.staff_urls")),
    path("balie/", include("werkcentrum.desk.staff_urls")),
    path("doorverwijzingen/", include("werkcentrum.referrals.team_urls")),
    path("bewaren/", include("werkcentrum.privacy.retention_urls")),
    path("verzoeken/", include(formal_staff_urls.requests)),
    path("digitale-kanalen/", include(formal_staff_urls.channels)),
]

urlpatterns = [
    *machine_pages,
    *postroom_machine_pages,
    path("medewerkers/", include(staff_pages)),
    *answer_links,
    *employer_pages,
    path("beheer/", admin.site.urls),
    # Dutch without a prefix, the other languages below one: /uk/over/.
    *i18n_patterns(
        *pages,
        *appointment_pages,
        *desk_pages,
        *postroom_pages,
        *formal_pages,
        *own_pages,
        *vacancy_pages,
        *matching_pages,
        *training_pages,
        *profile_pages,
        prefix_default_language=False,
    ),
]
