"""A very small base and region as files, for tests that break them: reading takes milliseconds."""

import shutil
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.catalogue.actions import load_region
from werkcentrum.catalogue.models import LocalVariant, Service
from werkcentrum.catalogue.regionfolder.approval import (
    Approval,
    approval_text,
    read_emergency,
)
from werkcentrum.catalogue.regionfolder.contents import Contents, read_region
from werkcentrum.catalogue.regionfolder.layout import APPROVAL_FILE, BASE_FOLDER
from werkcentrum.catalogue.regionfolder.reading import FolderReader, Problems
from werkcentrum.catalogue.regionfolder.syncing import Change
from werkcentrum.partners.models import Municipality, Region, Team

KEY = "vlietstreek"
MONDAY = date(2026, 11, 30)
MONDAY_MORNING = datetime(2026, 11, 30, 9, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))

_SERVICE = """\
title: Hulp bij uw cv
summary: Iemand kijkt met u mee naar uw cv en uw brief.
kind: service
audience: [resident]
themes: [werk]
groups: [jobseeker]
provider: bibliotheek
handling: start
what_you_get:
  - Samen een cv maken
for_whom: Voor iedereen die gaat solliciteren.
cost: free
cost_note:
bring: [Uw oude cv]
first_step: Loop binnen bij de bibliotheek.
duties: []
channels: [walk_in, phone]
law: ""
check_at:
source_name: werk.nl
source_url: https://www.werk.nl/
review_interval_months: 12
checked_on:
related: []
terms: [cv maken, brief schrijven]
"""
_EMERGENCY = """\
- kind: suicide
  title: Denkt u aan zelfmoord?
  text: Bij 113 luistert nu iemand naar u.
  contacts: [{name: 113, phone: 113}]
- kind: violence
  title: Wordt u geslagen?
  text: Bel Veilig Thuis.
  contacts: [{name: Veilig Thuis, phone: 0800-2000}]
- kind: exploitation
  title: Wordt u gedwongen?
  text: Bel CoMensha.
  contacts: [{name: CoMensha, phone: 033-448 11 86}]
- kind: homeless
  title: Geen slaapplek vannacht?
  text: Bel uw gemeente.
  contacts: [{name: Direct gevaar, phone: 112}]
  municipal_phone: homeless_phone
- kind: hunger
  title: Geen eten vandaag?
  text: Bel uw gemeente.
  contacts: [{name: Direct gevaar, phone: 112}]
  municipal_phone: hunger_phone
"""
_TOPICS = """\
- {key: werk, title: Werk zoeken, summary: Hulp bij het zoeken van werk., icon: search}
- {key: geld, title: Geld, summary: Hulp als u weinig geld heeft., icon: coins}
"""
_GROUPS = """\
- {key: jobseeker, title: Ik zoek werk, summary: U heeft nu geen werk., icon: search}
- {key: employee, title: Ik heb werk, summary: U heeft een baan., icon: briefcase}
"""
_UKRAINIAN = """\
msgid ""
msgstr "Language: uk\\n"

# nagekeken: vertaler 2026-11-02
msgctxt "service:cv-hulp:title"
msgid "Hulp bij uw cv"
msgstr "Допомога з резюме"

msgctxt "service:cv-hulp:bring:0"
msgid "Uw oude cv"
msgstr "Ваше старе резюме"

#, fuzzy
#| msgid "Loop binnen."
msgctxt "service:cv-hulp:first_step"
msgid "Loop binnen bij de bibliotheek."
msgstr "Заходьте."

msgctxt "service:taalhuis:title"
msgid "Nederlands leren"
msgstr "Вивчати нідерландську"

msgctxt "page:over:body:0"
msgid "Wij helpen u."
msgstr ""
"""
_CONSENT = "Wij geven uw vraag door. U hoeft dit niet goed te vinden."
_PURPOSES = "".join(
    f"- key: {key}\n  label: Doel {key}\n  description: Waarom wij dit doen.\n"
    for key in ("answering", "appointment", "invitations", "statistics")
)
_PURPOSES += """\
- key: referral
  label: U doorverwijzen
  description: Wij geven uw vraag door.
  translations:
    en: {label: Referring you, description: We pass your question on.}
  texts:
"""
_WORDS = "".join(
    f"    {code}: {_CONSENT} ({code})\n" for code in ("nl", "en", "uk", "ar", "tr", "pl")
)
_PURPOSES += (
    _WORDS
    + f"""\
- key: aftercare
  label: Later vragen hoe het gaat
  description: Wij vragen of u geholpen bent.
  texts:
{_WORDS}"""
)
_OWN_UKRAINIAN = """\
msgid ""
msgstr "Language: uk\\n"

msgctxt "variant:leidschendam-voorburg:cv-hulp:first_step"
msgid "Loop binnen in de bibliotheek in Voorburg."
msgstr "Заходьте до бібліотеки у Ворбурзі."

msgctxt "page:over:body:0"
msgid "Wij zitten in Voorburg."
msgstr "Ми у Ворбурзі."

msgctxt "reason:Kerst"
msgid "Kerst"
msgstr "Різдво"
"""
BASE_FILES = {
    "themes.yaml": _TOPICS,
    "groups.yaml": _GROUPS,
    "emergency.yaml": _EMERGENCY,
    "danger_terms.yaml": "violence:\n  certain:\n    nl: [mijn man slaat mij]\n"
    "harmless:\n  nl: [doodmoe van mijn werk]\n",
    "phrases.csv": "lang,phrase,dutch\nen,my resume,cv\n",
    "glossary.csv": "term,meaning\ncv,Een blad met wat u kunt en heeft gedaan.\n"
    "bijstand,Geld van de gemeente als u te weinig heeft.\n",
    "services/cv-hulp.yaml": _SERVICE,
    "services/taalhuis.yaml": _SERVICE.replace("Hulp bij uw cv", "Nederlands leren"),
    "services/schuldhulp.yaml": _SERVICE.replace("Hulp bij uw cv", "Hulp bij schulden")
    .replace("[werk]", "[geld, werk]")
    .replace("provider: bibliotheek", "provider: gemeente"),
    "examples/cv-hulp.csv": "text,lang,style\nwie kijkt mijn cv na,nl,question\n"
    '"help, my resume",en,spoken\n',
    "examples/_other.csv": "class,text,lang,key\nout-of-scope,paspoort verlengen,nl,\n"
    "near-miss,ik ga dood van verveling,nl,cv-hulp\n"
    "danger:hunger,ik heb geen eten meer,nl,\n",
    "pages/over.md": "# Over ons\n\nWij helpen u.\n",
    "pages/privacy.md": "# Privacy\n\nWij bewaren weinig.\n",
    "pages/toegankelijkheid.md": "# Toegankelijkheid\n\nIedereen kan meedoen.\n",
    "pages/cookies.md": "# Cookies\n\nGeen.\n",
    "purposes.yaml": _PURPOSES,
    "retention.csv": """\
record,selectielijst,resultaat,waardering,termijn,second
klacht,13.1,Geschil afgehandeld,vernietigen,P5Y,true
inloggegevens_log,19.1.24,Login-gegevens,vernietigen,P6M,
wachtlijst_inschrijving,19.1.23,Inschrijving wachtlijst,vernietigen,P1Y na bestaansduur,
vernietigingsverklaring,19.1.18,Archiefvernietiging,blijvend_bewaren,,
""",
    "translations/uk.po": _UKRAINIAN,
}
_VOORBURG_CV = "gemeenten/leidschendam-voorburg/services/cv-hulp.yaml"
REGION_FILES = {
    "region.yaml": """\
code: AM34
name: Vlietstreek
hosts: [vliet.test]
phone: 14 070
email: loket@vlietstreek.example
centre_municipality: leidschendam-voorburg
demonstration: false
locked:
  schuldhulp: [cost, law]
""",
    "municipalities.csv": """\
key,name,cbs_code,website,theme,homeless_phone,hunger_phone,phones_checked_on
leidschendam-voorburg,Leidschendam-Voorburg,GM1916,https://www.lv.nl/,,14 070,14 070,2026-10-01
wassenaar,Wassenaar,GM0629,,,088-6549200,088-6549200,
""",
    "postcodes.csv": """\
postcode4,municipality,place,latitude,longitude
2271,leidschendam-voorburg,Voorburg,52.071,4.363
2241,wassenaar,Wassenaar,52.148,4.42
""",
    "organisations.yaml": """\
- key: bibliotheek
  name: Bibliotheek aan de Vliet
  kind: library
  municipality: leidschendam-voorburg
- key: gemeente
  name: De gemeente
  kind: municipality
  phone: 14 070
  suwi: true
""",
    "teams.yaml": """\
- organisation: bibliotheek
  key: taalhuis
  name: Taalhuis
  email: taalhuis@bibliotheek.example
  response_days: 5
  example: true
- organisation: gemeente
  key: schuldhulp
  name: Team schuldhulp
  email: schuldhulp@gemeente.example
  response_days: 3
""",
    "referrals.csv": """\
service,municipality,organisation,team
taalhuis,,bibliotheek,taalhuis
""",
    "standings.csv": """\
organisation,purpose,starts_on,ends_on,basis
bibliotheek,referral,2025-07-01,2027-01-01,Overeenkomst van 1 juli 2025
bibliotheek,referral,2027-01-01,,Overeenkomst van 1 januari 2027
""",
    "grounds.csv": """\
purpose,controller,recipient,kind,law,data,starts_on,ends_on
answering,gemeente,,public_task,Participatiewet artikel 7,name question benefit,2025-07-01,
referral,gemeente,bibliotheek,consent,,name reach question,2025-07-01,
""",
    "providers.csv": """\
role,municipality,organisation
bibliotheek,,bibliotheek
gemeente,,gemeente
gemeente,wassenaar,gemeente
""",
    "deliveries.csv": """\
service,municipality,organisation
taalhuis,wassenaar,gemeente
""",
    "locations.yaml": """\
- key: bibliotheek-voorburg
  name: Bibliotheek in Voorburg
  organisation: bibliotheek
  municipality: leidschendam-voorburg
  postcode: 2271 AB
  place: Voorburg
  latitude: 52.068
  longitude: 4.362
  opened_on: 2025-07-07
  hours:
    - {kind: opening, days: [ma, di], from: 09:00, until: 17:00}
    - {kind: walk_in, days: [ma], from: 13:00, until: 16:00, starts_on: 2025-07-07}
    - {kind: appointment, days: [wo], from: 9:00, until: 12:00,
       every_weeks: 2, anchor_on: 2026-12-02}
  exceptions:
    - {kind: opening, on: 2026-12-25, closed: true, reason: Kerst}
    - {kind: walk_in, on: 2026-12-21, from: 10:00, until: 12:00, reason: Vroeger open}
  holidays:
    - {on: 2027-01-01, name: Nieuwjaarsdag, closed: true}
    - {on: 2027-03-26, name: Goede vrijdag, closed: false}
""",
    "services/taalhuis.yaml": "title: Nederlands leren bij het Taalhuis\nlaw:\n",
    _VOORBURG_CV: "first_step: Loop binnen in de bibliotheek in Voorburg.\nexample: true\n",
    "glossary.csv": "term,meaning\ncv,Uw cv laat zien wat u kunt.\n",
    "examples/taalhuis.csv": "text,lang,style\nwaar leer ik beter nederlands,nl,question\n",
    "pages/over.md": "# Over de Vlietstreek\n\nWij zitten in Voorburg.\n",
    "translations/uk.po": _OWN_UKRAINIAN,
}


@dataclass
class Folder:
    """A region's folder with its base beside it."""

    path: Path

    def write(self, name: str, content: str | bytes) -> None:
        """Put a file there; a name that begins with _base/ goes to the base."""
        path = self.file(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def change(self, name: str, old: str, new: str) -> None:
        """Replace words in a file that has them."""
        text = self.text(name)
        assert old in text, f"{old!r} staat niet in {name}"
        self.write(name, text.replace(old, new, 1))

    def text(self, name: str) -> str:
        """A file as it stands there."""
        return self.file(name).read_text(encoding="utf-8")

    def file(self, name: str) -> Path:
        """Where a file lies."""
        is_base = name.startswith(f"{BASE_FOLDER}/")
        return (self.path.parent if is_base else self.path) / name

    def named(self, name: str) -> str:
        """A file as a problem names it."""
        return name if name.startswith(f"{BASE_FOLDER}/") else f"{self.path.name}/{name}"

    def approve(self, *, by: str = "coordinator", is_called: bool = True) -> None:
        """A second person approves the emergency help as it stands."""
        problems = Problems()
        base = FolderReader(self.path.parent / BASE_FOLDER, problems)
        emergency = read_emergency(base, problems)
        approval = Approval("redactie", by, MONDAY, MONDAY if is_called else None)
        self.write(APPROVAL_FILE, approval_text(emergency, approval))

    def problems(self) -> list[str]:
        """What is wrong, as people read it."""
        return [str(problem) for problem in read_region(self.path)[1]]

    def contents(self) -> Contents:
        """What stands in a folder without mistakes."""
        contents, problems = read_region(self.path)
        assert not problems, "\n".join(map(str, problems))
        return contents

    def load(self, *, is_dry_run: bool = False) -> list[Change]:
        """Load it as the command does, without learning to search."""
        return load_region(
            contents=self.contents(), by=SYSTEM, at=MONDAY_MORNING, is_dry_run=is_dry_run
        )

    def load_beside(self, base: Path) -> list[Change]:
        """Load it with a base that lies somewhere else."""
        contents, problems = read_region(self.path, base=base)
        assert not problems, "\n".join(map(str, problems))
        return load_region(contents=contents, by=SYSTEM, at=MONDAY_MORNING)

    def loaded(self) -> Region:
        """Load it, and give the region."""
        self.load()
        return Region.objects.get(key=self.path.name)

    def twin(self, key: str, host: str) -> "Folder":
        """A second region beside this one, with the same files under another name and host."""
        shutil.copytree(self.path, self.path.parent / key)
        other = Folder(self.path.parent / key)
        other.change("region.yaml", "vliet.test", host)
        other.change("region.yaml", "name: Vlietstreek", f"name: {key.title()}")
        return other


def write_regions(regions: Path) -> Folder:
    """Write the base and one region into a folder for regions."""
    folder = Folder(regions / KEY)
    for name, text in BASE_FILES.items():
        folder.write(f"{BASE_FOLDER}/{name}", text)
    for name, text in REGION_FILES.items():
        folder.write(name, text)
    folder.approve()
    return folder


@pytest.fixture
def folder(tmp_path) -> Folder:
    """A region folder without mistakes, in a place of this test's own."""
    return write_regions(tmp_path / "regions")


def team_for(service: Service, municipality: Municipality | None = None) -> Team | None:
    """The team that receives referrals for a service now; None where nobody does.

    Without a municipality it is the team that receives them in all of the region.
    """
    rows = LocalVariant.objects.filter(service=service, accepts_referrals=True)
    if municipality:
        rows = rows.filter(municipality=municipality)
    found = list(rows.select_related("referral_team__organisation"))
    teams = {row.referral_team for row in found}
    places = 1 if municipality else service.region.municipalities.count()
    return teams.pop() if len(teams) == 1 and len(found) == places else None
