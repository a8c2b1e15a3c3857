"""`python -m tests.screenshots`: every page at 1280 and 390 pixels, in screenshots/."""

import sys
from urllib.parse import quote

from playwright.sync_api import sync_playwright

from tests.serving import ROOT, launch, serving

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
    "missing": "/bestaat-niet/",
    "login": "/beheer/login/",
}


def main(names: list[str]) -> None:
    """Pictures of the pages named, or of all."""
    folder = ROOT / "screenshots"
    folder.mkdir(exist_ok=True)
    with serving() as site, sync_playwright() as playwright:
        browser = launch(playwright)
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 800})
            for name in names or PAGES:
                page.goto(site.address + PAGES[name])
                page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
