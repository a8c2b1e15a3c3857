"""A mistake in a value names file, line, field and what to do, in plain Dutch; nothing raises."""

import pytest

REGION = "region.yaml"
TOWNS = "municipalities.csv"
POSTCODES = "postcodes.csv"
PARTNERS = "organisations.yaml"
PLACES = "locations.yaml"
_EVERY_THIRD = (
    "anchor_on: 2026-12-02}\n    - {kind: appointment, days: [wo], from: 11:00, until: 13:00, "
    "every_weeks: 3, anchor_on: 2026-12-09}"
)
ABOUT = "pages/over.md"
VARIANT = "gemeenten/leidschendam-voorburg/services/cv-hulp.yaml"
CV = "_base/services/cv-hulp.yaml"
QUESTIONS = "_base/examples/cv-hulp.csv"
OTHER = "_base/examples/_other.csv"
DANGER = "_base/emergency.yaml"
TERMS = "_base/danger_terms.yaml"

# What somebody did: file, what stands there, what they wrote; then line, field and what to do.
MISTAKES = {
    "a field is missing": (REGION, "code: AM34\n", "", 1, "code", "verplicht; vul het in"),
    "a field is empty": (REGION, "code: AM34", "code:", 1, "code", "verplicht; vul het in"),
    "an unknown field": (
        REGION, "phone:", "phoon:", 4, "phoon", "haal het weg. Bedoelt u 'phone'"),
    "a list for a text": (REGION, "Vlietstreek", "[a, b]", 2, "name", "dit moet tekst zijn"),
    "a mapping for a text": (REGION, "Vlietstreek", "{a: b}", 2, "name", "dit moet tekst zijn"),
    "a text for a list": (REGION, "[vliet.test]", "vliet.test", 3, "hosts", "zet elk deel op"),
    "an address with a scheme": (
        REGION, "vliet.test", "https://vliet.test", 3, "hosts", "zonder https://"),
    "a host in capitals": (REGION, "vliet.test", "Vliet.test", 3, "hosts", "in kleine letters"),
    "a host twice": (REGION, "[vliet.test]", "[a.nl, a.nl]", 3, "hosts", "'a.nl' staat er twee"),
    "no phone number": (REGION, "14 070", "bel ons", 4, "phone", "schrijf het als 0800-2000"),
    "no mail address": (REGION, "loket@", "loket", 5, "email", "schrijf het als naam@"),
    "an address where a host name belongs": (
        REGION, "demonstration:", "embed_sites: [https://voorburg.example/]\ndemonstration:", 7,
        "embed_sites", "deel 1: ",
    ),
    "neither yes nor no": (REGION, "false", "misschien", 7, "demonstration", "kies true of false"),
    "an unknown centre": (
        REGION, "leidschendam-voorburg", "delft", 6, "centre_municipality", "'delft' staat niet"),
    "locked is a number": (
        REGION, "[cost, law]", "5", 8, "locked", "schuldhulp: dit moet een lijst"),
    "locked is a list": (
        REGION, "\n  schuldhulp: [cost, law]", " [x]", 8, "locked", "'naam: waarde'"),
    "locked holds a list in a list": (
        REGION, "[cost, law]", "[[cost]]", 8, "locked", "kies een van"),
    "locked names an unknown field": (
        REGION, "[cost, law]", "[prijs]", 8, "locked", "kies een van"),
    "locked names an unknown service": (
        REGION, "schuldhulp:", "schuldhelp:", 8, "locked", "Bedoelt u 'schuldhulp'"),
    "locked has a strange name": (REGION, "schuldhulp:", "S P:", 8, "locked", "kleine letters"),
    "left out is a number": (
        REGION, "code: AM34", "code: AM34\nleave_out: 5", 2, "leave_out", "dit moet een lijst"),
    "left out is unknown": (
        REGION, "code: AM34", "code: AM34\nleave_out: [cvhulp]", 2, "leave_out", "'cv-hulp'"),
    "the same field twice": (REGION, "name:", "code:", 2, "", "'code' staat er twee keer"),
    "too long": (REGION, "AM34", "AM34-AM35", 1, "code", "te lang: 9 tekens, 8 mag"),
    "a municipality without a key": (TOWNS, "\nwassenaar,", "\n,", 3, "key", "verplicht"),
    "a key with capitals": (TOWNS, "\nwassenaar,", "\nWassenaar,", 3, "key", "kleine letters"),
    "a key that is too long": (
        TOWNS, "\nwassenaar,", "\n" + "a" * 65 + ",", 3, "key", "64 tekens"),
    "a municipality twice": (
        TOWNS, "\nwassenaar,", "\nleidschendam-voorburg,", 3, "key", "ook op vlietstreek/mun"),
    "a name twice": (TOWNS, "Wassenaar,", "Leidschendam-Voorburg,", 3, "name", "staat ook op"),
    "no number for tonight": (TOWNS, ",088-6549200,", ",,", 3, "homeless_phone", "verplicht"),
    "an unknown number": (
        TOWNS, ",088-6549200,", ",onbekend,", 3, "homeless_phone",
        "'onbekend' mag alleen in een"),
    "no web address": (TOWNS, "https://www.lv.nl/", "www.lv.nl", 2, "website", "https://www."),
    "an address that cannot be": (
        TOWNS, "https://www.lv.nl/", "https://[", 2, "website", "webadres"),
    "a day that is not there": (
        TOWNS, "2026-10-01", "2026-02-30", 2, "phones_checked_on", "deze dag bestaat niet"),
    "a day the other way round": (
        TOWNS, "2026-10-01", "01-10-2026", 2, "phones_checked_on", "schrijf een datum als 2025"),
    "a cell too many": (TOWNS, "wassenaar,", "wassenaar,x,", 3, "", "9 velden, de kop heeft er 8"),
    "a cell too few": (TOWNS, "wassenaar,", "", 3, "", "7 velden, de kop heeft er 8"),
    "an open quote": (TOWNS, "wassenaar,", '"wassenaar,', 3, "", "geen geldige CSV; sluit elk"),
    "a missing column": (TOWNS, "hunger_phone", "honger", 1, "hunger_phone", "kolom ontbreekt"),
    "an unknown column": (
        TOWNS, "hunger_phone", "hunger_fone", 1, "hunger_fone", "'hunger_phone'"),
    "a column twice": (TOWNS, "name,", "name,name,", 1, "", "een kolom staat er twee keer"),
    "semicolons": (
        TOWNS, "key,name,cbs_code,website,theme,homeless_phone,hunger_phone,phones_checked_on",
        "key;name", 1, "", "zet komma's tussen de velden"),
    "letters for a postcode": (
        POSTCODES, "2241", "22a1", 3, "postcode4", "vier cijfers van de postcode"),
    "a postcode in other digits": (POSTCODES, "2241", "2٢٤١", 3, "postcode4", "vier cijfers"),
    "a postcode twice": (POSTCODES, "2241", "2271", 3, "postcode4", "staat ook op"),
    "a postcode of elsewhere": (
        POSTCODES, "2241,wassenaar", "2241,wasenaar", 3, "municipality", "'wassenaar'"),
    "a point in Africa": (POSTCODES, "52.148", "5.2", 3, "latitude", "van 50.0 tot 54.0"),
    "no point at all": (POSTCODES, "52.148", "nan", 3, "latitude", "een getal"),
    "an unknown sort of partner": (
        PARTNERS, "library", "bieb", 3, "kind", "kies een van: municipality"),
    "a partner twice": (PARTNERS, "key: gemeente", "key: bibliotheek", 5, "key", "ook op"),
    "an unknown partner": (
        "providers.csv", ",,bibliotheek", ",,bieb", 2, "organisation", "'bieb' bestaat niet"),
    "a role twice": ("providers.csv", "gemeente,wassenaar", "gemeente,", 4, "role", "ook op"),
    "a delivery of nothing": (
        "deliveries.csv", "taalhuis", "taalhuisje", 2, "service", "Bedoelt u 'taalhuis'"),
    "hours are a text": (
        PLACES, "  hours:\n", "  hours: altijd\n  hours_were:\n", 10, "hours",
        "dit moet een lijst zijn"),
    "an hour is a text": (
        PLACES, "- {kind: opening, days", "- maandag\n    - {kind: opening, days", 10, "hours",
        "deel 1: hier worden"),
    "days are a text": (
        PLACES, "days: [ma, di]", "days: ma", 11, "days", "dit moet een lijst zijn"),
    "no such day": (PLACES, "days: [ma, di]", "days: [mon]", 11, "days", "kies een van: ma, di"),
    "a day twice": (PLACES, "days: [ma, di]", "days: [ma, ma]", 11, "days", "'ma' staat er twee"),
    "a list for a time": (PLACES, "from: 09:00", "from: [9]", 11, "from", "een tijd als 13:00"),
    "a number for a time": (PLACES, "from: 09:00", "from: 540", 11, "from", "een tijd als 13:00"),
    "no such time": (PLACES, "from: 09:00", "from: 25:00", 11, "from", "een tijd als 13:00"),
    "closing before opening": (PLACES, "until: 17:00", "until: 08:00", 11, "until", "later zijn"),
    "the same hours twice": (
        PLACES, "{kind: walk_in, days: [ma], from: 13:00, until: 16:00, starts_on: 2025-07-07",
        "{kind: opening, days: [di], from: 16:00, until: 18:00", 12, "from", "vallen samen met"),
    "a season that ends before it starts": (
        PLACES, "2025-07-07}", "2025-07-07, ends_on: 2025-07-01}", 12, "ends_on", "na starts_on"),
    "closed and open": (
        PLACES, "closed: true", "closed: true, from: 10:00, until: 11:00", 16, "closed",
        "zeg óf 'closed: true'"),
    "neither closed nor open": (
        PLACES, "closed: true, ", "", 16, "closed", "zeg óf 'closed: true'"),
    "half a time": (PLACES, "closed: true", "from: 10:00", 16, "closed", "zeg óf 'closed: true'"),
    "an exception twice": (
        PLACES, "{kind: walk_in, on: 2026-12-21", "{kind: opening, on: 2026-12-25", 17, "on",
        "deze dag staat er al"),
    "every other week without saying which": (
        PLACES, ", anchor_on: 2026-12-02", "", 13, "anchor_on", "allebei in, of geen"),
    "a week to count from for every week": (
        PLACES, "every_weeks: 2, ", "", 14, "anchor_on", "allebei in, of geen"),
    "every so many weeks": (
        PLACES, "every_weeks: 2", "every_weeks: 13", 14, "every_weeks", "van 1 tot 12"),
    "every other week and every third meet": (
        PLACES, "anchor_on: 2026-12-02}",
        _EVERY_THIRD, 15, "from", "vallen samen met"),
    "a holiday twice": (
        PLACES, "on: 2027-03-26", "on: 2027-01-01", 20, "on", "staat er twee keer"),
    "a holiday of which nobody decided": (
        PLACES, "Goede vrijdag, closed: false", "Goede vrijdag", 20, "closed", "verplicht"),
    "a clock of nowhere": (
        PLACES, "  hours:", "  timezone: Europa/Voorburg\n  hours:", 10, "timezone", "tijdzone"),
    "half a point": (PLACES, "  longitude: 4.362\n", "", 7, "latitude", "allebei in, of geen"),
    "no street code": (
        PLACES, "2271 AB", "2271", 5, "postcode", "schrijf een postcode als 2271 AB"),
    "a place of an unknown partner": (
        PLACES, "organisation: bibliotheek", "organisation: bieb", 3, "organisation",
        "bestaat niet"),
    "a service without a title": (CV, "title: Hulp bij uw cv\n", "", 1, "title", "verplicht"),
    "a summary that says too little": (
        CV, "Iemand kijkt met u mee naar uw cv en uw brief.", "Kort.", 2, "summary", "te kort"),
    "a summary that says too much": (
        CV, "Iemand kijkt", "Iemand kijkt " * 25, 2, "summary", "280 mag"),
    "an unknown theme": (CV, "themes: [werk]", "themes: [wrk]", 5, "themes", "Bedoelt u 'werk'"),
    "an unknown group": (CV, "[jobseeker]", "[iedereen]", 6, "groups", "'iedereen' bestaat niet"),
    "no theme": (CV, "themes: [werk]", "themes: []", 5, "themes", "verplicht"),
    "no theme either": (CV, "themes: [werk]", "themes: 5", 5, "themes", "dit moet een lijst"),
    "a theme in a list": (
        CV, "themes: [werk]", "themes: [[werk]]", 5, "themes", "deel 1: dit moet"),
    "a review every now and then": (
        CV, "months: 12", "months: soms", 22, "review_interval_months", "van 1 tot 60"),
    "a review in a thousand years": (
        CV, "months: 12", "months: " + "9" * 5000, 22, "review_interval_months", "geheel getal"),
    "an unknown companion": (
        CV, "related: []", "related: [cv]", 24, "related", "'cv' bestaat niet"),
    "a long icon": (
        "_base/themes.yaml", "search", "sssssssssssssssssssssssssssssssssssssssss", 1, "icon",
        "40 tekens mag"),
    "a question in no language": (
        QUESTIONS, "cv na,nl", "cv na,xx", 2, "lang", "kies een van: nl"),
    "a question twice": (
        QUESTIONS, '"help, my resume"', "wie kijkt mijn cv na", 3, "text",
        "staat ook op _base/examples/cv-hulp.csv:2"),
    "an unknown class": (OTHER, "out-of-scope", "buiten", 2, "class", "kies een"),
    "a near miss of nothing": (OTHER, "nl,cv-hulp", "nl,cvhulp", 3, "key", "Bedoelt u 'cv-hulp'"),
    "a service for nonsense": (OTHER, "verlengen,nl,", "verlengen,nl,cv-hulp", 2, "key", "leeg"),
    "dangers in another order": (
        DANGER, "kind: suicide", "kind: violence", 0, "kind", "in deze volgorde"),
    "a danger without numbers": (
        DANGER, "[{name: 113, phone: 113}]", "[]", 4, "contacts", "verplicht"),
    "a contact without a number": (DANGER, ", phone: 113", "", 4, "phone", "verplicht"),
    "a contact that is a word": (
        DANGER, "[{name: 113, phone: 113}]", "[113]", 4, "contacts", "deel 1: hier"),
    "a danger without the town's number": (
        DANGER, "  municipal_phone: homeless_phone\n", "", 13, "municipal_phone",
        "hier hoort: homeless_phone"),
    "an unknown danger": (TERMS, "violence:", "violent:", 1, "violent", "Bedoelt u 'violence'"),
    "an unknown strength": (TERMS, "certain:", "sure:", 2, "sure", "Bekend zijn: certain, likely"),
    "danger words that are no list": (
        TERMS, "[mijn man slaat mij]", "au", 3, "nl", "dit moet een lijst"),
    "danger words in a list": (
        TERMS, "[mijn man slaat mij]", "[[au]]", 3, "nl", "deel 1: dit moet"),
    "danger words without a language": (
        TERMS, "\n    nl: [mijn man slaat mij]", " au", 2, "certain", "'naam: "),
    "a danger word with a name that is nowhere": (
        TERMS, "[mijn man slaat mij]", "[<wie> slaat mij]", 3, "nl", "staat niet bij words"),
    "named danger words that are no list": (
        TERMS, "violence:", "words:\n  wie: man\nviolence:", 2, "wie", "dit moet een lijst"),
    "a phrase without Dutch": (
        "_base/phrases.csv", "resume,cv", "resume,", 2, "dutch", "verplicht"),
    "a term twice": ("_base/glossary.csv", "\ncv", "\nbijstand", 3, "term", "staat ook op _base"),
    "a page without a title": (
        ABOUT, "# Over", "Over", 1, "", "begin met een titel op de eerste regel"),
    "a page with a title of nothing": (ABOUT, "# Over de Vlietstreek", "#  ", 1, "title", "ver"),
    "a page with nothing on it": (
        ABOUT, "Wij zitten in Voorburg.", "", 1, "", "onder de titel staat nog niets"),
    "a page with a long title": (ABOUT, "# Over", "# " + "o" * 120, 1, "title", "120 mag"),
    "an unknown field in a variant": (
        VARIANT, "example", "provider: uwv\nexample", 2, "provider", "weg"),
    "a title of a list": (
        VARIANT, "example", "title: [a]\nexample", 2, "title", "moet tekst zijn"),
}  # fmt: skip


@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_names_file_line_field_and_what_to_do(folder, what):
    name, right, wrong, line, field, advice = MISTAKES[what]
    folder.change(name, right, wrong)
    where = f"{folder.named(name)}:{line}" if line else folder.named(name)
    start = f"{where}: {field}: " if field else f"{where}: "
    found = [problem for problem in folder.problems() if problem.startswith(start)]
    assert any(advice in problem for problem in found), "\n".join(folder.problems())


def test_more_than_one_mistake_is_told_at_once(folder):
    folder.change(REGION, "AM34", "")
    folder.change(TOWNS, "GM0629", "GM0629-1234")
    assert len(folder.problems()) == 2
