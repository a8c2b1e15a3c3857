"""Templates are sent without indentation, and made once where pages do not differ."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import get_template

from werkcentrum.core.loaders import without_indentation
from werkcentrum.core.memory import forget_everything


@pytest.fixture(autouse=True)
def _nothing_kept():
    forget_everything()


def shown(source, **context):
    return Template(source).render(Context(context))


def test_a_line_begins_at_its_first_character_and_words_stay_apart():
    assert without_indentation("<p>\n    een\n\n    <b>twee</b>\n  </p>\n") == (
        "<p>\neen\n<b>twee</b>\n</p>\n"
    )


@pytest.mark.parametrize(
    "kept_as_it_is",
    [
        "<pre>\n  code\n\n  meer</pre>",
        "<textarea name='a'>\n\n  brief</textarea>",
        "{% blocktranslate %}\n  Een tekst\n  die wordt opgezocht{% endblocktranslate %}",
    ],
)
def test_where_white_space_means_something_nothing_changes(kept_as_it_is):
    assert without_indentation(f"<p>\n  a</p>{kept_as_it_is}\n  b") == (
        f"<p>\na</p>{kept_as_it_is}\nb"
    )


def test_the_templates_of_the_site_are_read_this_way():
    source = get_template("core/base.html").template.source
    assert "\n<head>" in source
    assert "\n " not in source


def test_what_is_kept_is_made_once_and_what_is_fresh_for_every_page():
    source = (
        "{% kept box place %}<p>{{ other }} {% fresh %}{{ text }}{% endfresh %}</p>{% endkept %}"
    )
    first = shown(source, place="Delft", other="een", text="<b>")
    second = shown(source, place="Delft", other="twee", text="ander")
    third = shown(source, place="Leiden", other="drie", text="")
    assert [first, second, third] == ["<p>een &lt;b&gt;</p>", "<p>een ander</p>", "<p>drie </p>"]


def test_a_fresh_part_may_stand_in_a_loop_and_is_the_same_each_time():
    source = (
        "{% kept links %}{% for n in numbers %}{{ n }}{% fresh %}{{ q }}{% endfresh %} "
        "{% endfor %}{% endkept %}"
    )
    assert shown(source, numbers=[1, 2], q="a") == "1a 2a "
    assert shown(source, numbers=[3], q="b") == "1b 2b "


def test_a_visitor_cannot_type_a_mark():
    source = (
        "{% kept x %}[{% fresh %}{{ q }}{% endfresh %}|"
        "{% fresh %}{{ r }}{% endfresh %}]{% endkept %}"
    )
    assert shown(source, q="\ue0031\ue003", r="geheim") == "[\ue0031\ue003|geheim]"


def test_a_fresh_part_outside_what_is_kept_is_a_mistake():
    with pytest.raises(TemplateSyntaxError, match="kept"):
        shown("{% fresh %}{{ q }}{% endfresh %}")


def test_a_kept_part_with_fresh_parts_is_not_frozen_inside_another():
    inner = Template("{% kept inner %}{% fresh %}{{ q }}{% endfresh %}{% endkept %}")
    with pytest.raises(TemplateSyntaxError, match="inner"):
        shown("{% kept outer %}{% include inner %}{% endkept %}", inner=inner, q="a")
