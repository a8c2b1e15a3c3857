"""What the website knows of people and vacancies, in the form in which they are matched."""

from werkcentrum.matching.flat import Hours, Profile, Study, Work
from werkcentrum.matching.flat import Vacancy as Offered
from werkcentrum.profiles.facts import Facts
from werkcentrum.vacancies.models import Vacancy


def profile_of(facts: Facts) -> Profile:
    """What a matcher reads of facts; its key is their digest, so it says nothing of whose they are.

    The languages they speak do not count: a language is often an origin.
    """
    return Profile(
        key=facts.digest,
        wishes=tuple(wish.name for wish in facts.wishes),
        work=tuple(Work(one.name, one.years, one.told, one.occupation) for one in facts.work),
        skills=tuple(skill.name for skill in facts.skills),
        studies=tuple(Study(study.name, study.is_done) for study in facts.studies),
        postcode4=facts.postcode4,
        km=facts.km,
        hours=Hours(facts.hours_min, facts.hours_max),
        level=facts.level,
        licences=None if facts.licences is None else frozenset(facts.licences),
        irregular=facts.irregular,
        wished=tuple(wish.occupation for wish in facts.wishes if wish.occupation),
        confirmed=frozenset(skill.key for skill in facts.skills if skill.key),
    )


def offer_of(vacancy: Vacancy) -> Offered:
    """What a matcher reads of a vacancy: not who the employer is. No licence said is unknown."""
    return Offered(
        key=str(vacancy.pk),
        title=vacancy.title,
        text=vacancy.description,
        confirmed=tuple(vacancy.concepts),
        postcode4=vacancy.postcode4,
        hours=Hours(vacancy.hours_min, vacancy.hours_max),
        level=int(vacancy.level) if vacancy.level else None,
        licences=frozenset(vacancy.licences) or None,
        irregular=vacancy.is_irregular,
        is_learning=vacancy.is_learning_place,
        is_level_by_law=vacancy.is_level_by_law,
    )
