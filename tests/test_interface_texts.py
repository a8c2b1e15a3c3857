"""The words of the pages themselves: plain Dutch, and every one of them ready for translation."""

import ast
import re

import pytest

from tests.readability import obstacles
from tests.source import PACKAGE, modules, tracked_files

# These two must come through when everything else fails, so they hold no tags.
WITHOUT_TAGS = frozenset({"400.html", "403.html", "500.html"})
# A name is the same in every language.
NAMES = frozenset({"Werkcentrum"})
TEMPLATES = [
    path
    for path in tracked_files(f"{PACKAGE}/*.html")
    if "templates" in path.parts and path.name not in WITHOUT_TAGS
]
_BLOCK = re.compile(r"{% blocktranslate.*?%}(.*?){% endblocktranslate %}", re.DOTALL)
_LINE = re.compile(r"""{% translate (?:"([^"]+)"|'([^']+)')""")
_TAG = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)
_DATA = re.compile(r"<script.*?</script>", re.DOTALL)
_SPOKEN_ATTRIBUTE = re.compile(r"""(?:aria-label|alt|title|placeholder)=["']([^"']+)["']""")
_TRANSLATES = frozenset({"_", "gettext", "gettext_lazy"})


def said_in_templates() -> list[str]:
    """Every text of the templates, with a name where a value comes."""
    found = []
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        found += [one or other for one, other in _LINE.findall(text)]
        for block in _BLOCK.findall(text):
            found.append(re.sub(r"<[^>]*>", "", _TAG.sub("naam", block)))
    return found


def said_in_code() -> list[str]:
    """Every text in the code that is handed to a translator."""
    return [
        node.args[0].value
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in _TRANSLATES
        and isinstance(node.args[0], ast.Constant)
    ]


def untranslatable(text: str) -> list[str]:
    """Words in a template that no translator would see."""
    bare = _TAG.sub(" ", _BLOCK.sub(" ", _DATA.sub(" ", text)))
    spoken = [re.sub(r"<[^>]*>", " ", bare), *_SPOKEN_ATTRIBUTE.findall(bare)]
    return [word for piece in spoken for word in re.findall(r"\w{2,}", piece) if word not in NAMES]


def test_a_reader_at_level_b1_can_read_the_pages_around_the_texts():
    texts = said_in_templates()

    assert len(texts) > 100
    assert obstacles("\n".join(texts)) == []


def test_a_reader_at_level_b1_can_read_what_the_code_says():
    texts = said_in_code()

    assert len(texts) > 50
    assert obstacles("\n".join(texts)) == []


def test_every_word_of_a_template_can_be_translated():
    texts = {path: untranslatable(path.read_text(encoding="utf-8")) for path in TEMPLATES}

    assert not {path: words for path, words in texts.items() if words}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('<p class="lead">{% translate "Hallo" %} {{ naam }}</p>', []),
        ("{% blocktranslate %}Bel {{ naam }}{% endblocktranslate %}", []),
        ("<p>Hallo</p>", ["Hallo"]),
        ('<nav aria-label="Menu"></nav>', ["Menu"]),
    ],
)
def test_a_word_that_cannot_be_translated_is_seen(text, words):
    assert untranslatable(text) == words
