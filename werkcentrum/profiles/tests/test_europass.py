"""Somebody takes their profile along as a Europass CV, and brings one from there."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings

from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.profiles import europass
from werkcentrum.profiles.exchange import FileError
from werkcentrum.profiles.facts import MOST, Experience, Facts, Language, Skill, Study, Wish
from werkcentrum.profiles.plain_xml import root_of
from werkcentrum.profiles.tests.any_facts import any_facts, named
from werkcentrum.profiles.tests.make_words import words
from werkcentrum.profiles.tests.test_vum import AMINA

TODAY = date(2025, 8, 4)
MORNING = datetime(2025, 8, 4, 8, 0, tzinfo=UTC)


def written(facts):
    return europass.export(facts, words(), at=MORNING)


def read(text):
    content = text if isinstance(text, bytes) else text.encode()
    return europass.read(content, words(), today=TODAY)


def passport(inside):
    return (
        '<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass" locale="nl">'
        f"<LearnerInfo>{inside}</LearnerInfo></SkillsPassport>"
    )


def candidate(profile, person=""):
    return (
        '<Candidate xmlns="http://www.europass.eu/1.0" xmlns:hr="http://www.hr-xml.org/3" '
        'xmlns:oa="http://www.openapplications.org/oagis/9" '
        'xmlns:eures="http://www.europass_eures.eu/1.0">'
        f"<CandidatePerson>{person}</CandidatePerson>"
        f"<CandidateProfile>{profile}</CandidateProfile></Candidate>"
    )


def test_whoever_saves_it_after_lunch_gets_a_file_that_was_made_after_lunch():
    """The Z of the schema is the clock of Greenwich, an hour or two behind the one on the wall."""
    lunch = datetime(2026, 11, 27, 14, 0, tzinfo=AMSTERDAM)

    made = europass.export(AMINA, words(), at=lunch).text

    assert "<CreationDate>2026-11-27T13:00:00.000Z</CreationDate>" in made


def test_what_was_confirmed_is_written_as_a_passport_without_a_name():
    root = root_of(written(AMINA).text.encode())

    assert root.tag == "SkillsPassport"
    names = {one.tag for one in root.iter()}
    assert "XSDVersion" in names
    assert not names & {"PersonName", "Demographics", "Photo", "Email"}
    position = root.find(".//WorkExperience/Position/Label")
    assert position.text == "schoonmaker"
    listed = [one.text for one in root.iter("SpokenInteraction")]
    assert listed == ["B1"]


def test_somebody_is_told_what_has_no_place_in_the_file():
    assert written(AMINA).left_out == (
        "hoeveel uren u wilt werken", "hoe ver u wilt reizen",
        "of u ’s avonds, ’s nachts of in het weekend kunt werken", "uw niveau van werken",
    )  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(any_facts(levels=(None, 2, 3, 4, 5, 6), spoken=("", "a1", "a2", "b1", "b2", "c1", "c2")))
def test_whatever_somebody_confirmed_comes_back_as_far_as_it_has_a_place(facts):
    licences = tuple(code for code in facts.licences or () if code not in ("B+", "T"))
    expected = replace(
        facts, km=None, hours_min=None, hours_max=None, level=None, irregular=None,
        licences=licences or None,
    )  # fmt: skip
    found = read(written(facts).text)

    assert [one.key for one in found.facts.skills] == [one.key for one in expected.skills]
    assert replace(found.facts, skills=()) == replace(expected, skills=())
    assert (found.left_out, found.wrong) == ((), ())


def test_ten_wishes_come_back_and_of_more_somebody_hears_that():
    named_in_list = named("occupation")[: MOST["wishes"] + 1]
    wishes = tuple(Wish(*one) for one in named_in_list)

    found = read(written(Facts(wishes=wishes[:-1])).text)
    more = read(written(Facts(wishes=wishes)).text)

    assert (found.facts.wishes, found.wrong) == (wishes[:-1], ())
    assert more.facts.wishes == wishes[:-1]
    assert more.wrong == ("Er staan 11 wensen in. Wij lezen er hoogstens 10.",)


# What version 3.4 of the schema of Europass has below each element, in the order that it asks; of
# `DocumentInfo` what it cannot do without stands in `NEEDED`. Written by hand: only what we export.
IN_ORDER = {
    "SkillsPassport": "DocumentInfo LearnerInfo",
    "DocumentInfo": "DocumentType CreationDate LastUpdateDate XSDVersion Generator",
    "LearnerInfo": "Identification Headline WorkExperienceList EducationList Skills",
    "Identification": "ContactInfo", "ContactInfo": "Address", "Address": "Contact",
    "Contact": "PostalCode", "Headline": "Type Description", "Type": "Code",
    "WorkExperienceList": "WorkExperience", "WorkExperience": "Position Activities",
    "Position": "Label", "EducationList": "Education", "Education": "Title Level",
    "Level": "Code", "Skills": "Linguistic JobRelated Driving",
    "Linguistic": "ForeignLanguageList", "ForeignLanguageList": "ForeignLanguage",
    "ForeignLanguage": "Description ProficiencyLevel",
    "ProficiencyLevel": "Listening Reading SpokenInteraction SpokenProduction Writing",
    "JobRelated": "Description", "Driving": "Description", "Description": "Code Label Licence",
}  # fmt: skip
NEEDED = {"DocumentType", "CreationDate", "LastUpdateDate", "XSDVersion", "Generator"}
LICENCES = "AM A1 A2 A B1 B BE C1 C1E C CE D1 D1E D DE"
LANGUAGES = "am ar bg de el en es fa fr hi hu it ku nl pl ps pt ro ru so tr uk ur zh"


@settings(max_examples=40, deadline=None)
@given(any_facts(levels=(None, 2, 3, 4, 5, 6), spoken=("", "a1", "a2", "b1", "b2", "c1", "c2")))
def test_what_somebody_takes_along_follows_the_schema_of_europass(facts):
    root = root_of(written(facts).text.encode())

    for one in root.iter():
        order = IN_ORDER.get(one.tag, "").split()
        places = [order.index(child.tag) for child in one]
        assert places == sorted(places), one.tag
    assert {one.tag for one in root.find("DocumentInfo")} == NEEDED
    assert {one.text for one in root.iter("Licence")} <= {*LICENCES.split()}
    assert {one.text for one in root.iterfind(".//ForeignLanguage/Description/Code")} <= {
        *LANGUAGES.split()
    }
    assert {one.text for one in root.iterfind(".//Level/Code")} <= set("12345678")


def test_somebody_is_told_that_a_licence_of_the_netherlands_only_stays_behind():
    made = written(Facts(licences=("B", "B+")))

    assert made.left_out == ("uw rijbewijs B+ of T",)
    assert read(made.text).facts.licences == ("B",)


def test_a_language_that_europass_has_no_code_for_goes_by_its_name_and_comes_back():
    facts = Facts(languages=(Language("ti", "c1"),))
    root = root_of(written(facts).text.encode())

    assert [one.text for one in root.iterfind(".//ForeignLanguage/Description/*")] == ["Tigrinya"]
    assert read(written(facts).text).facts == facts


def test_somebody_is_told_that_a_letter_and_files_beside_their_cv_are_not_read():
    with_letter = passport("").replace(
        "</SkillsPassport>", "<AttachmentList/><CoverLetter/></SkillsPassport>"
    )

    assert set(read(with_letter).left_out) == {"sollicitatiebrief", "bijlagen"}


def test_a_cv_of_the_old_website_is_read_without_who_it_is_of():
    found = read(passport(
        "<Identification><PersonName><FirstName>Petra</FirstName></PersonName><ContactInfo>"
        "<Address><Contact><AddressLine>Laan 1</AddressLine><PostalCode>2271 AB</PostalCode>"
        "<Country><Code>NL</Code></Country></Contact></Address></ContactInfo><Demographics>"
        '<Birthdate year="1980"/><NationalityList/></Demographics><Photo/></Identification>'
        "<Headline><Type><Code>preferred_job</Code></Type><Description><Label>Kok</Label>"
        "</Description></Headline>"
        "<WorkExperienceList><WorkExperience>"
        '<Period><From year="2015" month="--03"/><To year="2019" month="--03"/></Period>'
        "<Position><Label>Bakker</Label></Position><Activities>&lt;p&gt;Brood en banket"
        "&lt;/p&gt;</Activities><Employer><Name>Korst</Name></Employer></WorkExperience>"
        "</WorkExperienceList>"
        "<EducationList><Education><Title>mbo kok</Title><Level><Code>4</Code></Level>"
        "</Education></EducationList>"
        "<Skills><Linguistic><MotherTongueList><MotherTongue><Description><Code>ti</Code>"
        "</Description></MotherTongue></MotherTongueList><ForeignLanguageList><ForeignLanguage>"
        "<Description><Code>nl</Code></Description><ProficiencyLevel><Listening>B2</Listening>"
        "<Writing>A2</Writing></ProficiencyLevel></ForeignLanguage></ForeignLanguageList>"
        "</Linguistic><Computer><Description>Excel; Word</Description></Computer>"
        "<Driving><Description>B, BE</Description></Driving></Skills>"
    ))  # fmt: skip

    assert found.facts.wishes == (Wish("kok", "kok"),)
    (work,) = found.facts.work
    assert (work.occupation, work.years) == ("bakker", 4.0)
    assert "brood" in work.told
    assert found.facts.studies == (Study("mbo kok", 4),)
    assert found.facts.languages == (Language("ti", "c2"), Language("nl", "a2"))
    assert Skill("excel", "excel") in found.facts.skills
    assert (found.facts.licences, found.facts.postcode4) == (("B", "BE"), "2271")
    assert set(found.left_out) == {
        "naam",
        "adres",
        "geboortedatum",
        "nationaliteit",
        "foto",
        "bij wie u werkte",
    }


def test_a_cv_of_the_website_of_today_is_read_without_who_it_is_of():
    found = read(candidate(
        "<EmploymentHistory><EmployerHistory><hr:OrganizationName>Korst</hr:OrganizationName>"
        "<PositionHistory><PositionTitle>Bakker</PositionTitle><eures:EmploymentPeriod>"
        "<eures:StartDate><hr:FormattedDateTime>2015-03</hr:FormattedDateTime></eures:StartDate>"
        "<hr:CurrentIndicator>true</hr:CurrentIndicator></eures:EmploymentPeriod>"
        "<oa:Description>&lt;ul&gt;&lt;li&gt;Brood&lt;/li&gt;&lt;/ul&gt;</oa:Description>"
        "</PositionHistory></EmployerHistory></EmploymentHistory>"
        "<EducationHistory><EducationOrganizationAttendance><AttendancePeriod><Ongoing>true"
        "</Ongoing></AttendancePeriod><EducationDegree><hr:DegreeName>mbo kok</hr:DegreeName>"
        "</EducationDegree><EducationLevelCode>4</EducationLevelCode>"
        "</EducationOrganizationAttendance></EducationHistory>"
        "<eures:Licenses><eures:License><hr:LicenseTypeCode>B</hr:LicenseTypeCode>"
        "</eures:License></eures:Licenses>"
        "<PersonQualifications><PersonCompetency><CompetencyID>dut</CompetencyID>"
        "<hr:TaxonomyID>language</hr:TaxonomyID><eures:CompetencyDimension><eures:Score>"
        "<hr:ScoreText>B1</hr:ScoreText></eures:Score></eures:CompetencyDimension>"
        "</PersonCompetency><PersonCompetency><CompetencyID>Excel</CompetencyID>"
        "<hr:TaxonomyID>other</hr:TaxonomyID></PersonCompetency></PersonQualifications>"
        "<NetworksAndMemberships><NetworkOrMembership/></NetworksAndMemberships>",
        "<PersonName/><BirthDate>1980-01-01</BirthDate><GenderCode>1</GenderCode>"
        "<PrimaryLanguageCode>tir</PrimaryLanguageCode>",
    ))  # fmt: skip

    (work,) = found.facts.work
    assert (work.occupation, work.years) == ("bakker", 10.4)
    assert found.facts.studies == (Study("mbo kok", 4, is_done=False),)
    assert found.facts.languages == (Language("ti", "c2"), Language("nl", "b1"))
    assert found.facts.skills == (Skill("excel", "excel"),)
    assert found.facts.licences == ("B",)
    assert set(found.left_out) == {
        "naam",
        "geboortedatum",
        "geslacht",
        "lidmaatschappen",
        "bij wie u werkte",
    }


def test_each_first_language_is_read_by_its_code_or_its_name():
    found = read(candidate("", (
        '<PrimaryLanguageCode name="FREE_TEXT">Neapolitan</PrimaryLanguageCode>'
        '<PrimaryLanguageCode name="FREE_TEXT">Italian</PrimaryLanguageCode>'
        '<PrimaryLanguageCode name="FREE_TEXT">Koerdisch</PrimaryLanguageCode>'
        '<PrimaryLanguageCode name="NORMAL">tir</PrimaryLanguageCode>'
    )))  # fmt: skip

    assert found.facts.languages == (
        Language("it", "c2"), Language("ku", "c2"), Language("ti", "c2"),
    )  # fmt: skip
    assert found.wrong == ("De taal ‘Neapolitan’ kennen wij niet. Vul die zelf in.",)


def test_a_language_without_a_code_is_read_by_its_name_in_the_old_form_too():
    inside = (
        "<Skills><Linguistic><MotherTongueList><MotherTongue><Description><Label>Somali</Label>"
        "</Description></MotherTongue></MotherTongueList></Linguistic></Skills>"
    )
    assert read(passport(inside)).facts.languages == (Language("so", "c2"),)


def competency(name):
    return (
        "<PersonCompetency><hr:TaxonomyID>Digital_Skill</hr:TaxonomyID>"
        f"<hr:CompetencyName>{name}</hr:CompetencyName></PersonCompetency>"
    )


ABLE = competency("Excel") + competency("koken")
GROUPED = f"<SkillsGroup><Title>Wat ik kan</Title>{ABLE}</SkillsGroup>"


@pytest.mark.parametrize("skills", [ABLE, GROUPED])
def test_what_somebody_can_is_read_without_the_sort_and_the_heading(skills):
    found = read(candidate(f"<Skills>{skills}</Skills>"))

    assert found.facts.skills == (Skill("excel", "excel"), Skill("koken", "koken"))


def test_work_as_a_volunteer_and_courses_are_read_behind_the_rest():
    found = read(candidate(
        "<VoluntaryWorks><VoluntaryWork><Title>Kok</Title><Date><StartDate>"
        "<hr:FormattedDateTime>2020-08</hr:FormattedDateTime></StartDate><Ongoing>true</Ongoing>"
        "</Date><Description>soep koken</Description></VoluntaryWork></VoluntaryWorks>"
        "<CourseCertifications><CourseCertification><Title>cursus heftruck</Title><Date><Ongoing>"
        "true</Ongoing></Date></CourseCertification></CourseCertifications>"
        "<Certifications><Certification><hr:CertificationName>diploma metselaar"
        "</hr:CertificationName></Certification></Certifications>"
    ))  # fmt: skip

    assert found.facts.work == (Experience("kok", "kok", 5.0, "soep koken"),)
    assert found.facts.studies == (
        Study("cursus heftruck", None, is_done=False), Study("diploma metselaar"),
    )  # fmt: skip
    assert found.wrong == ()


def test_the_address_of_an_occupation_says_more_than_its_title():
    esco = words().uris["kok"]
    newer = candidate(
        "<EmploymentHistory><EmployerHistory><PositionHistory>"
        f'<PositionTitle typeCode="URI" languageID="{esco}">Xyzzy</PositionTitle>'
        "</PositionHistory><PositionHistory><PositionTitle>Bakker</PositionTitle>"
        f"<hr:JobCategoryCode>{words().uris['bakker']}</hr:JobCategoryCode></PositionHistory>"
        "</EmployerHistory></EmploymentHistory>"
    )
    older = passport(
        "<WorkExperienceList><WorkExperience><Position>"
        f"<Code>{esco.rpartition('/')[2]}</Code><Label>Xyzzy</Label>"
        "</Position></WorkExperience></WorkExperienceList>"
    )

    assert [one.occupation for one in read(newer).facts.work] == ["kok", "bakker"]
    assert [one.occupation for one in read(older).facts.work] == ["kok"]


def test_work_that_ends_next_year_counts_until_today():
    older = passport(
        '<WorkExperienceList><WorkExperience><Period><From year="2023" month="--08"/>'
        '<To year="2026" month="--12"/></Period><Position><Label>Kok</Label></Position>'
        "</WorkExperience></WorkExperienceList>"
    )
    newer = candidate(
        "<EmploymentHistory><EmployerHistory><PositionHistory><PositionTitle>Kok</PositionTitle>"
        "<eures:EmploymentPeriod><eures:StartDate><hr:FormattedDateTime>2023-08"
        "</hr:FormattedDateTime></eures:StartDate><eures:EndDate><hr:FormattedDateTime>2026-12-31"
        "</hr:FormattedDateTime></eures:EndDate></eures:EmploymentPeriod></PositionHistory>"
        "</EmployerHistory></EmploymentHistory>"
    )

    for form in (older, newer):
        assert read(form).facts.work == (Experience("kok", "kok", 2.0),)


def test_somebody_is_told_of_each_part_of_the_newer_form_that_is_not_read():
    found = read(candidate(
        "<ConferencesAndSeminars><ConferenceAndSeminar/></ConferencesAndSeminars>"
        "<PublicationHistory><Publication/></PublicationHistory><Projects><Project/></Projects>"
        "<CreativeWorks><CreativeWork/></CreativeWorks><Others><Title>Mijn kopje</Title><Other/>"
        "</Others>",
        "<BirthPlace/><Disability/>",
    ))  # fmt: skip

    assert set(found.left_out) == {
        "congressen", "publicaties", "projecten", "creatief werk", "geboorteplaats",
        "een beperking",
    }  # fmt: skip
    assert found.wrong == ("Wat onder een eigen kopje staat, lezen wij niet.",)


def test_courses_between_achievements_are_read_and_other_achievements_are_not():
    courses = (
        "<Achievement><Title><Code>courses</Code></Title><Description>&lt;ul&gt;&lt;li&gt;"
        "cursus heftruck&lt;/li&gt;&lt;li&gt;opleiding metselaar&lt;/li&gt;&lt;/ul&gt;"
        "</Description></Achievement>"
    )
    other = "<Achievement><Title><Code>publications</Code></Title></Achievement>"
    learned, both = (
        read(passport(f"<AchievementList>{inside}</AchievementList>"))
        for inside in (courses, courses + other)
    )

    assert learned.facts.studies == (Study("cursus heftruck"), Study("opleiding metselaar"))
    assert learned.left_out == ()
    assert both.left_out == ("publicaties, prijzen en lidmaatschappen",)


@pytest.mark.parametrize(
    ("description", "names"),
    [
        (
            "Cursus heftruck&lt;br/&gt;Gegeven door iemand in 2019&lt;br/&gt;Drie dagen",
            ["cursus heftruck"],
        ),
        (
            "Eerst&lt;li&gt;cursus heftruck&lt;br/&gt;Kort&lt;/li&gt;&lt;li&gt;opleiding metselaar",
            ["cursus heftruck", "opleiding metselaar"],
        ),
        ("- cursus heftruck\n- opleiding metselaar", ["cursus heftruck", "opleiding metselaar"]),
    ],
    ids=["told in lines", "a list", "a list of dashes"],
)
def test_what_is_told_of_a_course_is_no_course(description, names):
    found = read(passport(
        "<AchievementList><Achievement><Title><Code>courses</Code></Title><Description>"
        f"{description}</Description></Achievement></AchievementList>"
    ))  # fmt: skip

    assert [study.name for study in found.facts.studies] == names


@pytest.mark.parametrize(
    ("language", "is_said"), [("en", True), ("nl", False), ("nl_NL", False), ("", False)]
)
def test_somebody_with_a_cv_in_another_language_is_told_to_look_well(language, is_said):
    older = passport("").replace('locale="nl"', f'locale="{language}"')
    newer = candidate("").replace(
        "<CandidateProfile>", f'<CandidateProfile languageCode="{language}">'
    )

    for form in (older, newer):
        told = [one for one in read(form).wrong if "niet in het Nederlands" in one]
        assert bool(told) is is_said


def test_a_headline_that_says_who_somebody_is_is_no_wish():
    inside = (
        "<Headline><Type><Code>personal_statement</Code></Type><Description><Label>Kok"
        "</Label></Description></Headline>"
    )
    assert read(passport(inside)).facts == Facts()


def test_what_cannot_be_read_is_named_with_its_row():
    found = read(passport(
        "<WorkExperienceList><WorkExperience><Position><Label>Xyzzy</Label></Position>"
        '</WorkExperience><WorkExperience><Period><From year="2020"/><To year="2018"/></Period>'
        "<Position><Label>Kok</Label></Position></WorkExperience></WorkExperienceList>"
        "<EducationList><Education><Title>Xyzzy</Title></Education></EducationList>"
        "<Skills><Linguistic><ForeignLanguageList><ForeignLanguage><Description><Label>Quenya"
        "</Label></Description></ForeignLanguage></ForeignLanguageList></Linguistic></Skills>"
    ))  # fmt: skip
    assert found.facts.work == (Experience("kok", "kok"),)
    assert found.wrong == (
        "Werkervaring 1: wij lezen niet welk werk dit is.",
        "Werkervaring 2: het einde ligt voor het begin. Kijk dat na.",
        "Opleiding 1: wij lezen niet welke opleiding dit is.",
        "De taal ‘Quenya’ kennen wij niet. Vul die zelf in.",
    )


BILLION = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{"&a" + str(n - 1) + ";" if n else "&a;"}">' for n in range(9))
    + "]><SkillsPassport>&a8;</SkillsPassport>"
)
OF_A_FILE = (
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<SkillsPassport><LearnerInfo>&x;</LearnerInfo></SkillsPassport>"
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (BILLION, "eigen documenttype"),
        (OF_A_FILE, "eigen documenttype"),
        (OF_A_FILE.encode("utf-16"), "eigen documenttype"),
        ("<!DOCTYPE a SYSTEM 'http://x.example/a.dtd'><SkillsPassport/>", "eigen documenttype"),
        ("<a>" * 100_000, "te ingewikkeld"),
        ("<SkillsPassport>" + "<a/>" * 30_000 + "</SkillsPassport>", "te ingewikkeld"),
        ("<SkillsPassport/>", "geen cv van Europass"),
        ("<html/>", "geen cv van Europass"),
        ("<Candidate/>", "is leeg"),
        ("{}", "geen XML"),
        (b"\xff\xfe\x00", "geen XML"),
        ('<?xml version="1.0" encoding="nee"?><a/>', "geen XML"),
        (b" " * ((5 << 20) + 1), "te groot"),
    ],
)
def test_a_file_that_may_do_harm_or_is_something_else_is_refused(content, said):
    with pytest.raises(FileError, match=said):
        read(content)
