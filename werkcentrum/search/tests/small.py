"""A small catalogue with a handful of questions; fitting on it takes hardly any time."""

from functools import lru_cache

from werkcentrum.search.embed import NullEmbedder
from werkcentrum.search.material import Material
from werkcentrum.search.ranker import Cue, Document, Example, Phrase, Ranker
from werkcentrum.search.training import train

WORDS = frozenset(
    [
        "taal",
        "huis",
        "schuld",
        "hulp",
        "verlening",
        "kinder",
        "opvang",
        "toeslag",
        "sollicitatie",
        "brief",
    ]
)

_SERVICES = [
    (
        "cv-hulp",
        "Hulp bij uw cv",
        "Iemand kijkt mee naar uw brief.",
        ("cv maken", "motivatiebrief"),
        "resident",
    ),
    (
        "taalhuis",
        "Nederlands leren",
        "U leert spreken en schrijven.",
        ("taalles", "beter praten"),
        "resident",
    ),
    (
        "schuldhulp",
        "Hulp bij schulden",
        "Wij bekijken uw rekeningen.",
        ("deurwaarder", "geen geld meer"),
        "resident",
    ),
    (
        "kinderopvang",
        "Opvang voor uw kind",
        "Een plek voor uw kind.",
        ("creche", "oppas"),
        "resident",
    ),
    (
        "ww-aanvragen",
        "Uitkering bij ontslag",
        "Geld als u werkloos bent.",
        ("baan kwijt", "ontslagen"),
        "resident",
    ),
    (
        "vacature-melden",
        "Een vacature melden",
        "U zoekt een medewerker.",
        ("personeel gezocht",),
        "employer",
    ),
    (
        "jobcoach",
        "Een jobcoach op het werk",
        "Begeleiding op de werkvloer.",
        ("begeleider",),
        "both",
    ),
]

_QUESTIONS = {
    "cv-hulp": ["wie kijkt mijn cv na", "help met motivatie brief", "can you check my resume"],
    "taalhuis": ["ik wil beter nederlands praten", "waar is taalles", "where can i learn dutch"],
    "schuldhulp": ["ik heb te veel rekeningen", "de deurwaarder komt", "i have debts"],
    "kinderopvang": ["wie past op mijn kind", "opvang voor peuter", "daycare for my son"],
    "ww-aanvragen": ["ik ben ontslagen wat nu", "mijn baan is weg", "i lost my job"],
    "vacature-melden": ["wij zoeken een medewerker", "ons bedrijf heeft een vacature"],
    "jobcoach": ["begeleiding op het werk", "coach voor een collega"],
    "out-of-scope": ["wanneer is het zwembad open", "paspoort verlopen", "parkeren in het centrum"],
    "nonsense": ["asdf qwer", "blub"],
    "danger:suicide": ["ik wil niet meer leven", "ik maak er een einde aan"],
    "danger:homeless": ["ik slaap op straat", "geen dak boven mijn hoofd"],
}

PHRASES = (
    Phrase("uk", "шука* робот*", "werk zoeken baan"),
    Phrase("tr", "borç*", "schulden rekeningen"),
)

CUES = (
    Cue("suicide", "certain", "nl", "wil niet meer leven"),
    Cue("homeless", "likely", "nl", "slaap* + straat/auto"),
    Cue("hunger", "told", "nl", "de kasten zijn leeg"),
    Cue("", "harmless", "nl", "dood van verveling"),
)


def small_documents() -> tuple[Document, ...]:
    """Seven services."""
    return tuple(
        Document(
            key,
            title,
            summary,
            "",
            terms,
            frozenset({"resident", "employer"} if audience == "both" else {audience}),
        )
        for key, title, summary, terms, audience in _SERVICES
    )


def small_examples() -> tuple[Example, ...]:
    """About thirty questions, and one that only sounds like danger."""
    asked = [
        Example(text, "en" if text.startswith(("can ", "where ", "i ", "daycare")) else "nl", label)
        for label, texts in _QUESTIONS.items()
        for text in texts
    ]
    return (*asked, Example("ik ga dood van verveling op mijn werk", "nl", "jobcoach", True))


def small_material() -> Material:
    """All of it together."""
    return Material(small_documents(), small_examples(), WORDS, PHRASES, CUES)


@lru_cache(maxsize=1)
def small_ranker() -> Ranker:
    """Fitted once; it knows words, not meaning."""
    return train(small_material(), embedder=NullEmbedder())
