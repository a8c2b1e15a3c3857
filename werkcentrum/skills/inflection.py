"""The forms of a Dutch infinitive or plural: "koken" is "kookt", "kookte" and "gekookt" too."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

_SHORTEST_FORM: Final = 5
"""Shorter forms are mostly another word: "last" is a burden, "plan" an idea, "was" a past."""

_UNSTRESSED: Final = ("ver", "be", "ge", "ont", "her", "er")
_SEPARABLE: Final = (
    "aan", "achter", "af", "bij", "binnen", "door", "in", "klaar", "les", "mee", "na", "om", "op",
    "open", "over", "rond", "schoon", "toe", "uit", "vast", "voor", "weg",
)  # fmt: skip
_VOICELESS: Final = "tkfschpx"
_OPEN: Final = re.compile("(?:^|[^aeiou])([aeou])[^aeiouwx]$")
_STRONG: Final = {
    "bakken": "gebakken", "binden": "bindt gebonden", "brengen": "bracht brachten gebracht",
    "doen": "deed deden gedaan", "draaien": "draai draait draaide gedraaid",
    "geven": "geef geeft gaven gegeven", "gieten": "gegoten", "graven": "gegraven",
    "helpen": "help helpt hielp hielpen geholpen", "hijsen": "gehesen", "houden": "hield gehouden",
    "kopen": "koopt kocht kochten gekocht", "lezen": "leest gelezen",
    "lopen": "loop loopt liep liepen gelopen", "maken": "maak maakt", "meten": "gemeten",
    "nemen": "neemt nam namen genomen", "rijden": "rijd rijdt reed reden gereden",
    "schenken": "geschonken", "scheren": "geschoren", "schrijven": "schreef geschreven",
    "slijpen": "geslepen", "sluiten": "sloot sloten gesloten",
    "snijden": "sneed gesneden", "spreken": "spreek spreekt gesproken",
    "staan": "sta staat stond stonden gestaan", "strijken": "streek gestreken",
    "vouwen": "gevouwen", "wassen": "wast waste wasten gewassen", "werven": "geworven",
    "zagen": "zaag zaagt", "zoeken": "zocht zochten gezocht", "zuigen": "zoog gezogen",
}  # fmt: skip


@cache
def forms(word: str) -> frozenset[str]:
    """Forms of a word that ends in -en or -staan, with itself; for another word only itself.

    Made by rule, so some are no words at all; those do no harm, as nobody types them.
    """
    if not word.endswith(("en", "staan")) or len(word) < _SHORTEST_FORM:
        return frozenset({word})
    base = _base(word)
    apart = {word.removesuffix(base) + form for form in _forms(base)}
    # Both ways: "inpakken" is "ingepakt", but "installeren" is not "ingestalleerd".
    return frozenset({word, *apart, *_forms(word)})


def parts(word: str) -> tuple[str, str] | None:
    """The two words of "schoonmaken" when they stand apart ("ik maak schoon"), else None.

    Only for first parts that are no preposition: "kopen in" is not "inkopen".
    """
    for first in ("klaar", "rond", "schoon"):
        if word.startswith(first) and len(word) > len(first) + _SHORTEST_FORM - 1:
            return first, word.removeprefix(first)
    return None


def _base(word: str) -> str:
    """The verb without the part that may stand apart: "inpakken" is "pakken"."""
    for first in sorted(_SEPARABLE, key=len, reverse=True):
        rest = word.removeprefix(first)
        if rest != word and len(rest) >= _SHORTEST_FORM - 1 and re.match("[^aeiou]", rest):
            return rest
    return word


def _forms(base: str) -> Iterator[str]:
    """Forms of a verb or noun without first part."""
    for strong, others in _STRONG.items():
        if base.endswith(strong) and base.removesuffix(strong) in ("", *_UNSTRESSED):
            before = base.removesuffix(strong)
            yield from (
                before + form.removeprefix("ge" if before else "") for form in others.split()
            )
    root = base.removesuffix("en")
    ending = "t" if root[-1] in _VOICELESS else "d"
    for stem in _stems(root):
        past = stem if stem.endswith(("d", "t")) else stem + ending
        weak = past if base.startswith(_UNSTRESSED) else f"ge{past}"
        shown = (stem, f"{stem}t", f"{stem}{ending}e", f"{stem}{ending}en")
        yield from (form for form in shown if len(form) >= _SHORTEST_FORM)
        yield weak


def _stems(root: str) -> Iterator[str]:
    """Ways to write what is left without -en: "lass" as "las", "kok" as "kook"."""
    plain = root[:-1] if len(root) > 2 and root[-1] == root[-2] else root
    softened = plain[:-1] + {"v": "f", "z": "s"}.get(plain[-1], plain[-1])
    yield softened
    if plain == root and (vowel := _OPEN.search(root)):
        at = vowel.start(1)
        yield softened[:at] + vowel[1] + softened[at:]
