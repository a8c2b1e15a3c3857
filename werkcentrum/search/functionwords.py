"""The small words of each language: the best sign of it in a short question."""

from typing import Final

FUNCTION_WORDS: Final = {
    "nl": (
        "ik je jij u hij zij wij we ze het de een en of maar niet geen ook nog wel naar van "
        "voor met bij uit over aan op in is ben bent zijn was heb hebt heeft had kan kun kunnen "
        "moet wil mag ga gaat wordt word worden hoe wat waar wie wanneer waarom welke mijn mn "
        "jouw onze ons me mij dat dit die deze er als dan toch even graag iets iemand hulp werk "
        "nu al om te door"
    ),
    "en": (
        "i you he she we they it the a an and or but not no do does did can could will would "
        "should is are am was were have has had my your our their me us to of in on at for from "
        "with about how what where who when why which this that there as if need want get any "
        "some help"
    ),
    "uk": (
        "я ти він вона ми ви вони це і й та або але не ні чи як що де хто коли чому який яка "
        "мій моя мені мене нас нам для з із зі до від на у в про по за є був була хочу можу "
        "треба можна маю мої якщо ще вже тут там"
    ),
    "ar": (
        "أنا انت هو هي نحن هم في من إلى على عن مع هل كيف أين ما ماذا متى من لماذا لا ليس هذا "
        "هذه أريد يمكن لي عندي لدي كان أو و"
    ),
    "tr": (
        "ben sen o biz siz onlar bir ve veya ama değil mi mı mu mü ne nasıl nerede kim neden "
        "hangi için ile de da bu şu var yok benim bana beni bizim çok daha olarak gibi "
        "istiyorum nereye"
    ),
    "pl": (
        "ja ty on ona my wy oni to i lub albo ale nie czy jak co gdzie kto kiedy dlaczego jaki "
        "jest są był była mam mi mnie moja mój moje nas dla z ze do od na w o po za się już "
        "może mogę chcę proszę który"
    ),
    "ru": (
        "я ты он она мы вы они это и или но не нет ли как что где кто когда почему какой какая "
        "мой моя мне меня нас нам для с со до от на у в о по за есть был была хочу могу надо "
        "нужно можно если еще ещё уже тут там чтобы"
    ),
    "es": (
        "yo tú él ella nosotros ustedes el la los las un una y o pero no sí cómo qué dónde "
        "quién cuándo por para con sin de del al en es son soy está estoy tengo tiene hay puedo "
        "quiero mi mis me se su si ya más como que donde hola necesito"
    ),
    "fr": (
        "je tu il elle nous vous ils le la les un une des et ou mais ne pas non oui comment que "
        "qui quoi où quand pourquoi pour avec sans de du au aux en est sont suis ai as avez ont "
        "peux puis veux mon ma mes me se si ce cette il y a dans sur j'ai c'est cherche bonjour "
        "besoin"
    ),
    "de": (
        "ich du er sie wir ihr das der die ein eine einen und oder aber nicht kein keine wie "
        "was wo wer wann warum für mit ohne von zu zum zur bei aus auf an in im ist sind bin "
        "habe hat haben kann können will möchte muss mein meine mir mich uns wenn auch noch "
        "schon gibt es dem den des"
    ),
    "ro": (
        "eu tu el ea noi voi ei un o și sau dar nu da cum ce unde cine când de la pentru cu "
        "fără din pe în este sunt am ai are avem au pot vreau trebuie mea meu mele îmi mă se să "
        "dacă mai care aici caut nevoie ajutor"
    ),
    "bg": (
        "аз ти той тя ние вие те това и или но не да ли как какво къде кой кога защо за с със "
        "без от до на в във при по е са съм имам има мога искам трябва мой моя ми ме се си ако "
        "още вече който тук там търся как мога да"
    ),
}

_STOP_WORDS: Final = (
    "a aan al alles als altijd am an and andere are at be ben bij can could daar dag dan "
    "dat de der deze die dit do doch doe doen does door dus een eens eh ehm en er even for "
    "ga gaan ge geen goed goedemorgen goeiemorgen graag had hallo has have heb hebben heeft "
    "heel hem het hier hij hoe how hun i iemand iets ik in is it ja je jij jou jouw jullie "
    "kan kon kun kunnen maar mag me meer men met mij mijn mn moet mogen my na naar niet nog "
    "nou nu of om omdat on onder ons onze ook op or our over te tegen that the this to toch "
    "toen tot u uit us uw van veel voor waar waren was wat we wel werd what where who wie "
    "wij wil wilde with worden wordt would you your ze zeg zelf zich zij zijn zo zonder zou"
)

STOP_WORDS: Final = frozenset(_STOP_WORDS.split())
"""Dutch and English words that say nothing about the topic."""
