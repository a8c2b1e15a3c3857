"""What may be meant by an everyday story about somebody's work. Nothing counts before they say so.

Pure: no database, no clock. Words that led to something come along, so that a person can judge.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Final

from werkcentrum.profiles.amounts import Lasting, lasting
from werkcentrum.profiles.clauses import Clause, Role, clauses
from werkcentrum.profiles.facts import Experience, Skill, Wish
from werkcentrum.profiles.items import Item, Kind
from werkcentrum.profiles.studies import studies_in
from werkcentrum.profiles.terms import GENERAL_HOURS, terms_in
from werkcentrum.skills.lexicon import Lexicon, Mention
from werkcentrum.skills.reducing import Reducer, seed_reducer

MOST_CHARACTERS: Final = 3_000
"""Of a story; more is no story to tell at a counter."""

_MOST_TOLD: Final = 200  # characters of what somebody did in one job
_ESSENTIAL: Final = 1.0
# Skills of the lexicon that are facts of another kind here.
_NOT_SKILLS: Final = ("rijbewijs-", "engels", "duits", "frans", "spaans", "onregelmatig")
_IDLE: Final = re.compile(
    r"\b(?:thuis|werkloos|ziek|bijstand|uitkering|ww|getrouwd|gescheiden|woon|wonen|nederland|"
    r"gevangenis|zonder\s+werk|geen\s+werk|kwijt)\b",
    re.IGNORECASE,
)
_WORKED: Final = re.compile(
    r"\b(?:gewerkt|worked|werkte|werkten|werkzaam|baan|baantje|vrijwillig\w*|stage|in\s+dienst|gestaan|"
    r"geholpen|bijgebaan\w*|ingevallen|zzp|eigen\s+(?:bedrijf|zaak|winkel|restaurant)|"
    r"(?:had|hadden|heb|hebben)\s+(?:ik\s+|wij\s+|we\s+)?een\s+(?:eigen\s+)?"
    r"(?:bedrijf|zaak|winkel|restaurant|boerderij|kapsalon|garage)|"
    r"werk(?=\s+(?:nu|al|sinds|ik|in|bij|op|als|met|aan|voor|\d)\b))\b",
    re.IGNORECASE,
)
_AS: Final = re.compile(r"\b(?:als|as)\s+(?:een\s+|de\s+|an?\s+)?(?:\w+\s+)?$", re.IGNORECASE)
_PLACE: Final = re.compile(r"\b(?:in|op|bij|achter)\s+(?:de|het|een|'t)\s+$", re.IGNORECASE)
_EMPLOYER: Final = re.compile(r"\b(?:bij|voor)\s+(?:de|het|een|mijn)\s+(?:\w+\s+)?$", re.IGNORECASE)
_LOST: Final = re.compile(r"\b(?:verlopen|kwijt|ingetrokken)\b", re.IGNORECASE)
_LEADING: Final = frozenset(("met", "in", "op", "aan", "voor", "bij", "achter"))
_ARTICLES: Final = frozenset(("de", "het", "een"))
_SAYS_LITTLE: Final = (
    "ik jij je wij we u mij mijn zich het de een en of in op aan bij met voor van tot te om als "
    "die dat dit daar er wel ook nog weer nu snel graag liever liefst wil will willen zou zoek "
    "zoeken opzoek op-zoek naar worden werken werk werkt gewerkt baan job iets doen gaan gaat "
    "doe heb had ben was geweest hebben zijn kan kunnen mag moet lijkt leuk mooi fijn goed meer "
    "echt gewoon vast vaste contract geld verdienen eigen leven best heel erg uur uren week dag "
    "dagen per km kilometer buurt dichtbij dichter huis reizen fietsafstand fiets avonden avond "
    "avonds nacht nachten nachts middag middags weekend overdag morgens ochtend ochtenden "
    "schooltijd schooltijden fulltime "
    "parttime deeltijd voltijd hoogstens maximaal minimaal ongeveer liggen misschien "
    "bijvoorbeeld eigenlijk vooral sector richting functie plek bedrijf beginnen starten zo dan "
    "maar niet geen alles soort droom droombaan wens hoop interesse zin toekomst later straks "
    "andere ander nieuwe nieuw rest tussen vroeger altijd al sinds jaar jaren lang hier want "
    "waar wat hoe wie elke paar ergens rond bijbaan baantje zaterdag zondag maandag dinsdag "
    "woensdag donderdag vrijdag vakantie vakanties dicht enkel hard zelf veel opleiding cursus "
    "leerwerkplek stage zie mezelf maken nodig beter rustig makkelijk beste denk ervaring gehad "
    "gedaan geholpen mogelijk kant ding dingen verder help is naast zon zo'n maand maanden "
    "ploegen ploeg nachtdienst weekenden leer leren zomer winter halve hele vorige laatste "
    "eerste onder nieuws boven full part time hour hours day looking want would like"
)
# Small words of English alone, and those that are Dutch too.
_ENGLISH: Final = frozenset((
    "i", "a", "am", "an", "and", "at", "by", "for", "from", "my", "on", "our", "that", "the",
    "this", "to", "with",
))  # fmt: skip
_OF_BOTH: Final = frozenset(("as", "in", "is", "of", "was", "we"))
_EMPTY: Final = _ENGLISH.union(_SAYS_LITTLE.split())


@dataclass(frozen=True)
class _Part:
    """A clause in its sentence, with the sentences before and after that."""

    clause: Clause
    sentence: Sequence[Clause]
    preceding: Sequence[Clause]
    following: Sequence[Clause]

    @property
    def before(self) -> Sequence[Clause]:
        """The clauses of the sentence before this one."""
        return self.sentence[: self.sentence.index(self.clause)]

    @property
    def beside(self) -> Sequence[Clause]:
        """Where more about the same may stand: further in the sentence, before it, or after."""
        after = self.sentence[len(self.before) + 1 :]
        return [*after, *self.before[-1:], *([] if after else self.following)]

    def item(self, kind: Kind, value: object, mention: Mention | None = None) -> Item:
        """What was recognised, with its words: of a mention, else the whole clause."""
        if mention is not None:
            return Item(kind, value, mention.words, self.clause.start + mention.start)
        words = self.clause.text.strip()
        return Item(kind, value, words, self.clause.start + self.clause.text.index(words))


@dataclass(frozen=True)
class Reader:
    """Knows the words of work; `this_year` is what "sinds 2015" counts from."""

    lexicon: Lexicon
    reducer: Reducer
    this_year: int

    def recognise(self, story: str) -> list[Item]:
        """Everything that may be meant, in the order of the story; the same thing once."""
        told = clauses(story[:MOST_CHARACTERS])
        sentences = [list(rows) for _key, rows in groupby(told, key=lambda row: row.sentence)]
        found: list[Item] = []
        for number, sentence in enumerate(sentences):
            preceding, following = ([[], *sentences, []][place] for place in (number, number + 2))
            after = " ".join(clause.text for clause in following)
            studies = list(studies_in(sentence, after, self.reducer.reduce))
            found += studies
            for clause in sentence:
                found += terms_in(clause)
                study = next((item for item in studies if _is_in(item, clause)), None)
                found += self._work(_Part(clause, sentence, preceding, following), study)
        return _once(sorted(found, key=lambda item: item.start))

    def _work(self, part: _Part, study: Item | None) -> Iterator[Item]:
        """Wishes, work that was done, and skills; `study`: what the clause says they learned."""
        clause = part.clause
        if clause.role is Role.OTHERS or (clause.role is Role.REFUSAL and not clause.once):
            return
        found = self.lexicon.find(clause.once or clause.text)
        mentions = [one for one in found if _is_of_work(one, clause.text)]
        occupations = [one for one in mentions if one.concept.kind == "occupation"]
        as_such = [one for one in occupations if _AS.search(clause.text[: one.start])]
        occupations = as_such or occupations
        skills = [one for one in mentions if one.concept.kind == "skill"]
        if clause.role is Role.WISH:
            if study is None:
                yield from self._wishes(part, occupations, skills)
            return
        if study is None or as_such:
            yield from self._experience(part, occupations, skills)
        if not clause.once and (study is None or getattr(study.value, "is_done", True)):
            for one in skills:
                yield part.item("skill", Skill(one.concept.label, one.concept.key), one)

    def _wishes(
        self, part: _Part, occupations: Sequence[Mention], skills: Sequence[Mention]
    ) -> Iterator[Item]:
        for one in occupations:
            yield part.item("wish", Wish(one.concept.label, one.concept.key), one)
        if not occupations and (name := self._named(part.clause, skills)):
            yield part.item("wish", Wish(*name))

    def _experience(
        self, part: _Part, occupations: Sequence[Mention], skills: Sequence[Mention]
    ) -> Iterator[Item]:
        clause = part.clause
        lasted = [] if _IDLE.search(clause.text) else lasting(clause.text, self.this_year)
        told = _without_english(self.reducer.reduce(clause.text))[:_MOST_TOLD]
        for one in occupations:
            years = _nearest(one, lasted) or self._beside(part)
            yield part.item(
                "work", Experience(one.concept.label, one.concept.key, years, told), one
            )
        if occupations or clause.is_denied or not self._is_work(part, lasted, skills):
            return
        if name := self._named(clause, skills):
            years = max((one.years for one in lasted), default=0.0) or self._beside(part)
            yield part.item("work", Experience(*name, years, told))

    def _is_work(self, part: _Part, lasted: Sequence[Lasting], skills: Sequence[Mention]) -> bool:
        """Whether it tells of a job: it says so, or how long, or the sentence did of no job yet.

        Skills with a time belong to the occupation in the sentence before, if there is one.
        """
        if _WORKED.search(part.clause.text):
            return True
        if lasted and skills:
            return not any(self._has_occupation(one.text) for one in part.preceding)
        is_open = any(
            _WORKED.search(one.text) and not self._essence(one.text) for one in part.before
        )
        return bool(skills) and part.clause.role is Role.PAST and is_open

    def _beside(self, part: _Part) -> float:
        """How long, when a neighbour says so and speaks of no other work."""
        for other in part.beside:
            if self._has_occupation(other.text) or _IDLE.search(other.text):
                return 0.0
            if lasted := lasting(other.text, self.this_year):
                return lasted[0].years
        return 0.0

    def _has_occupation(self, text: str) -> bool:
        return any(one.concept.kind == "occupation" for one in self.lexicon.find(text))

    def _named(self, clause: Clause, skills: Sequence[Mention]) -> tuple[str, str] | None:
        """What work is called without the name of an occupation, and its key when it has one."""
        if key := self._done_by(skills, clause):
            return self.lexicon.concepts[key].label, key
        name = self._essence(clause.text)
        return (name, "") if name else None

    def _done_by(self, skills: Sequence[Mention], clause: Clause) -> str:
        """The one occupation of which these are the essence; "" when several are.

        A place tells less: in a warehouse people do many things.
        """
        done = [one for one in skills if not _PLACE.search(clause.text[: one.start])]
        told = {one.concept.key for one in done}
        shares = {
            occupation: len(told & essential) / len(essential)
            for occupation, essential in self._essentials.items()
            if told & essential
        }
        best = max(shares.values(), default=0.0)
        holders = [key for key, share in shares.items() if share == best]
        return holders[0] if len(holders) == 1 else ""

    @cached_property
    def _essentials(self) -> Mapping[str, frozenset[str]]:
        """What an occupation cannot do without, by occupation."""
        keys = [key for key, one in self.lexicon.concepts.items() if one.kind == "occupation"]
        return {
            key: frozenset(
                skill
                for skill, weight in self.lexicon.requires(key).items()
                if weight >= _ESSENTIAL
            )
            for key in keys
        }

    def _essence(self, text: str) -> str:
        """The reduced words of a clause from the first to the last that says something, with the
        small word before it: "met kinderen"."""
        words = [word.strip(",") for word in self.reducer.reduce(text).split()]
        told = [place for place, word in enumerate(words) if word and word not in _EMPTY]
        if not told:
            return ""
        first = told[0]
        while first > 0 and words[first - 1] in _ARTICLES:
            first -= 1
        is_led = first > 0 and words[first - 1] in _LEADING
        return " ".join(word for word in words[first - is_led : told[-1] + 1] if word)


@lru_cache(maxsize=2)
def reader_of(lexicon: Lexicon, this_year: int) -> Reader:
    """The one for this lexicon: what occupations are made of is gathered once."""
    return Reader(lexicon, seed_reducer(), this_year)


def _without_english(told: str) -> str:
    """Without its small words, which are left of English when most others are not read."""
    words = told.split()
    if _ENGLISH.isdisjoint(words):
        return told
    return " ".join(word for word in words if word not in _ENGLISH | _OF_BOTH)


def _is_of_work(mention: Mention, text: str) -> bool:
    """Whether it is somebody's own: not their employer, nor what they lost."""
    if mention.concept.kind == "occupation":
        return True
    is_fact = mention.concept.key.startswith(_NOT_SKILLS)
    is_lost = _LOST.search(text[mention.end :])
    return not (is_fact or is_lost or _EMPLOYER.search(text[: mention.start]))


def _is_in(item: Item, clause: Clause) -> bool:
    return clause.start <= item.start < clause.start + len(clause.text)


def _nearest(mention: Mention, lasted: Sequence[Lasting]) -> float:
    """How long it lasted that stands nearest to the occupation."""
    nearest = min(
        lasted,
        key=lambda one: max(mention.start - one.end, one.start - mention.end),
        default=None,
    )
    return nearest.years if nearest else 0.0


def _once(items: Sequence[Item]) -> list[Item]:
    """Without what is said twice; of one occupation the longest and fullest, and no "part-time"
    beside a number of hours."""
    best: dict[tuple[str, object], Item] = {}
    hours = {item.value for item in items if item.kind == "hours"}
    for item in items:
        same: object = item.value
        if isinstance(item.value, Experience):
            same = item.value.occupation or item.value.name
        elif item.kind == "language":
            same = item.value.code
        elif item.kind == "hours" and item.value in GENERAL_HOURS and len(hours) > 1:
            continue
        other = best.get((item.kind, same))
        if other is None or _fullness(item) > _fullness(other):
            best[item.kind, same] = item
    return sorted(best.values(), key=lambda item: item.start)


def _fullness(item: Item) -> tuple[float, int]:
    if isinstance(item.value, Experience):
        return item.value.years, len(item.value.told)
    return float(bool(getattr(item.value, "level", ""))), 0
