"""Who writes test questions is told where a mistake stands; a list of work is read whole."""

import pytest

from werkcentrum.search.sources import read_names, read_questions

HEAD = "text,style,audience,grades,safety\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "questions").mkdir()
    return tmp_path


def test_test_questions_are_read_by_language_with_their_grades(folder):
    (folder / "questions/nl.csv").write_text(f"{HEAD}ik wil dood,,,,suicide\n")
    (folder / "questions/en.csv").write_text(
        f"{HEAD}who reads my CV,question,resident,cv-hulp=3 gesprek-met-gids=1,\n"
    )
    english, dutch = read_questions(folder)

    assert (english.lang, english.grades) == ("en", {"cv-hulp": 3, "gesprek-met-gids": 1})
    assert (dutch.lang, dutch.grades, dutch.safety) == ("nl", {}, "suicide")


@pytest.mark.parametrize("row", ["x,,,a=b,", "x,,,a=4,", "x,,,a 3,", "x"])
def test_a_mistake_in_the_test_questions_names_file_and_line(folder, row):
    (folder / "questions/nl.csv").write_text(f"{HEAD}goed,,,a=3,\n{row}\n")

    with pytest.raises(ValueError, match=r"nl\.csv:3"):
        read_questions(folder)


def test_a_folder_without_test_questions_has_none(tmp_path):
    assert read_questions(tmp_path) == []


def test_a_list_of_work_gives_every_name_it_has_for_something(tmp_path):
    path = tmp_path / "occupations.csv"
    path.write_text("key,label,words\nkok,kok,chef-kok|cook\nstukadoor,stukadoor,\n")
    assert read_names(path) == ("kok", "chef-kok", "cook", "stukadoor")
