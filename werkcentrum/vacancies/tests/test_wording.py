"""Words that leave people out are pointed out with the law; lawful words stay silent."""

import pytest

from werkcentrum.vacancies.grounds import Ground
from werkcentrum.vacancies.wording import check_wording

UNLAWFUL = {
    Ground.SEX: [
        "Vrouw gezocht voor onze kassa.",
        "Wij zoeken een sterke man voor de verhuizing.",
        "Spontane dame gevraagd voor de receptie.",
        "Wij zoeken een jonge, blonde vrouw voor de bediening.",
        "Wij zoeken een jonge,blonde vrouw voor de bediening.",
        "Wij zoeken een vlotte spontane dame voor de balie.",
        "De voorkeur gaat uit naar een vrouwelijke kandidaat.",
        "Wij zoeken een meisje voor de zaterdag.",
        "Alleen mannen.",
        "Dit is echt mannenwerk.",
        "Administratief medewerker (v)",
        "Mannelijke collega's gezocht voor de bouw.",
        "Deze functie is uitsluitend voor heren, dus uitsluitend heren.",
        "De voorkeur gaat uit naar een man.",
        "Bij voorkeur een vrouw.",
        "Gezocht: sterke mannen",
        "Wij zoeken een mannelijke verzorgende.",
        "Een vlotte meid van 20 jaar gezocht.",
        "Female wanted for our shop.",
        "Representatieve dame voor de receptie.",
    ],
    Ground.AGE: [
        "Je bent max. 35 jaar.",
        "Leeftijd: 20-30 jaar",
        "Je bent maximaal 30 jaar oud.",
        "Je bent niet ouder dan 40.",
        "Wij zoeken iemand tussen de 18 en 25 jaar.",
        "Wij zoeken een jonge enthousiaste medewerker.",
        "Wij zoeken een jonge verzorgende.",
        "Wij zoeken een jonge kok.",
        "Wij zoeken een jonge, enthousiaste kok.",
        "Wij zoeken een jonge,enthousiaste kok.",
        "Gezocht: jonge en vlotte medewerker",
        "De leeftijd van 25 tot 35 jaar past bij ons.",
        "De maximumleeftijd is 45.",
        "Bent u jonger dan 30 jaar? Reageer dan.",
        "Jonge kracht gezocht voor de keuken.",
        "Wij nemen geen 50-plussers aan.",
        "Twintigers gezocht!",
        "U bent minimaal 30 jaar oud.",
        "Een vlotte meid van 18 tot 25 jaar.",
        "Leeftijd 18-25",
        "Leeftijd: tussen 18 en 25",
        "Je bent tussen de 20 en 30.",
        "Max. 30 jr",
        "U bent niet ouder dan dertig jaar.",
        "You are between 18 and 25 years old.",
        "You’re aged 18 to 25 years.",
        "Candidates aged 18 to 25 years are welcome.",
        "Kok in ons restaurant.\nLeeftijd 18-25",
        "Goed loon. Leeftijd 18-25",
        "Wij vragen:\n• Leeftijd 18-25\n",
        "Functie-eisen: leeftijd 18-25",
        "Eisen: leeftijd max. 30",
        "Eisen: leeftijd tot 30 jaar",
        "Leeftijd: 25 jaar of ouder",
        "Jonge kok gezocht",
        "Jonge koks gezocht!",
        "Wij zoeken een jonge verkoper.",
        "Jonge timmerman gezocht",
        "Wij vragen een mbo-diploma, rijbewijs B, leeftijd 20 tot 30.",
        "Er is een leeftijdsgrens 40 jaar.",
        "Wij zoeken een kok die niet ouder is dan 40, dus niet ouder dan 40.",
    ],
    Ground.ORIGIN: [
        "U bent van Nederlandse afkomst.",
        "Wij zoeken een autochtone verkoper.",
        "Geen buitenlanders.",
        "Alleen Nederlanders kunnen reageren.",
        "Je bent native speaker Nederlands.",
        "Nederlands is je moedertaal.",
        "Je spreekt accentloos Nederlands.",
        "U heeft de Nederlandse nationaliteit.",
        "Je bent geboren en getogen in Nederland.",
        "Iemand met een westers uiterlijk.",
        "Blanke medewerkers gezocht.",
        "Liever geen Polen.",
        "Een Nederlands paspoort is verplicht.",
        "Only native Dutch people.",
        "No foreigners please.",
        "Poolse bouwvakkers gezocht",
        "Gezocht: Roemeense chauffeurs",
        "Wij zoeken een Nederlandse medewerker.",
    ],
    Ground.RELIGION: [
        "Bij ons draagt u geen hoofddoek.",
        "Een hoofddoek is niet toegestaan.",
        "U werkt hier zonder hoofddoek.",
        "Hoofddoekjes zijn niet toegestaan.",
        "Je bent praktiserend christen.",
        "U heeft een christelijke achtergrond.",
        "Wij zoeken een moslim voor deze functie.",
        "U bent kerkelijk meelevend.",
    ],
    Ground.HEALTH: [
        "U heeft geen lichamelijke beperking.",
        "Je bent lichamelijk gezond.",
        "U verkeert in goede gezondheid.",
        "Iemand zonder gezondheidsklachten.",
        "Je bent 100% gezond.",
        "Je bent nooit ziek.",
        "U heeft geen rugklachten.",
        "Geen Wajongers.",
        "Je bent gezond en kunt tillen.",
        "U heeft geen lichamelijke klachten.",
    ],
    Ground.FAMILY: [
        "U heeft geen kinderwens.",
        "Je bent alleenstaand.",
        "Liefst iemand zonder kinderen.",
        "U bent niet zwanger.",
        "U heeft geen kinderen.",
        "Wij zoeken een vrijgezel voor dit werk.",
    ],
    Ground.ORIENTATION: ["Bij ons werken geen homo's.", "Je bent hetero."],
    Ground.CONVICTION: ["Wij willen geen vakbondsleden.", "U bent geen lid van een vakbond."],
    Ground.LOOKS: ["Wij houden van een knappe verschijning.", "Slanke dames voor de beurs."],
}
DOUBTFUL = {
    Ground.AGE: [
        "Je komt in een jong team.",
        "Een jong en dynamisch team wacht op u.",
        "Een baan voor een schoolverlater.",
        "Je bent jong en gedreven.",
        "U bent een jonge enthousiaste collega.",
        "Wij zijn op zoek naar young professionals.",
    ],
    Ground.SEX: ["Verkoopster in de winkel", "Secretaresse voor de directie", "Leuk voor moeders."],
    Ground.ORIGIN: ["Je schrijft foutloos Nederlands."],
    Ground.RELIGION: ["U onderschrijft de grondslag van de school."],
    Ground.HEALTH: ["Je hebt een goede conditie.", "Je bent fysiek fit."],
    Ground.LOOKS: ["Stuur uw cv met pasfoto."],
}
LAWFUL = [
    "Kok (m/v/x) in een hotel",
    "Wij zoeken een man of vrouw met ervaring.",
    "Verkoopster of verkoper (m/v)",
    "Bij ons maakt uw leeftijd niet uit.",
    "Leeftijd speelt geen rol.",
    "Wij zoeken jonge en oude medewerkers.",
    "U bent jong of oud: u bent welkom.",
    "U bent jong van geest.",
    "Wij kijken naar talent, ongeacht afkomst, geloof of leeftijd.",
    "Met of zonder hoofddoek: kom langs.",
    "Nederlands hoeft niet uw moedertaal te zijn.",
    "Een native speaker zijn is niet nodig.",
    "U heeft minstens 3 jaar ervaring.",
    "Met 25 jaar ervaring weten wij hoe het moet.",
    "Ons bedrijf bestaat 40 jaar.",
    "U werkt met kinderen van 4 tot 12 jaar.",
    "U begeleidt jongeren tussen 16 en 23 jaar.",
    "De bewoners zijn ouder dan 65 jaar.",
    "U moet 18 jaar zijn, want u schenkt alcohol.",
    "Vanaf 18 jaar, omdat u een heftruck rijdt.",
    "Voor dit werk moet u minimaal 21 jaar zijn vanwege het groot rijbewijs.",
    "Contract voor een jaar, daarna vast.",
    "U krijgt een contract tot 1 januari.",
    "U werkt 24 tot 36 uur in de week.",
    "Maximaal 40 uur per week.",
    "Het loon is maximaal 35 euro per uur.",
    "U spreekt en schrijft Nederlands op niveau B1.",
    "Goede beheersing van de Nederlandse taal.",
    "U spreekt ook Engels of Duits.",
    "U werkt in een damesmodezaak.",
    "U begeleidt vrouwen van 18 tot 65 jaar.",
    "Wij hebben maximaal twintig jaar ervaring.",
    "Je bent tussen de 20 en 30 uur beschikbaar.",
    "Er spelen geen kinderen op het terrein.",
    "You are between 18 and 40 hours available.",
    "Wij zijn een kapsalon voor heren.",
    "U werkt bij de vrouwenopvang.",
    "Wij maken herenkleding.",
    "Wij zijn een christelijke school.",
    "Het is een katholiek ziekenhuis in de stad.",
    "U werkt in een joods museum.",
    "Wij bieden een gezonde lunch.",
    "Wij zijn een financieel gezond bedrijf.",
    "U tilt tot 20 kilo.",
    "Het werk is lichamelijk zwaar.",
    "U werkt veel buiten, ook in de winter.",
    "U zorgt voor mensen met een lichamelijke beperking.",
    "Heeft u een beperking? Wij passen het werk aan.",
    "Een lichamelijke beperking is geen probleem.",
    "U verzorgt zieke mensen thuis.",
    "Wij vervangen een collega die ziek is.",
    "U vervangt een collega met zwangerschapsverlof.",
    "U zorgt voor zwangere vrouwen en hun baby.",
    "U past op kinderen.",
    "Ook voor wie alleen in de schooltijden kan werken.",
    "Een verklaring omtrent het gedrag is nodig.",
    "U mag in Nederland werken.",
    "U komt uit de buurt of bent bereid te reizen.",
    "Een rijbewijs B is nodig.",
    "U geeft les aan volwassenen.",
    "U helpt statushouders en vluchtelingen bij het zoeken van werk.",
    "Wij werken met mensen uit twintig landen.",
    "Blanke lak of beits: u kent het verschil.",
    "U monteert meubels van blank hout.",
    "U maakt foto's van huizen voor de verkoop.",
    "U wordt ingewerkt door een ervaren collega.",
    "Wij zijn een team van acht mensen.",
    "U bent klantvriendelijk en werkt netjes.",
    "U houdt van aanpakken.",
    "Bij ons is iedereen welkom, ook 50-plussers.",
    "Wij discrimineren niet: of u nu een vrouw bent of hetero bent.",
    "Vrouwen nodigen wij met nadruk uit om te reageren.",
    "U werkt voor de Nederlandse markt.",
    "U bent lid van het team dat de roosters maakt.",
    "U bespreekt met de vakbond de nieuwe cao.",
    "De praktijk ligt naast de kerk.",
    "U begint vroeg: om 6 uur staat de bus klaar.",
    "U draagt veiligheidsschoenen en een helm.",
    "You support people aged 18 to 65 years.",
    "You teach children aged 15 to 18 years",
    "Between 15 and 20 years of experience.",
    "We have been here between 20 and 30 years.",
    "Male only toilets",
    "U werkt met kinderen, leeftijd 15-18",
    "U begeleidt jongeren in de leeftijd 16-23",
    "De cursus duurt maximaal twintig jaar",
    "Ons gebouw is niet ouder dan twintig jaar",
    "De camping heeft geen kinderen",
    "De heren van de receptie zijn gevraagd",
    "U begeleidt een vrouw van 18 tot 65 jaar",
    "Gezocht: jongens en meisjes",
    "Functie-eisen: rijbewijs B, leeftijd 18 jaar of ouder.",
    "Wij vragen: leeftijd 18+ (alcohol).",
    "Eisen: leeftijd 21 jaar (wettelijk, taxi).",
    "Leeftijd: 18+",
    "Leeftijd 18 jaar of ouder",
    "Wij zoeken jonge of oude medewerkers",
    "U helpt Poolse klanten.",
    "Poolse klanten gezocht voor een onderzoek.",
    "Monteur voor Duitse machines gezocht",
    "Docent Poolse taal gezocht",
    "Italiaanse kok gezocht",
    "U werkt met of zonder hoofddoek.",
    "U past op jonge kinderen.",
    "Wij zijn een jong bedrijf.",
    "U verzorgt jonge planten.",
    "Opleider voor jonge monteurs gezocht",
    "Representatieve kleding krijgt u van ons.",
]


def cases(texts):
    return [(ground, text) for ground, found in texts.items() for text in found]


@pytest.mark.parametrize(("ground", "text"), cases(UNLAWFUL), ids=str)
def test_unlawful_words_are_pointed_out_with_their_ground(ground, text):
    assert (ground, True) in {(found.ground, found.is_unlawful) for found in check_wording(text)}


@pytest.mark.parametrize(("ground", "text"), cases(DOUBTFUL), ids=str)
def test_words_that_may_leave_people_out_are_a_warning(ground, text):
    assert {(f.ground, f.is_unlawful) for f in check_wording(text)} == {(ground, False)}


@pytest.mark.parametrize("text", LAWFUL)
def test_lawful_words_stay_silent(text):
    assert check_wording(text) == ()


def test_there_are_many_examples_of_both():
    assert len(cases(UNLAWFUL)) >= 60
    assert len(LAWFUL) >= 60


def test_a_finding_tells_the_words_as_they_stand_in_the_text():
    text = "Kassamedewerker.\nJe bent   max 35\njaar en vlot."

    [found] = check_wording(text)

    assert text[found.start : found.end] == found.words == "max 35\njaar"


def test_of_a_young_woman_both_her_sex_and_her_age_are_pointed_out():
    found = check_wording("Wij zoeken een jonge vrouw van 18-25 jaar.")

    assert [finding.ground for finding in found] == [Ground.SEX, Ground.AGE]


def test_m_or_v_behind_the_name_of_the_work_allows_no_call_for_a_woman():
    text = "Verkoopster (m/v). Wij zoeken een vrouw met ervaring."

    assert [found.words for found in check_wording(text)] == ["zoeken een vrouw"]


def test_saying_only_takes_away_what_would_be_lawful():
    assert check_wording("Alleen vrouwen zijn van harte welkom.") != ()


@pytest.mark.parametrize("ground", Ground)
def test_every_ground_names_a_law_and_says_what_to_do(ground):
    assert "artikel" in ground.value.law
    assert ground.value.advice.endswith(".")
