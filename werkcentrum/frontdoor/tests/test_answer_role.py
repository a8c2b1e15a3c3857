"""Who asks: recognised from the words and told, or chosen; never guessed silently."""

import pytest


def role_line(answer) -> str:
    """What the page says about who asks: a line to open, or a question."""
    role = ".//div[@class='role']"
    return (answer.texts(f"{role}//summary") or answer.texts(f"{role}/p"))[0]


def chosen(answer) -> list[str]:
    form = ".//form[@aria-label='Als wie vraagt u dit?']"
    return answer.texts(f"{form}/button[@aria-current='true']")


def first_card(answer) -> str:
    return answer.texts(".//article/h3")[0]


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("wij zoeken een medewerker", "werkgever"),
        ("hulp met mijn cv", "inwoner"),
        ("ik ben zzp'er en heb te veel rekeningen", "zzp'er"),
        ("ik ben student en heb schulden", "student of scholier"),
    ],
)
def test_a_role_that_is_recognised_is_told_and_can_be_changed(page, region, question, role):
    answer = page.open("/antwoord/", q=question)

    assert role_line(answer) == (
        f"U vraagt dit als {role} , denken wij. Klopt dat niet? Kies dan hier."
    )
    assert chosen(answer) == [role]


@pytest.mark.parametrize("question", ["jobcoach", "hulp op de werkvloer", "blub"])
def test_who_asks_is_asked_when_the_words_do_not_tell(page, region, question):
    answer = page.open("/antwoord/", q=question)

    assert role_line(answer).startswith("Vraagt u dit als inwoner of als werkgever?")
    assert chosen(answer) == []


def test_an_employer_who_was_taken_for_a_resident_says_so_and_sees_other_help(page, region):
    answer = page.open("/antwoord/", q="ik zoek hulp met mijn personeel en mijn cv")
    as_resident = answer.press("inwoner")
    as_employer = as_resident.press("werkgever")

    assert first_card(as_resident) == "Hulp bij uw cv"
    assert first_card(as_employer) == "Een vacature melden"


@pytest.mark.parametrize("role", ["inwoner", "werkgever", "zzp'er", "student of scholier"])
def test_a_role_that_somebody_chose_wins_and_is_not_called_a_guess(page, region, role):
    answer = page.open("/antwoord/", q="wij zoeken een medewerker").press(role)

    assert role_line(answer) == f"U vraagt dit als {role} . Klopt dat niet? Kies dan hier."
    assert chosen(answer) == [role]


def test_a_choice_stays_when_somebody_asks_the_next_question(page, region):
    answer = page.open("/antwoord/", q="jobcoach").press("werkgever")

    next_answer = answer.press("Zoek hulp", q="hulp met mijn cv")

    assert chosen(next_answer) == ["werkgever"]


def test_choosing_a_role_keeps_the_question_and_the_place(page, region):
    answer = page.open("/antwoord/", q="jobcoach", plaats="2711").press("werkgever")

    assert answer.document.find(".//input[@id='q']").get("value") == "jobcoach"
    assert "Antwoorden voor de gemeente Zoetermeer" in answer


@pytest.mark.parametrize(
    ("role", "second"),
    [
        ("resident", "Nederlands leren"),
        ("self_employed", "Praten met een gids"),
        ("student", "Opvang voor uw kind"),
    ],
)
def test_who_says_who_they_are_sees_what_is_meant_for_them_higher(page, region, role, second):
    answer = page.open("/antwoord/", q="wie helpt mij verder", wie=role)

    assert answer.texts(".//article/h3")[1] == second


def test_a_role_that_does_not_exist_counts_as_not_chosen(page, region):
    answer = page.open("/antwoord/", q="jobcoach", wie="burgemeester")

    assert chosen(answer) == []
    assert answer.document.find(".//input[@name='wie']") is None
