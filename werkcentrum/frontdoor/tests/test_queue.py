"""Questions without a good answer wait for karin, those that look alike together."""

import numpy as np
import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.catalogue.changes import site_now, with_changes
from werkcentrum.catalogue.models import ContentChange, Translation, Trial
from werkcentrum.catalogue.queries import translation_states
from werkcentrum.catalogue.regionfolder.records import CLASS_LABELS
from werkcentrum.catalogue.regionfolder.specs import CLASSES
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.wording import Flaw
from werkcentrum.frontdoor.actions import store_spooled_questions
from werkcentrum.frontdoor.models import Question
from werkcentrum.frontdoor.staff_queue import choices, clusters, groups, waiting
from werkcentrum.frontdoor.tests.make import make_question
from werkcentrum.partners.tests.make import make_other_region

QUEUE = "/medewerkers/vragen/"
pytestmark = pytest.mark.house_rule_off(
    "queries", reason="wie als eerste na een wijziging komt, leest alles van de regio een keer"
)


@pytest.fixture
def karin(page, region):
    browser = page.at("zhc.test")
    browser.log_in(make_staff(region, "karin"))
    return browser


def test_the_largest_group_comes_first_and_nobody_is_in_two():
    a, b = np.eye(2, dtype=np.float32)
    between = (a + b) / np.sqrt(2)
    vectors = np.stack([b, a, a, a, between])

    assert clusters(vectors, 0.9) == [[1, 2, 3], [0], [4]]
    assert clusters(vectors[:0], 0.9) == []


def test_everything_alike_is_one_group():
    assert clusters(np.ones((3, 1), np.float32), 0.9) == [[0, 1, 2]]


def test_only_poor_answers_wait(region):
    make_question(region, "goed beantwoord")
    make_question(region, "niets gevonden", is_confident=False)
    make_question(region, "niet zeker", is_sure=False)
    make_question(region, "hielp niet", not_helped=True)
    make_question(region, "al ingedeeld", is_confident=False, label="cv-hulp")
    make_question(make_other_region(), "van de buren", is_confident=False)

    found = {question.text for question in waiting(region)}
    assert found == {"niets gevonden", "niet zeker", "hielp niet"}


def test_questions_that_mean_the_same_stand_together(region):
    for text in ("mijn cv is niet goed", "wie maakt mijn cv beter", "ik heb honger"):
        make_question(region, text, is_confident=False)

    first, second = groups(region)

    assert {question.text for question in first.questions} == {
        "mijn cv is niet goed", "wie maakt mijn cv beter",
    }  # fmt: skip
    assert len(second.questions) == 1
    assert first.suggestions == [("cv-hulp", "Hulp bij uw cv")]


def test_with_one_click_karin_sorts_a_group_and_it_leaves_the_queue(karin, region):
    make_question(region, "mijn cv is niet goed [naam]", is_confident=False)

    shown = karin.open(QUEUE).press("Hulp bij uw cv")

    assert "Ingedeeld bij: Hulp bij uw cv." in shown
    assert "Er wacht geen enkele vraag." in shown
    assert "Er wachten 0 vragen" not in shown
    [change] = ContentChange.objects.all()
    added = [row for row in change.data["questions"] if row not in change.base["questions"]]
    assert added == [{"text": "mijn cv is niet goed", "lang": "nl", "style": "question"}]


def test_a_second_group_lands_in_the_same_draft(karin, region):
    make_question(region, "mijn cv is niet goed", is_confident=False)
    make_question(region, "hoe laat is het", is_confident=False)
    karin.open(QUEUE).press("Hulp bij uw cv")

    karin.open(QUEUE).press("Hulp bij uw cv")

    [change] = ContentChange.objects.all()
    assert len(change.data["questions"]) == len(change.base["questions"]) + 2


def test_what_karin_sorts_can_be_published_however_often_it_was_asked(karin, region):
    for end in ("", "?", "!", "??", "..."):
        make_question(region, f"mijn cv is niet goed{end}", is_confident=False)

    shown = karin.open(QUEUE).press("Hulp bij uw cv")

    assert "behalve wat te veel lijkt op een vraag die er al is" in shown
    assert "Er wacht geen enkele vraag." in shown
    change = ContentChange.objects.get()
    assert len(change.data["questions"]) == len(change.base["questions"]) + 1
    _contents, refused = with_changes(site_now(region), [change], on=MONDAY_MORNING.date())
    assert refused == {}


def test_one_that_is_nearly_a_copy_leaves_the_queue_and_changes_no_draft(karin, region):
    make_question(region, "mijn cv is niet goed", is_confident=False)
    karin.open(QUEUE).press("Hulp bij uw cv")
    ContentChange.objects.update(state=ContentChange.State.RETURNED)
    make_question(region, "mijn cv is niet goed!", is_confident=False)

    shown = karin.open(QUEUE).press("Hulp bij uw cv")

    assert "Er wacht geen enkele vraag." in shown
    change = ContentChange.objects.get()
    assert change.state == ContentChange.State.RETURNED
    assert len(change.data["questions"]) == len(change.base["questions"]) + 1
    assert AuditLine.objects.filter(verb="frontdoor.questions_sorted").count() == 1


def test_what_is_not_for_us_becomes_an_example_of_that(karin, region):
    make_question(region, "wat is de hoofdstad van Frankrijk", is_confident=False)

    karin.open(QUEUE).press("Niet voor ons")

    change = ContentChange.objects.get()
    assert change.key == "out-of-scope"
    assert {"text": "wat is de hoofdstad van Frankrijk", "lang": "nl", "style": ""} in change.data[
        "questions"
    ]


def test_any_other_service_can_be_chosen(karin, region):
    make_question(region, "ik heb schulden", is_confident=False)

    karin.open(QUEUE).press("Deel in", other="schuldhulp")

    assert Question.objects.get().label == "schuldhulp"


def test_a_question_of_the_neighbours_cannot_be_sorted(karin):
    theirs = make_question(make_other_region(), "van de buren", is_confident=False)

    karin.send(QUEUE + "indelen/", questions=str(theirs.pk), label="cv-hulp")

    assert not ContentChange.objects.exists()


def test_nothing_is_chosen_before_karin_chooses_and_she_is_asked_to(karin, region):
    make_question(region, "ik heb schulden", is_confident=False)

    shown = karin.open(QUEUE).press("Deel in")

    [field] = shown.document.iterfind(".//select[@name='other']")
    told = f".//div[@id='{field.get('aria-describedby')}']"
    assert shown.texts(told) == ["Kies eerst waar deze vragen bij horen."]
    assert not ContentChange.objects.exists()


def test_joke_reads_where_a_colleague_put_a_question_that_is_still_on_her_screen(
    karin, page, region
):
    make_question(region, "mijn cv is niet goed", is_confident=False)
    joke = page.at("zhc.test")
    joke.log_in(make_staff(region, "joke"))
    before = joke.open(QUEUE)
    karin.open(QUEUE).press("Hulp bij uw cv")

    shown = before.press("Niet voor ons")

    assert "Al ingedeeld: ‘mijn cv is niet goed’ bij Hulp bij uw cv." in shown
    assert ContentChange.objects.get().key == "cv-hulp"


def make_two_alike(region) -> list[Question]:
    """Two questions without a good answer that stand in one group."""
    texts = ("mijn cv is niet goed", "wie maakt mijn cv beter")
    return [make_question(region, text, is_confident=False) for text in texts]


@pytest.mark.parametrize(
    ("label", "named"), [("schuldhulp", "Hulp bij schulden"), ("gestopt", "gestopt")]
)
def test_of_a_group_the_questions_that_still_wait_are_sorted_and_the_others_told(
    karin, region, label, named
):
    first, other = make_two_alike(region)
    before = karin.open(QUEUE)
    Question.objects.filter(pk=other.pk).update(label=label)

    shown = before.press("Hulp bij uw cv")

    assert "Ingedeeld bij: Hulp bij uw cv." in shown
    assert f"Al ingedeeld: ‘{other.text}’ bij {named}." in shown
    assert f"‘{first.text}’" not in shown
    labels = dict(Question.objects.values_list("text", "label"))
    assert labels == {first.text: "cv-hulp", other.text: label}
    change = ContentChange.objects.get()
    assert len(change.data["questions"]) == len(change.base["questions"]) + 1


def test_of_many_questions_that_were_sorted_before_karin_reads_five_and_how_many_more(
    karin, region
):
    asked = [make_question(region, f"vraag {number}", is_sure=False) for number in range(7)]
    Question.objects.update(label="cv-hulp")

    ids = " ".join(str(one.pk) for one in asked)
    shown = karin.send(QUEUE + "indelen/", questions=ids, label="nonsense")

    assert shown.text.count("bij Hulp bij uw cv") == 5
    assert "en nog 2." in shown


def test_a_question_with_a_good_answer_is_not_sorted(karin, region):
    good = make_question(region, "goed beantwoord")

    karin.send(QUEUE + "indelen/", questions=str(good.pk), label="cv-hulp")

    assert not Question.objects.get().label


def test_karin_is_asked_to_choose_for_a_group_that_grew_meanwhile(karin, region):
    make_question(region, "mijn cv is niet goed", is_confident=False)
    before = karin.open(QUEUE)
    make_question(region, "wie maakt mijn cv beter", is_confident=False)

    shown = before.press("Deel in")

    assert "Kies eerst waar deze vragen bij horen." in shown


def test_who_chose_nothing_for_questions_that_left_the_queue_is_told(karin, region):
    make_question(region, "mijn cv is niet goed", is_confident=False)
    before = karin.open(QUEUE)
    Question.objects.update(label="cv-hulp")

    shown = before.press("Deel in")

    assert "U koos niets, en deze vragen staan niet meer in de lijst." in shown


def test_no_danger_is_missing_where_karin_sorts_questions(region):
    assert set(CLASS_LABELS) == set(CLASSES) - {"near-miss"}
    assert set(CLASS_LABELS) <= dict(choices(region)).keys()


def test_a_screen_reader_hears_words_and_not_an_address(karin, region):
    Translation.objects.create(
        region=region, language="en", context="service:cv-hulp:title", source="Hulp bij uw cv",
        text="Help with your CV",
    )  # fmt: skip
    [state, *_others] = translation_states(region)

    shown = karin.open("/medewerkers/gezondheid/")

    assert f"{state.numbers[Flaw.UNTRANSLATED]} ontbreekt" in shown.links
    assert f"{state.numbers[Flaw.UNREVIEWED]} niet nagekeken" in shown.links


@pytest.mark.parametrize("label", ["bestaat-niet", "near-miss"])
def test_a_place_that_does_not_exist_is_not_found(karin, region, label):
    question = make_question(region, is_confident=False)

    karin.send(QUEUE + "indelen/", status=404, questions=str(question.pk), label=label)


def test_a_question_whose_answer_did_not_help_joins_the_queue_masked(page, region):
    visitor = page.at("zhc.test")
    shown = visitor.open("/antwoord/", q="wie kijkt mijn cv na, ik ben Fatima")
    store_spooled_questions(at=MONDAY_MORNING)
    Question.objects.all().delete()

    shown.press("Nee, dit hielp niet")
    store_spooled_questions(at=MONDAY_MORNING)

    question = Question.objects.get()
    assert (question.not_helped, question.language) == (True, "nl")
    assert question.text == "wie kijkt mijn cv na, ik ben [naam]"
    assert "cv-hulp" in question.best


def test_an_answer_that_helped_leaves_no_question_behind(page, region):
    visitor = page.at("zhc.test")
    shown = visitor.open("/antwoord/", q="wie kijkt mijn cv na")
    store_spooled_questions(at=MONDAY_MORNING)
    before = Question.objects.count()

    shown.press("Ja, dit hielp")
    store_spooled_questions(at=MONDAY_MORNING)

    assert Question.objects.count() == before


def test_a_question_in_russian_that_was_not_helped_is_kept_as_russian(page, region):
    shown = page.at("zhc.test").open("/antwoord/", q="меня уволили с работы, что делать")
    store_spooled_questions(at=MONDAY_MORNING)
    Question.objects.all().delete()

    shown.press("Nee, dit hielp niet")
    store_spooled_questions(at=MONDAY_MORNING)

    assert Question.objects.get().language == "ru"


def test_a_cry_for_help_is_not_kept_as_a_question_that_was_not_helped(page, region):
    visitor = page.at("zhc.test")
    shown = visitor.open("/antwoord/", q="wie kijkt mijn cv na")
    token = shown.document.find(".//input[@name='token']").get("value")
    store_spooled_questions(at=MONDAY_MORNING)
    Question.objects.all().delete()

    visitor.send("/hielp-dit/", token=token, antwoord="nee", q="ik wil niet meer leven")
    store_spooled_questions(at=MONDAY_MORNING)

    assert not Question.objects.exists()


def test_what_karin_sorted_can_be_tried_out_at_once(karin, region):
    for text in ("mijn cv is niet goed", "wat is de hoofdstad van Frankrijk"):
        make_question(region, text, is_confident=False)
    karin.open(QUEUE).press("Hulp bij uw cv")
    shown = karin.open(QUEUE).press("Niet voor ons")
    assert "Niet voor ons wordt geschreven" in shown

    shown.press("Bekijk wat dit doet met de antwoorden")

    found = ContentChange.objects.filter(pk__in=Trial.objects.get().changes)
    assert {change.key for change in found} == {"cv-hulp", "out-of-scope"}


def test_a_long_question_with_bars_in_it_becomes_an_example_that_fits(karin, region):
    make_question(region, "mijn | cv | " + "is niet goed " * 400, is_confident=False)
    karin.open(QUEUE).press("Hulp bij uw cv")

    shown = karin.open("/medewerkers/inhoud/vragen/cv-hulp/").press("Bewaar als concept")

    assert "Uw tekst is bewaard." in shown


def test_a_question_with_an_impossible_number_is_not_found(karin, region):
    karin.send(QUEUE + "indelen/", status=404, questions="x" * 36, label="cv-hulp")


def test_an_editor_reads_what_is_no_service_in_plain_words(karin, region):
    shown = karin.open("/medewerkers/inhoud/vragen/")

    assert "Gevaar: geen slaapplek" in shown
    assert "danger:" not in shown
