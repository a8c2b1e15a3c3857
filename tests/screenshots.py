"""`python -m tests.screenshots`: every page at 1280 and 390 pixels, in screenshots/."""

import re
import sys
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.serving import ROOT, launch, log_in, serving

WIDTHS = (1280, 390)


def question(text: str, **rest: str) -> str:
    """The address of the answer to a question."""
    parameters = {"q": text, **rest}
    return "/antwoord/?" + "&".join(f"{name}={quote(value)}" for name, value in parameters.items())


PAGES = {
    "home": "/",
    "answers": question("mijn contract wordt niet verlengd, wat nu?"),
    "answers-place": question("hulp met mijn cv in Voorburg"),
    "answers-employer": question("wij kunnen geen personeel vinden", wie="employer"),
    "answers-filtered": question("ik wil iets leren", thema="scholing"),
    "answers-danger": question("ik wil niet meer leven"),
    "answers-homeless": question("ik heb vannacht geen slaapplek"),
    "answers-nothing": question("wat is de hoofdstad van frankrijk"),
    "answers-unknown-place": question("ik zoek werk", plaats="Timboektoe"),
    "answers-empty": "/antwoord/",
    "services": "/diensten/",
    "services-chosen": "/diensten/?thema=inkomen&voor=employee&gemeente=wassenaar",
    "services-nothing": "/diensten/?thema=ondernemen&voor=student",
    "service": "/diensten/ww-aanvragen/",
    "service-local": "/diensten/schuldhulp/?gemeente=leidschendam-voorburg",
    "service-employer": "/diensten/loonkostensubsidie/",
    "take-along": "/diensten/cv-hulp/meenemen/?gemeente=leidschendam-voorburg",
    "themes": "/onderwerpen/",
    "theme": "/onderwerpen/werk-zoeken/",
    "group": "/voor/jobseeker/",
    "employers": "/werkgevers/",
    "locations": "/locaties/?plaats=Voorburg",
    "location": "/locaties/bibliotheek-aan-de-vliet-voorburg/",
    "municipalities": "/gemeenten/",
    "municipality": "/gemeenten/leidschendam-voorburg/",
    "glossary": "/woordenlijst/",
    "about": "/over/",
    "privacy": "/privacy/",
    "accessibility": "/toegankelijkheid/",
    "cookies": "/cookies/",
    "components": "/componenten/",
    "thanks": "/bedankt/",
    "embed": "/insluiten/",
    "box": "/vraagvak/",
    "kiosk": "/zuil/?locatie=bibliotheek-aan-de-vliet-voorburg",
    "kiosk-answers": "/zuil" + question("mijn contract wordt niet verlengd"),
    "kiosk-danger": "/zuil" + question("ik wil niet meer leven"),
    "kiosk-theme": "/zuil/onderwerpen/werk-zoeken/",
    "kiosk-service": "/zuil/diensten/cv-hulp/?gemeente=leidschendam-voorburg&q=cv",
    "booking": "/afspraak/",
    "booking-where": "/afspraak/?soort=werk&stap=plek",
    "booking-days": "/afspraak/?soort=werk&waar=werkcentrum-zoetermeer&stap=dagen",
    "group-sessions": "/bijeenkomsten/",
    "ask": "/stel-uw-vraag/",
    "ask-employer": "/werkgevers/stel-uw-vraag/",
    "go-on": "/verder/",
    "mine-start": "/mijn/",
    "own-profile": "/mijn-profiel/",
    "complaint": "/klacht/",
    "privacy-request": "/privacyverzoek/",
    "woo-request": "/woo-verzoek/",
    "digital-channels": "/digitale-kanalen/",
    "mailbox": "/demo/postvak/",
    "missing": "/bestaat-niet/",
    "login": "/medewerkers/inloggen/",
    "first-login": "/medewerkers/inloggen/eerste-keer/",
}
# What the demo's editor sees after logging in.
STAFF_PAGES = {
    "staff-home": "/medewerkers/",
    "staff-account": "/medewerkers/tweede-stap/",
    "staff-passkeys": "/medewerkers/tweede-stap/passkeys/",
    "staff-confirm": "/medewerkers/bevestigen/",
    "staff-password": "/medewerkers/wachtwoord/",
    "content-home": "/medewerkers/inhoud/",
    "content-services": "/medewerkers/inhoud/dienst/",
    "content-service": "/medewerkers/inhoud/dienst/cv-hulp/",
    "content-questions": "/medewerkers/inhoud/vragen/cv-hulp/",
    "content-variant": "/medewerkers/inhoud/afwijking/leidschendam-voorburg/cv-hulp/",
    "content-emergency": "/medewerkers/inhoud/noodhulp/violence/",
    "content-health": "/medewerkers/gezondheid/",
    "skill-lists": "/medewerkers/beroepen/?zoek=kok",
    "question-queue": "/medewerkers/vragen/",
}

_DESK = "/medewerkers/balie/voorburg/"
_ENQUIRIES = "/medewerkers/hulpvragen/"
_LIBRARY = "/medewerkers/tijden/bibliotheek-aan-de-vliet-voorburg/"
_NETWORK = "/medewerkers/samenwerking/"


def by_links(*shapes: str) -> str:
    """How one gets to a page whose address holds an id: from the first page by a link a step.

    Each is below the pages of the network; `*` in one is an id.
    """
    return " ".join(_NETWORK + shape for shape in shapes)


_AGREEMENT = ("overeenkomsten/", "overeenkomsten/*/")
_LINE = ("geld/", "geld/post/*/")
_LETTER = ("documenten/", "documenten/*/")
_CASE = ("voorstellen/", "voorstellen/*/")
_MEETING = ("vergaderingen/", "vergaderingen/*/")
# One of every template: pages that differ in their words only look the same to axe.
_NETWORK_PAGES = {
    "network": _NETWORK,
    "agreements": f"{_NETWORK}overeenkomsten/",
    "agreement-new": f"{_NETWORK}overeenkomsten/nieuw/",
    "agreement-in-force": by_links(*_AGREEMENT),
    "agreement-to-sign": by_links("", "overeenkomsten/*/"),
    "agreement-term": by_links(*_AGREEMENT, "overeenkomsten/*/looptijd/"),
    "agreement-version": by_links(*_AGREEMENT, "overeenkomsten/*/versie/*/"),
    "signatures": f"{_NETWORK}ondertekeningen/",
    "signature": by_links("ondertekeningen/", "ondertekeningen/*/"),
    "sign": by_links("", "overeenkomsten/*/", "ondertekeningen/partij/*/"),
    "decisions": f"{_NETWORK}besluiten/",
    "decision": by_links("besluiten/", "besluiten/*/"),
    "decision-new": f"{_NETWORK}besluiten/nieuw/",
    "proposals": f"{_NETWORK}voorstellen/",
    "proposal": by_links(*_CASE),
    "proposal-new": f"{_NETWORK}voorstellen/nieuw/",
    "mandates": f"{_NETWORK}volmachten/",
    "mandate": by_links(*_CASE, "volmachten/*/"),
    "mandate-new": f"{_NETWORK}volmachten/nieuw/",
    "bodies": f"{_NETWORK}organen/",
    "bodies-of-one": by_links("organen/", "organen/*/"),
    "paper-new": by_links(*_CASE, "stukken/bij/proposal/*/"),
    "meetings": f"{_NETWORK}vergaderingen/",
    "meetings-past": f"{_NETWORK}vergaderingen/geweest/",
    "meeting": by_links(*_MEETING),
    "meeting-held": by_links("vergaderingen/geweest/", "vergaderingen/*/"),
    "open-points": f"{_NETWORK}vergaderingen/punten/",
    "point-new": f"{_NETWORK}vergaderingen/punten/nieuw/",
    "action-points": f"{_NETWORK}actiepunten/",
    "involved": f"{_NETWORK}betrokken/",
    "support": f"{_NETWORK}ondersteuning/",
    "money": f"{_NETWORK}geld/",
    "money-line": by_links(*_LINE),
    "money-commitment": by_links(*_LINE, "geld/verplichting/*/"),
    "money-quarter": by_links("geld/", "geld/*/kwartaal/*/"),
    "money-account": by_links("geld/", "geld/*/jaarrekening/"),
    "money-import": by_links("geld/", "geld/*/inlezen/"),
    "documents": f"{_NETWORK}documenten/",
    "document": by_links(*_LETTER),
    "document-new": f"{_NETWORK}documenten/nieuw/collegevoorstel/",
    "document-part": by_links(*_LETTER, "documenten/*/deel/*/"),
    "document-preview": by_links(*_LETTER, "documenten/*/voorbeeld/"),
    "partners": f"{_NETWORK}partners/",
    "partner-exception": by_links("partners/", "partners/*/uitzondering/"),
    "figures": "/medewerkers/cijfers/",
}
# What others see, by role.
ROLE_PAGES = {
    "administrator": {"staff-list": "/medewerkers/collegas/"},
    "adviser": {
        "board": _DESK,
        "check-in": f"{_DESK}aanmelden/",
        "desk-closing": f"{_DESK}sluiten/",
        "desk-day": f"{_DESK}dag/",
        "desk-devices": f"{_DESK}apparaten/",
        "todo": _ENQUIRIES,
        "waiting": f"{_ENQUIRIES}wacht/",
        "free": f"{_ENQUIRIES}vrij/",
        "known": f"{_ENQUIRIES}bekend/",
        "intake": f"{_ENQUIRIES}nieuw/",
        "intake-employer": f"{_ENQUIRIES}nieuw/werkgever/",
    },
    "partner": {"inbox": "/medewerkers/doorverwijzingen/"},
    "privacy_officer": {
        "audit-search": "/medewerkers/logboek/",
        "register": "/medewerkers/register/",
        "register-purpose": "/medewerkers/register/doel/referral/",
        "retention": "/medewerkers/bewaren/",
    },
    "coordinator": {
        "undelivered": "/medewerkers/berichten/",
        "work-overview": f"{_ENQUIRIES}overzicht/",
        "formal-work": "/medewerkers/verzoeken/",
        "hours-home": "/medewerkers/tijden/",
        "hours": _LIBRARY,
        "hours-weekly": f"{_LIBRARY}vast/",
        "hours-exception": f"{_LIBRARY}dag/",
        "hours-holidays": f"{_LIBRARY}feestdagen/",
        "agenda": "/medewerkers/afspraken/",
        "agenda-day": "/medewerkers/afspraken/?toon=dag",
        "appointment-new": "/medewerkers/afspraken/nieuw/",
        "appointment-work": "/medewerkers/afspraken/werklijst/",
        "waiting-list": "/medewerkers/afspraken/wachtlijst/",
        "absences": "/medewerkers/afspraken/afwezig/",
        "session-plan": "/medewerkers/afspraken/bijeenkomsten/nieuw/",
        "appointment-settings": "/medewerkers/afspraken/instellen/",
        "service-type": "/medewerkers/afspraken/instellen/soort/werk/",
    },
    "board_secretary": _NETWORK_PAGES,
    "stand_in": {"choose-work": "/medewerkers/werk/"},
}


# The language from right to left sees every layout; the rest, laid out as Dutch is, the main ones.
WHOLE, MAIN = ("ar",), ("en", "uk", "tr", "pl")
MAIN_PAGES = ("home", "answers", "service")
LAYOUTS = (
    *MAIN_PAGES, "answers-danger", "answers-filtered", "services", "take-along", "theme",
    "location", "privacy", "kiosk", "kiosk-answers", "booking-days", "ask", "go-on", "mine-start",
    "own-profile", "complaint",
)  # fmt: skip


def way_to(page: Page, address: str, path: str) -> str:
    """The path itself, or of the page at the end of `by_links`, which is not opened yet.

    Raises LookupError when a page has no such link.
    """
    first, *shapes = path.split(" ")
    for shape in shapes:
        page.goto(address + first)
        links = page.eval_on_selector_all("main a", "all => all.map(a => a.getAttribute('href'))")
        # A form for a new one is no row of the list.
        wanted = re.compile(shape.replace("*", "(?!nieuw|begin)[^/?]+"))
        found = [link for link in links if wanted.fullmatch(link)]
        if not found:
            raise LookupError(f"{first} has no link to {shape}")
        first = found[0]
    return first


def in_language(path: str, code: str) -> str:
    """The address of a page in another language."""
    return f"/{code}{path}"


def translated_pages() -> list[tuple[str, str]]:
    """Language and name of every page that is looked at in another language than Dutch."""
    found = [(code, name) for code in WHOLE for name in LAYOUTS]
    return found + [(code, name) for code in MAIN for name in MAIN_PAGES]


def main(names: list[str]) -> None:
    """Pictures of the pages named, or of all."""
    folder = ROOT / "screenshots"
    folder.mkdir(exist_ok=True)
    with serving() as site, sync_playwright() as playwright:
        browser = launch(playwright)
        translated = {
            f"{name}-{code}": in_language(PAGES[name], code) for code, name in translated_pages()
        }
        for role, pages in {"": PAGES | translated, "editor": STAFF_PAGES, **ROLE_PAGES}.items():
            wanted = pages.keys() & set(names) if names else pages
            if wanted:
                context = browser.new_context()
                if role:
                    log_in(context, site, role)
                take(context, site.address, {name: pages[name] for name in wanted}, folder)
        browser.close()


def take(context: BrowserContext, address: str, paths: dict[str, str], folder: Path) -> None:
    """Pictures of these pages, by name."""
    page = context.new_page()
    for name, path in paths.items():
        page.goto(address + way_to(page, address, path))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)


if __name__ == "__main__":
    main(sys.argv[1:])
