"""Words in a vacancy with which an employer leaves people out.

Pure: a text goes in, findings come out. It points out; a person decides, because the law has
exceptions. What is lawful stays silent: work with children of 4 to 12, a contract of a year,
'leeftijd speelt geen rol'.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from werkcentrum.vacancies.grounds import Ground


@dataclass(frozen=True)
class Finding:
    """Words from `start` to `end` in the text; `is_unlawful` off: to look at once more."""

    words: str
    start: int
    end: int
    ground: Ground
    is_unlawful: bool


_PEOPLE = (
    r"(?:medewerkers?|collega['’]?s?|kandida(?:at|ten)|sollicitanten|mensen|personen|persoon|"
    r"iemand|krachten|kracht|werknemers?|chauffeurs?|talenten|professionals?)"
)
_SEEKING = (
    r"(?:zoeken?|zoekt|gezocht:?|gevraagd:?|vragen|bent|ben|"
    r"voorkeur(?: voor| aan| (?:gaat )?uit naar)?|"
    r"alleen|uitsluitend|enkel|liefst|graag|functie voor|geschikt voor|bedoeld voor)"
)
_MAN_OR_WOMAN = (
    r"(?:vrouw(?:en)?|dames?|meisjes?|meid(?:en)?|man|mannen|heren|heer|jongens?|vent|kerels?)"
)
_NATION = (
    r"(?:buitenlanders?|allochtonen?|polen|marokkanen|turken|roemenen|bulgaren|"
    r"vluchtelingen|asielzoekers|migranten|moslims|joden|christenen)"
)
_AGE = r"(?:1[5-9]|[2-6]\d|(?:(?:vijfen)?twint|(?:vijfen)?dert|(?:vijfen)?veert|vijft|zest)ig)"
_TO = r" ?(?:en|tot|t/m|-|–) ?(?:de )?"
_UPPER_AGE = rf"(?:tot|max(?:imaal|imum)?\.?|hooguit|hoogstens) (?:de )?{_AGE}"
# With an end: who must be 18 by law is no matter of this.
_AGES = rf"(?:{_UPPER_AGE}|(?:ongeveer |circa |tussen (?:de )?)?{_AGE}{_TO}{_AGE})"
# Whoever is sought, whose sex is a finding of its own.
_WHOM = r"(?:(?<=vrouw )|(?<=dame )|(?<=meid )|(?<=meisje )|(?<=man )|(?<=jongen )|(?<=kracht ))"
# Whose work ends so: verzorgende, kapster, monteur.
_WORKER = (
    r"\w*(?:ende|ster|eur|ist|kundige|kok|kapper|bakker|slager|verkoper|timmerman|vakman|vakker|"
    r"schilder|metselaar|stukadoor|loodgieter|lasser|ober|helper)s?"
)
# Who makes food may be called by its kitchen: an Italian cook.
_OF_WORK = rf"(?!\w*(?:kok|bakker|slager)|spre)(?:{_PEOPLE}|{_WORKER})"
_NATIONAL = (
    r"(?:nederlandse|hollandse|belgische|duitse|poolse|roemeense|bulgaarse|hongaarse|oekraïense|"
    r"turkse|marokkaanse|surinaamse|syrische|spaanse|portugese|italiaanse|oost-?europese)"
)
# Of a sentence, a line or an item of a list.
_START = r"(?:^|(?<=\n)|(?<=\n[-*•] )|(?<=[.!?] ))"
# A thing that is not old, or a course that is not long.
_NOT_THINGS = (
    r"(?<!gebouw is )(?<!pand is )(?<!auto is )(?<!bus is )(?<!bedrijf is )(?<!machine is )"
    r"(?<!auto['’]s zijn )(?<!gebouwen zijn )(?<!machines zijn )"
)
_NOT_LONG = r"(?<!duurt )(?<!duren )"
# Of these years nobody's age is meant.
_NOT_AGE = (
    r"(?!\s*(?:werk)?ervaring|\s*(?:relevante|aantoonbare)|\s*(?:in dienst|garantie|bestaan))"
)
# Of whom one looks after: 'jongeren tussen 12 en 18 jaar'.
_NOT_OTHERS = (
    r"(?<!kinderen )(?<!jongeren )(?<!cliënten )(?<!leerlingen )(?<!bewoners )(?<!ouderen )"
    r"(?<!studenten )(?<!klanten )(?<!deelnemers )(?<!bezoekers )(?<!mensen )(?<!jeugd )"
    r"(?<!patiënten )(?<!gasten )"
)
_BEFORE_AGE = (
    r"(?:leeftijd\w*|(?:je|u) bent|bent (?:je|u)|kandidaten?|sollicitanten|iemand|collega|"
    r"medewerkers?)"
)

# Ground, whether it is unlawful, and the words. White space in a pattern is any white space.
_RULES: Final[tuple[tuple[Ground, bool, str], ...]] = (
    (
        Ground.SEX,
        True,
        rf"{_SEEKING} (?:een |om een )?(?:\w+e(?:, ?| )){{0,2}}{_MAN_OR_WOMAN}(?!/)",
    ),
    (
        Ground.SEX,
        True,
        (
            rf"(?:een |jonge |nette |spontane )?{_MAN_OR_WOMAN}(?: van [^.!?\n]{{1,20}}? jaar)? "
            r"(?:gezocht|gevraagd)"
        ),
    ),
    (Ground.SEX, True, rf"(?:mannelijke|vrouwelijke) (?:{_PEOPLE}|{_WORKER})"),
    (Ground.SEX, True, r"mannenwerk|vrouwenwerk|geen (?:baan|werk) voor (?:vrouwen|mannen|dames)"),
    (Ground.SEX, True, r"geen (?:vrouwen|mannen|dames|heren)(?! (?:of|en) )"),
    (Ground.SEX, True, r"\((?:v|m|vrouw|man)\)"),
    (Ground.SEX, True, rf"representatieve {_MAN_OR_WOMAN}"),
    (Ground.SEX, False, r"huisvrouwen?|(?:ideaal|leuk|geschikt) voor moeders"),
    (
        Ground.SEX,
        False,
        (
            r"(?:schoonmaak|verkoop|serveer|kap|naai|verpleeg|was|masseu?|gast)"
            r"(?:ster|sters|se)|secretaresses?|gastvrouw|poetsvrouw|poetshulp v"
        ),
    ),
    (
        Ground.AGE,
        True,
        rf"{_NOT_LONG}(?:max(?:imaal|imum)?\.?|hooguit|hoogstens) {_AGE} (?:jaar|jr){_NOT_AGE}",
    ),
    (Ground.AGE, True, rf"(?:maximum|maximale)\s?leeftijd(?: van| is|:)? ?{_AGE}"),
    (
        Ground.AGE,
        True,
        rf"{_NOT_THINGS}niet ouder dan {_AGE}(?: jaar)?|jonger dan {_AGE}(?: jaar)?",
    ),
    (
        Ground.AGE,
        True,
        (
            rf"{_BEFORE_AGE}[^.!?\n]{{0,25}}? (?:tussen )?(?:de )?"
            rf"{_AGE}{_TO}{_AGE} jaar{_NOT_AGE}"
        ),
    ),
    (Ground.AGE, True, rf"{_WHOM}van {_AGE}{_TO}{_AGE} (?:jaar|jr)"),
    (
        Ground.AGE,
        True,
        (
            rf"{_NOT_OTHERS}tussen (?:de )?{_AGE} en (?:de )?{_AGE} jaar"
            r"(?: oud|$|[.,!])"
        ),
    ),
    (
        Ground.AGE,
        True,
        (
            rf"(?:{_START}leeftijd |leeftijd(?:scategorie|sgroep)?(?:: ?| van | is ))"
            rf"(?:{_AGES}|(?:ongeveer |circa )?(?:2[2-9]|[3-6]\d))|"
            rf"leeftijd {_UPPER_AGE}|leeftijdsgrens(?:: ?| van | is | tot | ){_AGE}"
        ),
    ),
    (
        Ground.AGE,
        True,
        (
            rf"(?:functie-?)?(?:eisen|gevraagd|profiel|(?:wij|we) vragen)(?:[^.!?\n]{{0,60}}?)?"
            rf"[:;,] leeftijd:? {_AGES}"
        ),
    ),
    (
        Ground.AGE,
        True,
        (
            rf"(?:(?:je|jij|u) bent|bent? (?:je|jij|u)) tussen (?:de )?{_AGE} en (?:de )?{_AGE}"
            r"(?=[.,!?]|$)"
        ),
    ),
    (Ground.AGE, True, r"(?:minimaal|minstens|ten minste|vanaf) (?:2[2-9]|[3-6]\d) jaar(?: oud)"),
    (
        Ground.AGE,
        True,
        (
            r"(?:zoeken|zoekt|zoek|gezocht:?) (?:wij |we )?(?:een )?(?:jonge|jeugdige|jong)"
            rf"(?! (?:en|of) oud)(?:(?:(?:, ?| )(?:en )?\w+){{0,2}} {_PEOPLE}|"
            rf"(?:(?:, ?| )(?:en )?\w+e){{0,2}} {_WORKER})"
        ),
    ),
    (
        Ground.AGE,
        True,
        (
            r"(?<!voor )(?<!van )(?<!met )(?:jonge|jeugdige) "
            rf"(?:vrouw|man|vent|dame|meid|honden|hond|{_PEOPLE}|{_WORKER}) ?(?:gezocht|gevraagd)"
        ),
    ),
    (Ground.AGE, True, r"geen (?:ouderen|vijftigplussers|50-?plussers|senioren)"),
    (
        Ground.AGE,
        True,
        (
            rf"(?:twintigers|dertigers) (?:gezocht|gevraagd)|"
            rf"{_SEEKING} (?:een )?(?:twintigers?|dertigers?)"
        ),
    ),
    (Ground.AGE, False, r"jong(?:e)?,? (?:en |& )?(?:\w+,? (?:en )?)?(?:team|club|ploeg)"),
    (Ground.AGE, False, r"jeugdig(?:e)? (?:team|uitstraling|enthousiasme|elan)"),
    (Ground.AGE, False, r"jonge hond(?:en)?|digital natives?|young professionals?"),
    (Ground.AGE, False, r"schoolverlaters?|pas afgestudeerd|net afgestudeerd"),
    (Ground.AGE, False, r"(?:je|jij|u) bent (?:een )?jonge?(?! van geest| (?:of|en) oud)"),
    (
        Ground.ORIGIN,
        True,
        (
            r"(?:nederlandse|hollandse|westerse|europese) (?:afkomst|komaf|afstamming|"
            r"achtergrond|uitstraling)"
        ),
    ),
    (Ground.ORIGIN, True, r"autochto(?:on|ne|nen)"),
    (Ground.ORIGIN, True, rf"geen {_NATION}"),
    (
        Ground.ORIGIN,
        True,
        (
            rf"{_SEEKING} (?:een )?{_NATIONAL} {_OF_WORK}|"
            rf"(?<!voor )(?<!van )(?<!met ){_NATIONAL} {_OF_WORK} (?:gezocht|gevraagd)"
        ),
    ),
    (Ground.ORIGIN, True, rf"{_SEEKING} (?:een )?(?:nederlanders?|hollanders?|belgen|duitsers)"),
    (Ground.ORIGIN, True, rf"blanke {_PEOPLE}|blanke (?:man|vrouw)"),
    (Ground.ORIGIN, True, r"westers (?:uiterlijk|voorkomen)"),
    (
        Ground.ORIGIN,
        True,
        (
            r"(?:nederlandse|dutch) nationaliteit|nederlands paspoort|"
            r"geboren (?:en getogen )?in nederland"
        ),
    ),
    (Ground.ORIGIN, True, r"native speakers?|near[- ]native|moedertaalsprekers?"),
    (
        Ground.ORIGIN,
        True,
        (
            r"(?:nederlands|engels|duits) (?:is|als)(?: je| uw| jouw)? moedertaal|"
            r"moedertaal(?: is|:)? (?:nederlands|engels|duits)"
        ),
    ),
    (Ground.ORIGIN, True, r"accent(?:loos|vrij)(?:e)?|zonder accent|geen accent"),
    (Ground.ORIGIN, False, r"(?:foutloos|vlekkeloos|perfect) nederlands"),
    (
        Ground.RELIGION,
        True,
        (
            r"(?:geen|(?<!met of )(?<!met en )zonder) "
            r"(?:hoofddoek(?:en|je|jes)?|keppel(?:tje)?|tulband|boerka)"
        ),
    ),
    (
        Ground.RELIGION,
        True,
        r"hoofddoek(?:en|jes)? (?:is |zijn )?(?:niet toegestaan|verboden|mag niet)",
    ),
    (
        Ground.RELIGION,
        True,
        (
            r"(?:praktiserend|belijdend|overtuigd|meelevend) (?:christen|katholiek|"
            r"moslim|lid)|kerkelijk meelevend"
        ),
    ),
    (
        Ground.RELIGION,
        True,
        (
            rf"(?:christelijke|islamitische|katholieke|joodse) "
            rf"(?:achtergrond|levensovertuiging|{_PEOPLE})"
        ),
    ),
    (Ground.RELIGION, True, rf"{_SEEKING} (?:een )?(?:christen|moslim|katholiek|jood)(?:en|s)?"),
    (
        Ground.RELIGION,
        False,
        (
            r"onderschrij(?:ft|f|ven) (?:de|onze) (?:\w+ )?(?:grondslag|"
            r"identiteit)"
        ),
    ),
    (Ground.RELIGION, False, r"geen (?:religieuze (?:uitingen|symbolen)|hoofddeksels?)"),
    (
        Ground.HEALTH,
        True,
        (
            r"(?:geen|zonder) (?:lichamelijke |fysieke |medische |psychische |"
            r"geestelijke )?(?:beperking(?:en)?|handicaps?|gezondheidsklachten|"
            r"rugklachten|gebreken|ziektes?|aandoening(?:en)?|ziekteverleden)"
            r"|(?:geen|zonder) (?:lichamelijke|fysieke|medische|psychische) klachten"
            r"|(?:je|jij|u) bent (?:fit en |jong en |sterk en )?gezond(?= en |[.,!]|$)"
        ),
    ),
    (
        Ground.HEALTH,
        True,
        (
            r"(?:lichamelijk|fysiek|geestelijk|mentaal|kern|100 ?%|volledig) ?"
            r"gezond(?! (?:werk|bedrijf|binnen|blijf))"
        ),
    ),
    (Ground.HEALTH, True, r"(?:in|over een) goede gezondheid|gezond van lijf en leden"),
    (
        Ground.HEALTH,
        True,
        (
            r"(?:niet|nooit) (?:vaak |snel |regelmatig )?ziek(?: (?:bent|zijn|is))?"
            r"(?=[ .,;!]|$)|weinig ziek|laag ziekteverzuim van"
        ),
    ),
    (
        Ground.HEALTH,
        True,
        (
            r"geen burn-?out|arbeidsongeschikt(?:en)? (?:niet|hoeven)|"
            r"geen wajong(?:ers)?"
        ),
    ),
    (
        Ground.HEALTH,
        False,
        (
            r"(?:goede|uitstekende|sterke) (?:lichamelijke |fysieke )?"
            r"(?:conditie|gezondheid)|(?:fysiek|lichamelijk) (?:fit|sterk)"
        ),
    ),
    (
        Ground.FAMILY,
        True,
        (
            r"(?:je|jij|u) (?:heeft|hebt) geen kinderen|"
            r"geen (?:kinderwens|zwangere|gezin|kleine kinderen|kinderen (?:hebt|heeft|of gezin))|"
            r"zonder (?:kinderen|gezin|kinderwens)"
        ),
    ),
    (Ground.FAMILY, True, r"niet zwanger|zwangeren? niet"),
    (
        Ground.FAMILY,
        True,
        (
            rf"{_SEEKING} (?:een )?(?:alleenstaanden?|vrijgezel(?:len)?)|"
            rf"(?:alleenstaande|ongehuwde|gehuwde|getrouwde) {_PEOPLE}|"
            rf"(?:je|u) bent (?:ongehuwd|gehuwd|getrouwd|alleenstaand)"
        ),
    ),
    (
        Ground.ORIENTATION,
        True,
        (
            r"geen (?:homo['’]?s|homoseksuelen|lesbiennes|lhbti\w*|"
            r"transgenders?)"
            rf"|{_SEEKING} (?:een )?hetero\w*|(?:je|u) bent hetero\w*"
        ),
    ),
    (
        Ground.CONVICTION,
        True,
        (
            r"geen (?:vakbondsle?(?:den|id)|lid van (?:een|de) (?:vakbond|"
            r"politieke partij)|linkse|rechtse)"
        ),
    ),
    (
        Ground.LOOKS,
        True,
        (
            r"(?:knappe?|mooie?|slanke?|aantrekkelijke?) (?:dames?|vrouw(?:en)?|"
            r"meid(?:en)?|meisjes?|verschijning|uiterlijk)"
        ),
    ),
    (
        Ground.LOOKS,
        False,
        (
            r"(?:pas)?foto (?:mee|bij|toe)|(?:cv|brief|sollicitatie) (?:en|met|\+) "
            r"(?:een )?(?:recente )?(?:pas)?foto"
        ),
    ),
)
# What foreign employers and feeds write.
_ENGLISH: Final[tuple[tuple[Ground, bool, str], ...]] = (
    (
        Ground.SEX,
        True,
        (
            r"(?:fe)?males? (?:only(?! (?:toilet|shower|changing|ward|prison|gym))|wanted|"
            r"preferred)|(?:only|preferably) (?:fe)?males?"
        ),
    ),
    (
        Ground.AGE,
        True,
        (
            rf"(?:you are|you['’]re|candidates?) (?:between|aged) {_AGE} (?:and|to|-) {_AGE} years?"
            r"(?: old)?(?! (?:of |working |relevant )?exp)"
        ),
    ),
    (Ground.ORIGIN, True, r"no foreigners|native dutch|dutch nationals? only"),
)
_SENTENCE_END: Final = re.compile(r"[.!?\n]")
_FIXED: Final = re.compile(r"(\(\?<[!=][^)]*\)|\[[^\]]*\])")
# What says that it does not matter, close behind the words or before them in the same sentence.
_LAWFUL_AFTER: Final = re.compile(
    r"[^.!?,;\n]{0,45}?(?:(?:maakt|maken)[^.!?,;\n]{0,12} niet uit|speelt geen rol|niet belangrijk|"
    r"(?:niet|geen) (?:nodig|noodzakelijk|vereist|eis)|geen (?:eis|vereiste|probleem|bezwaar)|"
    r"hoeft niet|(?:van harte |ook |juist |net zo )welkom|kun je ook|mag ook|kan ook)",
    re.IGNORECASE,
)
_LAWFUL_BEFORE: Final = re.compile(
    r"(?:\b(?:begeleid|verzorg|help|ondersteun)t? een (?:\w+ )?\w+ |"
    r"(?:ongeacht|ook als|met of|of juist|maakt niet uit|discrimin\w+|onderscheid|(?:hoef|hoeft) "
    r"(?:je|u|niet))[^.!?\n]*)$",
    re.IGNORECASE,
)
_ALONE: Final = re.compile(r"\b(?:alleen|uitsluitend|enkel)\b", re.IGNORECASE)
# Both may apply: behind the name of the work, or said of everybody.
_BOTH: Final = re.compile(
    r"\b[mvx] ?/ ?[mvx]\b|\bman(?:nen)? (?:of|en|/) ?vrouw|\bvrouw(?:en)? (?:of|en|/) ?man|"
    r"\bjongens (?:en|of) meisjes|\bmeisjes (?:en|of) jongens|"
    r"\bdames (?:en|of) heren|\bheren (?:en|of) dames|\bv/m\b",
    re.IGNORECASE,
)


def check_wording(text: str) -> tuple[Finding, ...]:
    """What leaves people out, in the order of the text; of words that overlap the strongest."""
    found = sorted(_findings(text), key=lambda f: (not f.is_unlawful, f.start, -f.end))
    kept: list[Finding] = []
    for finding in found:
        if all(finding.end <= other.start or finding.start >= other.end for other in kept):
            kept.append(finding)
    return tuple(sorted(kept, key=lambda f: f.start))


def _findings(text: str) -> Iterator[Finding]:
    for ground, is_unlawful, pattern in _patterns():
        for match in pattern.finditer(text):
            is_for_both = ground is Ground.SEX and _is_for_both(text, match, is_unlawful)
            if not is_for_both and not _is_lawful(text, match):
                yield Finding(match[0].strip(), match.start(), match.end(), ground, is_unlawful)


def _is_for_both(text: str, match: re.Match[str], is_unlawful: bool) -> bool:
    """'m/v' behind the name of the work counts for every name; not for 'wij zoeken een vrouw'."""
    before, after = (
        _SENTENCE_END.split(text[: match.start()]),
        _SENTENCE_END.split(text[match.start() :]),
    )
    return bool(_BOTH.search(before[-1] + after[0] if is_unlawful else text))


def _is_lawful(text: str, match: re.Match[str]) -> bool:
    before = _SENTENCE_END.split(text[: match.start()])[-1]
    if _ALONE.search(before + match[0]):
        return False
    return bool(_LAWFUL_BEFORE.search(before) or _LAWFUL_AFTER.match(text, match.end()))


@cache
def _patterns() -> tuple[tuple[Ground, bool, re.Pattern[str]], ...]:
    return tuple(
        (ground, weight, re.compile(rf"(?<![\w/-])(?:{_spaced(words)})(?![\w-])", re.IGNORECASE))
        for ground, weight, words in (*_RULES, *_ENGLISH)
    )


def _spaced(words: str) -> str:
    """A blank also stands for a new line; not in a look behind, which needs a fixed width, nor in
    a set of characters."""
    return "".join(
        piece if _FIXED.fullmatch(piece) else piece.replace(" ?", r"\s?").replace(" ", r"\s+")
        for piece in _FIXED.split(words)
    )
