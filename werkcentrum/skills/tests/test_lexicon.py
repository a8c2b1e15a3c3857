"""What is recognised in what people write, and what is not."""

import pytest

from werkcentrum.skills.lexicon import Concept, Lexicon, seed

COOK = Concept("kok", "occupation", "kok", ("in de keuken staan", "scheepskok"))
DRIVER = Concept("vrachtwagenchauffeur", "occupation", "vrachtwagenchauffeur", ("trucker",))
PACKER = Concept("inpakker", "occupation", "inpakker", ("in de bouw",))
COOKING = Concept("koken", "skill", "koken", ("eten maken",))
CLEANING = Concept("schoonmaken", "skill", "schoonmaken", ("ramen wassen",))
SAFETY = Concept("vca", "skill", "VCA")
LEXICON = Lexicon(
    [COOK, DRIVER, PACKER, COOKING, CLEANING, SAFETY],
    requires={"kok": {"koken": 1.0}},
    near={"kok": {"inpakker": 0.4}},
    known=frozenset({"ramen", "fabriek", "fabrieks", "wasser", "koker", "kantoor"}),
)

STORIES = [
    ("Ik heb acht jaar in een hotel gekookt", {"koken"}),
    ("Twaalf jaar lasser op een werf, daarna vrachtwagenchauffeur met rijbewijs CE",
     {"lasser", "vrachtwagenchauffeur", "rijbewijs-ce"}),
    ("Vroeger was ik verpleegster. Nu wil ik werken in de thuiszorg, mensen wassen en aankleden",
     {"verpleegkundige", "helpende-zorg", "persoonlijke-verzorging"}),
    ("Ik kan goed schilderen maar ik heb geen rijbewijs", {"schilderen"}),
    ("Mijn man is kok, ik maak schoon bij kantoren", {"schoonmaken"}),
    ("Auto's gerepareerd bij mijn oom, ook banden gewisseld",
     {"autos-repareren", "banden-wisselen"}),
    ("Ik heb last van mijn rug en mijn dokter zegt dat ik niet meer mag tillen", set()),
    ("Tien jaar caissière bij de buurtsuper, vakken gevuld en klanten geholpen",
     {"kassamedewerker", "vakken-vullen", "klantenservice"}),
    ("Ik ben vijftien jaar juf geweest", {"leraar-basisschool"}),
    ("Administratief medewerker: telefoon opgenomen, facturen verwerkt in Excel",
     {"administratief-medewerker", "telefoon-beantwoorden", "facturen", "excel"}),
    ("I worked as a software engineer with Java and SQL",
     {"programmeur", "programmeren", "databases"}),
    ("In de zomer tomaten geplukt en paprika's ingepakt", {"oogsten", "inpakken"}),
    ("Ik wil iets met dieren, thuis verzorg ik paarden", {"dierenverzorger", "dieren-verzorgen"}),
    ("Twintig jaar bij defensie, nu beveiliger met BHV",
     {"militair", "beveiliger", "bhv"}),
    ("Ik zit in de bijstand en zoek hulp bij mijn schulden", set()),
    ("Ik bezorgde pakketjes en reed op de taxi", {"bezorgen", "mensen-vervoeren"}),
    ("Ik ben verhuisd, heb drie kinderen en houd van wandelen", set()),
    ("Rijbewijs heb ik nog niet, lassen kan ik wel", {"lassen"}),
    ("Laptops geïnstalleerd en servers beheerd op een school", {"ict-helpen", "systeembeheer"}),
    ("Gras maaien, heggen knippen en bomen snoeien", {"tuinen", "snoeien"}),
    ("De loodgieter kwam voor onze HR-ketel en ik betaalde de rekening", set()),
    ("Boekhoudster geweest, ook de btw-aangifte gedaan", {"boekhouder", "belasting"}),
    ("Monteur zonnepanelen of iets met techniek",
     {"monteur-zonnepanelen", "zonnepanelen", "monteur"}),
    ("Notulen gemaakt en de agenda beheerd voor de directeur", {"notuleren", "agenda"}),
    ("Niet meer in de horeca, liever iets op kantoor", {"administratief-medewerker"}),
    ("Timmerman, twintig jaar kozijnen geplaatst en vloeren gelegd",
     {"timmerman", "timmeren", "vloeren-leggen"}),
    ("Magazijn, laden en lossen, heftruck gereden",
     {"magazijn", "laden-lossen", "heftruck-rijden"}),
    ("Op maandag smeer ik broodjes in de schoolkantine", {"koude-keuken", "cateringmedewerker"}),
    ("Teamleider geweest, roosters gemaakt en klachten afgehandeld",
     {"teamleider", "plannen", "klachten-behandelen"}),
]  # fmt: skip


@pytest.mark.parametrize(("story", "ticked"), STORIES)
def test_a_story_gives_what_a_person_would_tick_and_nothing_more(story, ticked):
    assert {mention.concept.key for mention in seed().find(story)} == ticked


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ik heb gekookt voor velen", "gekookt"), ("Zij kookte graag", "kookte"),
        ("eten maken", "eten maken"), ("ik heb eten gemaakt", "eten gemaakt"),
    ],
)  # fmt: skip
def test_a_mention_gives_the_words_as_they_were_written(text, words):
    (mention,) = LEXICON.find(text)

    assert mention.concept == COOKING
    assert mention.words == text[mention.start : mention.end] == words


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ik stond in de keuken", "kok"), ("vrachtwagenchaufeur", "vrachtwagenchauffeur"),
        ("vracht wagen chauffeur", "vrachtwagenchauffeur"), ("fabrieksinpakker", "inpakker"),
        ("ik maak graag schoon", "schoonmaken"), ("werken in de bouw", "inpakker"),
        ("ik heb vca", "vca"), ("SCHOONGEMAAKT", "schoonmaken"),
    ],
)  # fmt: skip
def test_typing_errors_other_forms_order_and_compounds_are_understood(text, key):
    assert [mention.concept.key for mention in LEXICON.find(text)] == [key]


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "!!!", "\x00\u202e", "🙂" * 50, "de koker is vol", "ik ken Inpaker niet",
        "ik zit in de keuken. Daar staan bloemen", "bouw", "vcaa", "de wasser en de ramen",
        "maken van plannen, eten", "x" * 20_000,
    ],
)  # fmt: skip
def test_what_only_looks_alike_is_left_alone(text):
    assert LEXICON.find(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "ik kan niet koken", "koken kan ik niet", "nooit gekookt", "geen VCA", "zonder VCA",
        "mijn vrouw was inpakker", "ik ging naar de inpakker", "onze kok",
    ],
)  # fmt: skip
def test_what_is_denied_or_about_another_is_left_alone(text):
    assert LEXICON.find(text) == ()


@pytest.mark.parametrize(
    "text", ["ik kan niet alleen koken", "ik ben niet bang en kook graag eten"]
)
def test_not_only_is_no_denial(text):
    assert LEXICON.find("niet alleen koken")[0].concept == COOKING


def test_the_very_words_are_stronger_than_another_form_order_or_typing_error():
    def strength(text):
        return LEXICON.find(text)[0].strength

    assert strength("koken") == 1
    assert 1 > strength("gekookt") > strength("ik maakte eten") > 0.6
    assert 1 > strength("vracht wagen chauffeur") > strength("vrachtwagenchaufeur") > 0.6


def test_a_concept_is_mentioned_once_where_it_is_clearest():
    (mention,) = LEXICON.find("ik heb gekookt en houd van koken")

    assert (mention.words, mention.start) == ("koken", 27)


def test_a_longer_name_hides_the_shorter_one_within_it_but_not_beside_it():
    keys = [mention.concept.key for mention in seed().find("rijbewijs B en CE")]

    assert keys == ["rijbewijs-b", "rijbewijs-ce"]
    named = [mention.concept.key for mention in seed().find("monteur zonnepanelen")]
    assert "monteur-zonnepanelen" in named
    assert "monteur" not in named


def test_without_a_word_list_nothing_is_guessed():
    lexicon = Lexicon([COOK, DRIVER, PACKER])

    assert lexicon.find("vrachtwagenchaufeur") == lexicon.find("fabrieksinpakker") == ()
    assert lexicon.find("trucker")[0].concept == DRIVER


def test_what_an_occupation_asks_and_what_is_near():
    assert LEXICON.requires("kok") == {"koken": 1.0}
    assert LEXICON.requires("nobody") == {}
    assert LEXICON.nearness("kok", "kok") == 1
    assert LEXICON.nearness("kok", "inpakker") == 0.4
    assert LEXICON.nearness("kok", "trucker") == 0
