"""Nothing is left of somebody who was forgotten: in no table, no file, no message."""

import json

import pytest

from tests.canary import WORD
from tests.installation import Installation
from werkcentrum.mine.reading import HEADINGS, LABELS

pytestmark = [pytest.mark.slow, pytest.mark.database]
# In everything that people, staff and partners wrote about somebody.
WRITTEN = {
    "accounts_keptform", "casework_attachment", "casework_attachmentcontent",
    "casework_client", "casework_enquiry", "casework_note",
    "casework_notedraft", "casework_noterevision", "casework_planaction", "casework_plangoal",
    "core_outboxmessage", "mine_tiedlogin",
    "matching_matchrun", "matching_rankingobjection", "profiles_profilefacts",
    "referrals_referral", "referrals_referralmessage",
}  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What the program saw before and after, and the files that are left."""
    folder = tmp_path_factory.mktemp("kanarie")
    with Installation(folder / "var", folder) as installation:
        [line] = installation.run("tests.canary")
        files = {
            str(path.relative_to(folder)): path.read_bytes().lower()
            for path in folder.rglob("*")
            if path.is_file()
        }
    return json.loads(line) | {"files": files}


def test_somebody_stood_in_every_table_that_leads_to_a_person(told):
    assert told["empty"] == [], "zet een rij hiervan in tests/canary.py"
    assert set(told["tables"]) >= WRITTEN


def test_no_word_about_somebody_who_is_forgotten_is_left_in_any_table(told):
    assert told["left"] == []


def test_no_file_holds_a_word_about_somebody_who_is_forgotten(told):
    word = WORD.encode()

    assert [name for name, content in told["files"].items() if word in content] == []


def test_only_the_audit_trail_still_knows_their_random_id(told):
    assert set(told["leads_back"]) == {"audit_auditline"}


def test_somebody_is_told_what_stays_of_nobody_in_particular_and_until_when(told):
    stays = {label: (count, until) for label, count, until in told["stays"]}

    assert stays["afspraak zonder naam"] == (1, "2026-07-15")
    assert stays["bezoek aan de balie zonder naam"] == (2, "2026-07-15")
    assert stays["contact zonder naam"] == (1, "2026-07-08")
    assert "doorverwijzing die niet doorging, zonder naam" in stays
    assert told["recipients"] == ["De Bond"]


def test_the_team_of_a_partner_hears_that_it_need_not_do_anything_and_not_about_whom(told):
    [(recipient, text)] = told["messages"]

    assert recipient == "t@bond.example"
    assert "niets meer" in text


def test_everything_that_was_held_about_somebody_is_told_to_them(told):
    described = told["described"]
    written = json.dumps(described)

    assert set(described) == {
        "casework", "privacy", "appointments", "referrals", "desk", "formal", "mine", "profiles",
        "matching",
    }  # fmt: skip
    [enquiry] = described["casework"]["enquiries"]
    assert enquiry["notes"][0]["earlier"]
    assert enquiry["plan"][0]["steps"]
    assert enquiry["drafts"]
    assert [file["name"] for file in enquiry["files"]] == [f"cv {WORD}.eml"]
    [referral] = described["referrals"]["referrals"]
    assert all(referral[part] for part in ("messages", "steps", "attempts"))
    assert described["privacy"]["consents"][0]["text"] == "Mogen wij dit delen?"
    assert len(described["desk"]["visits"]) == 2
    assert written.count(WORD) >= len(WRITTEN) - 3


def test_everything_that_is_held_has_words_for_a_person(told):
    """A formal request has an address and no person behind it: there was none here."""
    described = told["described"] | {"formal": {}}
    names = set(names_in(list(described.values())))

    assert names - {*HEADINGS, *LABELS} == set()


def names_in(found):
    if isinstance(found, dict):
        yield from found
        found = list(found.values())
    for value in found if isinstance(found, list) else ():
        yield from names_in(value)
