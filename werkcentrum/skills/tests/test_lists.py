"""Lists are taken over whole or not at all, and what people chose from them stays."""

from dataclasses import replace

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from werkcentrum.audit.models import AuditLine
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.skills.actions import UnreadableError
from werkcentrum.skills.lexicon import seed
from werkcentrum.skills.models import Label, Occupation, OccupationSkill, Skill, Vocabulary
from werkcentrum.skills.queries import lexicon
from werkcentrum.skills.releases import AskedRow, ConceptRow, LinkRow, Problem
from werkcentrum.skills.tests.make import KOK, load_seed, make_release, take

pytestmark = pytest.mark.django_db
COOKING = ConceptRow(
    place="regel 3", sort="skill", ref="koken", key="koken", label="koken", kind="skill"
)
BAKER = replace(KOK, ref="bakker", key="bakker", label="bakker")


def test_a_site_that_loaded_nothing_yet_reads_with_our_own_list():
    assert lexicon() is seed()


def test_our_own_list_means_the_same_from_the_tables_as_from_its_files():
    load_seed()

    ours, tables = seed(), lexicon()

    assert tables is not ours
    assert tables.concepts.keys() == ours.concepts.keys()
    for key, concept in ours.concepts.items():
        assert tables.concepts[key].label == concept.label
        assert sorted({tables.concepts[key].label, *tables.concepts[key].words}) == sorted(
            {concept.label, *concept.words}
        )
        assert tables.requires(key) == ours.requires(key)
        assert all(
            tables.nearness(key, other) == ours.nearness(key, other) for other in ours.concepts
        )


def test_whoever_loads_our_own_list_twice_is_told_that_nothing_changed(capsys):
    call_command("load_skills")
    call_command("load_skills")

    told = capsys.readouterr().out
    assert "212 beroepen, 301 vaardigheden" in told
    assert "Deze lijst was al geladen." in told
    assert AuditLine.objects.filter(verb="skills.list_read").count() == 1


def test_the_lexicon_follows_when_a_list_changes_and_costs_one_query_until_then(
    django_assert_num_queries,
):
    take(make_release(KOK))
    lexicon()
    with django_assert_num_queries(1):
        assert set(lexicon().concepts) == {"kok"}

    take(make_release(KOK, BAKER, version="2"))

    assert set(lexicon().concepts) == {"kok", "bakker"}


def test_an_occupation_that_somebody_chose_ends_when_it_is_dropped_and_comes_back_with_its_key():
    take(make_release(KOK, BAKER))
    chosen = Occupation.objects.get(key="bakker")

    take(make_release(KOK, version="2"))
    chosen.refresh_from_db()
    assert chosen.ended_at == MONDAY_MORNING
    assert "bakker" not in lexicon().concepts

    take(make_release(KOK, replace(BAKER, label="broodbakker"), version="3"))
    chosen.refresh_from_db()
    assert (chosen.ended_at, chosen.label) == (None, "broodbakker")
    assert lexicon().concepts["bakker"].label == "broodbakker"


def test_another_list_adds_words_to_our_occupation_and_never_ends_it():
    ours = replace(KOK, esco="http://data.europa.eu/esco/occupation/1")
    theirs = replace(ours, ref="1", key="esco-1", label="kok m/v", alternative=("keukenprins",))
    take(make_release(ours, key="werkcentrum"))
    take(make_release(theirs, key="esco"))

    cook = Occupation.objects.get()
    assert (cook.key, cook.label) == ("kok", "kok")
    [mention] = lexicon().find("Ik was keukenprins.")
    assert mention.concept.key == "kok"

    take(make_release(BAKER, key="esco", version="2"))

    cook.refresh_from_db()
    assert cook.ended_at is None
    assert lexicon().find("Ik was keukenprins.") == ()


def test_a_word_that_two_occupations_have_is_ours_and_otherwise_of_neither():
    master = {"alternative": ("chef", "meester")}
    take(make_release(replace(KOK, alternative=("chef",)), key="werkcentrum"))
    take(
        make_release(
            replace(BAKER, **master),
            replace(BAKER, ref="slager", key="slager", label="slager", **master),
        )
    )

    assert [found.concept.key for found in lexicon().find("ik was chef")] == ["kok"]
    assert lexicon().find("ik was meester") == ()
    assert [found.concept.key for found in lexicon().find("ik was slager")] == ["slager"]


def test_what_our_list_says_that_a_job_asks_counts_before_what_others_say():
    asks = AskedRow("kok", "koken", 0.6)
    own = make_release(KOK, BAKER, COOKING, asks, key="werkcentrum")
    take(own)
    others = (replace(asks, importance=1.0), AskedRow("bakker", "koken", 0.3))
    take(make_release(KOK, BAKER, COOKING, *others))

    assert lexicon().requires("kok") == {"koken": 0.6}
    assert lexicon().requires("bakker") == {"koken": 0.3}


def test_two_jobs_are_as_near_from_both_sides():
    take(make_release(KOK, BAKER, LinkRow("occupation", "kok", "bakker", "near", 0.4)))

    assert lexicon().nearness("kok", "bakker") == lexicon().nearness("bakker", "kok") == 0.4


def test_a_skill_without_a_dutch_name_waits_for_one():
    take(make_release(replace(COOKING, label="cook", language="en")))
    assert "koken" not in lexicon().concepts

    english = replace(COOKING, label="cook", language="en")
    take(make_release(COOKING, english, version="2"))

    assert lexicon().concepts["koken"].label == "koken"
    assert Skill.objects.get().label == "koken"
    assert set(Label.objects.values_list("language", "text")) == {("nl", "koken"), ("en", "cook")}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (Problem("regel 9", "dit klopt niet."), "regel 9: dit klopt niet."),
        (KOK, "'kok' staat er al eerder."),
        (replace(BAKER, label=""), "geen naam"),
        (replace(BAKER, label="b" * 251), "1 tekens te lang"),
        (replace(BAKER, isco="51x"), "geen ISCO-groep"),
        (replace(COOKING, kind="talent"), "geen soort vaardigheid"),
        (replace(BAKER, esco="h" * 201), "langer dan 200 tekens"),
    ],
)
def test_one_mistake_and_nothing_is_kept(wrong, told):
    take(make_release(BAKER))

    with pytest.raises(UnreadableError) as refused:
        take(make_release(KOK, wrong, version="2"))

    assert told in str(refused.value.problems[0])
    assert list(Occupation.objects.values_list("key", "ended_at")) == [("bakker", None)]
    assert Vocabulary.objects.get().version == "1"


def test_after_a_hundred_mistakes_nobody_reads_on():
    def rows():
        for number in range(100):
            yield Problem(f"regel {number}", "mis.")
        raise AssertionError("read on")

    with pytest.raises(UnreadableError) as refused:
        take(replace(make_release(), read=rows))

    assert len(refused.value.problems) == 100


def test_files_of_different_lists_do_not_go_together():
    strangers = [AskedRow(f"onbekend-{number}", "koken", 1.0) for number in range(20)]

    with pytest.raises(UnreadableError, match="niets ingelezen"):
        take(make_release(KOK, COOKING, AskedRow("kok", "koken", 1.0), *strangers))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: OccupationSkill.objects.update(importance=0),
        lambda: OccupationSkill.objects.update(importance=1.1),
        lambda: Label.objects.update(occupation=None, skill=None),
        lambda: Label.objects.update(kind="preferred", skill=Skill.objects.get()),
        lambda: Occupation.objects.update(esco="x"),
        lambda: Occupation.objects.update(label=""),
        lambda: Skill.objects.update(kind="talent"),
    ],
)
def test_the_database_refuses_what_must_never_be_false(wrong):
    take(make_release(KOK, BAKER, COOKING, AskedRow("kok", "koken", 1.0)))

    with pytest.raises(IntegrityError), transaction.atomic():
        wrong()


def test_a_word_that_says_nothing_alone_is_of_no_occupation_of_another_list():
    """ESCO calls somebody who filters drinks a "medewerker", and a director "CAO"."""
    filtering = {"alternative": ("medewerker", "CAO", "filtermedewerker")}
    many = [
        replace(BAKER, ref=f"b{number}", key=f"b{number}", label=f"medewerker {number}")
        for number in range(25)
    ]
    take(make_release(*many, replace(BAKER, ref="f", key="f", label="dranktechnicus", **filtering)))

    assert "f" not in {one.concept.key for one in lexicon().find("medewerker met CAO")}
    assert [one.concept.key for one in lexicon().find("ik was filtermedewerker")] == ["f"]


def test_occupations_of_two_lists_in_one_group_are_alike():
    take(make_release(replace(KOK, isco="5120"), key="werkcentrum"))
    take(make_release(replace(BAKER, ref="chef", key="chef", label="chef-kok", isco="5120"),
                      replace(BAKER, ref="b", key="b", isco="7512"), key="esco"))  # fmt: skip

    assert lexicon().nearness("kok", "chef") == lexicon().nearness("chef", "kok") == 0.6
    assert lexicon().nearness("kok", "b") == 0
