"""A file that is no good names the line and what to do; it never raises and never grows."""

import pytest

REGION = "region.yaml"
TOWNS = "municipalities.csv"
PLACES = "locations.yaml"
VARIANT = "gemeenten/leidschendam-voorburg/services/cv-hulp.yaml"
CV = "_base/services/cv-hulp.yaml"
# Nine times nine times nine ...: 400 million words if somebody would write them out.
LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)

# file, its content, line, what to do
UNFIT = {
    "nothing in it": (REGION, "", 1, "dit bestand is leeg; vul het, of haal het weg"),
    "only a comment": (VARIANT, "# niets\n", 1, "dit bestand is leeg"),
    "a text": (REGION, "zomaar wat tekst", 1, "hier worden regels als 'naam: waarde' verwacht"),
    "a list": (REGION, "- a\n- b\n", 1, "hier worden regels als 'naam: waarde' verwacht"),
    "a mapping for a list": (PLACES, "a: b\n", 1, "begin elk deel met '- '"),
    "a list of texts": (PLACES, "- a\n- b\n", 1, "begin elk deel met '- '"),
    "a tab": (REGION, "code: AM34\n\tname: x\n", 2, "spring in met spaties, niet met tabs"),
    "a colon in a text": (REGION, "code: AM34\nname: a: b\n", 2, "tussen aanhalingstekens"),
    "an open quote": (REGION, "code: 'AM34\nname: x\n", 3, "sluit het aanhalingsteken"),
    "an open bracket": (REGION, "hosts: [a, b\nname: x\n", 2, "sluit het haakje"),
    "no colon": (REGION, "code: AM34\nname\nphone: x\n", 3, "schrijf op deze regel 'naam: waarde'"),
    "uneven lines": (REGION, "code: AM34\n  name: x\n", 2, "tussen aanhalingstekens"),
    "two documents": (REGION, "code: AM34\n---\ncode: AM35\n", 2, "haal de streepjes '---'"),
    "a reference": (REGION, "code: &a AM34\nname: *a\n", 1, "schrijf de tekst uit"),
    "a reference to nothing": (REGION, "code: *a\n", 1, "die met * begint tussen"),
    "a reference to itself": (REGION, "&a hosts: [*a]\n", 1, "schrijf de tekst uit"),
    "a reference as a name": (REGION, "code: &a name\n*a : x\n", 1, "moet gewone tekst zijn"),
    "a billion laughs": (REGION, LAUGHS, 1, "schrijf de tekst uit"),
    "a label": (
        REGION, "code: !!python/object/apply:os.system [ls]\n", 1, "labels met ! mogen niet"),
    "a date label": (REGION, "code: !!timestamp nooit\n", 1, "labels met ! mogen niet"),
    "a list as a name": (REGION, "? [a, b]\n: c\n", 1, "een naam voor de dubbele punt moet gewone"),
    "two thousand lists in lists": (REGION, "- " * 2_000, 0, "te diep in elkaar"),
    "a character that is none": (REGION, 'code: "\\UFFFFFFFF"\n', 0, "een teken dat niet mag"),
    "a hidden character as a code": (
        REGION, 'code: "A\\0M"\nname: x\n', 1, "code: hier staan onzichtbare"),
    "half a character as a code": (
        REGION, 'code: "\\uD800"\nname: x\n', 1, "code: hier staan onzichtbare"),
    "a NUL": (REGION, b"code: AM34\nname: a\0b\n", 2, "onzichtbaar teken (U+0000)"),
    "an escape": ("pages/over.md", b"# Over\n\nTekst \x1b[2J\n", 3, "onzichtbaar teken (U+001B)"),
    "letters turned round": (TOWNS, "key,\u202ename\n", 1, "onzichtbaar teken (U+202E)"),
    "another encoding": (
        TOWNS, "key,name\na,Súdwest\n".encode("latin-1"), 2, "sla het bestand op als"),
    "sixteen bits": (REGION, "code: AM34\n".encode("utf-16"), 1, "sla het bestand op als UTF-8"),
    "an empty table": (TOWNS, "", 1, "key: deze kolom ontbreekt; voeg de kolom toe"),
    "a table without rows": (
        TOWNS, "key,name,cbs_code,website,theme,homeless_phone,hunger_phone,phones_checked_on\n", 0,
        "noem minstens één gemeente"),
    "a cell of 200,000 characters": (
        "glossary.csv", f"term,meaning\na,{'b' * 200_000}\n", 2, "geen geldige CSV"),
    "a word of ninety thousand letters": (REGION, f"code: AM34\n{'x' * 90_000}: y\n", 0, ""),
}  # fmt: skip


@pytest.mark.parametrize("what", UNFIT)
def test_a_file_that_is_no_good_names_the_line_and_what_to_do(folder, what):
    name, content, line, advice = UNFIT[what]
    folder.write(name, content)
    where = f"{folder.named(name)}:{line}: " if line else f"{folder.named(name)}: "
    problems = folder.problems()
    if advice:
        found = [problem for problem in problems if problem.startswith(where)]
        assert any(advice in problem for problem in found), "\n".join(problems)
    assert problems
    assert all(len(problem) <= 500 and problem.isprintable() for problem in problems)


def test_values_are_the_text_as_it_is_written(folder):
    folder.change(REGION, "Vlietstreek", "on")
    folder.change(REGION, "AM34", "007")
    folder.change(CV, "Hulp bij uw cv", "2025-06-27")
    folder.change(CV, "werk.nl", "1.10")
    contents = folder.contents()
    assert (contents.region["name"], contents.region["code"]) == ("on", "007")
    service = contents.services["cv-hulp"]
    assert (service["title"], service["source_name"]) == ("2025-06-27", "1.10")


def test_a_file_made_on_windows_reads_the_same(folder):
    before = folder.contents()
    for name in (REGION, TOWNS, "pages/over.md", "glossary.csv", PLACES):
        folder.write(name, b"\xef\xbb\xbf" + folder.text(name).replace("\n", "\r\n").encode())
    assert folder.contents() == before


def test_a_text_in_a_table_may_hold_commas_quotes_and_lines(folder):
    folder.write("glossary.csv", 'term,meaning\ncv,"Een ""cv"", of\nlevensloop."\n\nx,y\n')
    terms = {row["term"]: row["meaning"] for row in folder.contents().glossary}
    assert terms["cv"] == 'Een "cv", of\nlevensloop.'
    folder.write("glossary.csv", 'term,meaning\ncv,"Een\ncv."\n\nx,\n')
    assert folder.problems() == [
        "vlietstreek/glossary.csv:5: meaning: dit veld is verplicht; vul het in."
    ]


def test_a_text_longer_than_two_spaces_reads_as_one(folder):
    folder.change(REGION, "Vlietstreek", "Vliet   streek")
    assert folder.contents().region["name"] == "Vliet streek"
