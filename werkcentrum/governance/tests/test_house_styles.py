"""House styles in a region's folder: read, loaded and written back; a mistake is told."""

import pytest

from werkcentrum.catalogue.regionfolder.exporting import export_region
from werkcentrum.governance.documents.style_folder import LOGO, STYLE
from werkcentrum.governance.models import HouseStyle

pytestmark = pytest.mark.django_db
TEXT = "sender:\n- Werkcentrum Duin\nsignature:\n- De secretaris\ncolour: '#005a8c'\n"
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3"/></svg>'
)


def test_what_the_folder_says_is_loaded_and_written_back(folder):
    folder.write(STYLE, TEXT)
    folder.write(LOGO, DRAWING)

    region = folder.loaded()

    style = HouseStyle.objects.get(region=region)
    assert (style.sender, style.signature) == (["Werkcentrum Duin"], ["De secretaris"])
    assert (style.colour, style.logo) == ("#005a8c", DRAWING)
    files = export_region(region, folder.path.parent / "_base")
    assert (files[STYLE], files[LOGO]) == (TEXT, DRAWING)
    assert folder.load() == []


@pytest.mark.parametrize(
    ("name", "wrong", "said"),
    [
        (STYLE, TEXT.replace("#005a8c", "#ffcc00"), "te licht"),
        (STYLE, TEXT.replace("'#005a8c'", "blauw"), "schrijf een kleur"),
        (STYLE, TEXT.replace("sender:\n- Werkcentrum Duin", "sender: []"), "sender"),
        (LOGO, "<svg>", "bewaar het opnieuw"),
        (LOGO, DRAWING.replace("<circle", "<script/><circle"), "meer dan een tekening"),
        (LOGO, f"<!DOCTYPE svg [<!ENTITY a 'b'>]>{DRAWING}", "meer dan een tekening"),
        (LOGO, DRAWING.replace("<circle", '<image href="http://x.example/"/><circle'), "tekening"),
        (LOGO, DRAWING + " " * 70_000, "groter dan 60 kB"),
    ],
)
def test_a_style_with_which_letters_go_wrong_is_not_loaded(folder, name, wrong, said):
    folder.write(STYLE, TEXT)
    folder.write(LOGO, DRAWING)
    folder.write(name, wrong)

    assert said in " ".join(folder.problems())
