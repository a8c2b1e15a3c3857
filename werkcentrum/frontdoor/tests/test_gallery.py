"""Who builds the site sees every component at work on one page."""

import re
from pathlib import Path

from werkcentrum.core.templatetags import ui

TEMPLATES = Path(ui.__file__).parents[1] / "templates"
GALLERY = Path(__file__).parents[1] / "templates/frontdoor/components.html"


def with_included(template: Path) -> str:
    text = template.read_text()
    inside = re.findall(r'{% include "(ui/\w+\.html)"', text)
    return text + "".join(with_included(TEMPLATES / name) for name in inside)


def test_every_component_stands_in_the_gallery_or_inside_one_that_does():
    pages = (GALLERY, TEMPLATES / "core/base.html")
    used = {tag for page in pages for tag in re.findall(r"{% (\w+)", page.read_text())}
    inside = {
        tag
        for template in TEMPLATES.glob("ui/*.html")
        if template.stem in used
        for tag in re.findall(r"{% (\w+)", with_included(template))
    }
    assert set(ui.register.tags) <= used | inside


def test_the_gallery_shows_the_regions_own_content(page, region):
    shown = page.open("/componenten/")
    assert shown.heading == "Onderdelen"
    assert "Eerste stap" in shown
    assert "Veilig Thuis" in shown
    assert "Dit is geen BSN. Laat het nummer staan." in shown
