"""The fields of every file in a region folder."""

from werkcentrum.catalogue.models import Service
from werkcentrum.catalogue.queries import CHANNEL_LABELS, OVERRIDABLE_FIELDS
from werkcentrum.catalogue.regionfolder.fields import (
    WEEKDAYS,
    Field,
    Spec,
    clock,
    day,
    flag,
    host,
    icon,
    key,
    latitude,
    list_of,
    longitude,
    mail,
    mapping,
    mapping_of,
    one_of,
    phone,
    phone_or_unknown,
    postcode,
    postcode4,
    text,
    url,
    whole,
    zone,
)
from werkcentrum.partners.models import (
    LOCAL_ZONE,
    MOST_WEEKS_BETWEEN,
    HoursKind,
    Organisation,
    Strictness,
)
from werkcentrum.search.language import LANGUAGES
from werkcentrum.search.records import DANGER_PREFIX, DANGERS, NONSENSE, OUT_OF_SCOPE

AUDIENCES = ("resident", "employer")
CLASSES = (OUT_OF_SCOPE, NONSENSE, "near-miss", *(DANGER_PREFIX + kind for kind in DANGERS))
# Of an example question, in characters.
LONGEST_QUESTION = 2000
STYLES = ("question", "keyword", "story", "typo", "learner", "spoken")
MUNICIPAL_PHONES = ("homeless_phone", "hunger_phone")
# For these dangers the page shows the municipality's own number.
PHONE_OF_DANGER = {"homeless": "homeless_phone", "hunger": "hunger_phone"}

REGION: Spec = {
    "code": Field(text(8)),
    "name": Field(text(120)),
    "hosts": Field(list_of(host), required=False, default=[]),
    "phone": Field(phone, required=False),
    "email": Field(mail, required=False),
    "theme": Field(key, required=False, default="werkcentrum"),
    "demonstration": Field(flag, required=False, default=False),
    "embed_sites": Field(list_of(host), required=False, default=[]),
    "speech_input": Field(flag, required=False, default=False),
    "vacancies_need_second": Field(flag, required=False, default=True),
    # A folder that says nothing leaves it: nobody opens a region by not knowing of this line.
    "strictness": Field(one_of(Strictness.values), required=False),
    "centre_municipality": Field(key, required=False),
    "leave_out": Field(list_of(key, most=500), required=False, default=[]),
    "locked": Field(
        mapping_of(list_of(one_of(OVERRIDABLE_FIELDS), least=1)), required=False, default={}
    ),
}
MUNICIPALITY: Spec = {
    "key": Field(key),
    "name": Field(text(120)),
    "cbs_code": Field(text(8), required=False),
    "website": Field(url, required=False),
    "theme": Field(key, required=False),
    "homeless_phone": Field(phone_or_unknown),
    "hunger_phone": Field(phone_or_unknown),
    "phones_checked_on": Field(day, required=False, default=None),
}
POSTCODE: Spec = {
    "postcode4": Field(postcode4),
    "municipality": Field(key),
    "place": Field(text(80)),
    "latitude": Field(latitude),
    "longitude": Field(longitude),
}
# The national table; the columns have the names its publisher gave them.
POSTCODE_TABLE: Spec = {
    "postcode": Field(postcode4),
    "woonplaats": Field(text(80), required=False),
    "gemeente": Field(text(80)),
    "latitude": Field(latitude, default=0.0),
    "longitude": Field(longitude, default=0.0),
}
ORGANISATION: Spec = {
    "key": Field(key),
    "name": Field(text(120)),
    "kind": Field(one_of(Organisation.Kind.values)),
    "municipality": Field(key, required=False),
    "website": Field(url, required=False),
    "phone": Field(phone, required=False),
    "suwi": Field(flag, required=False, default=False),
    "example": Field(flag, required=False, default=False),
}
# Who may work under the Wet SUWI (article 1), and so may know that somebody has a benefit.
SUWI_KINDS = (Organisation.Kind.MUNICIPALITY, Organisation.Kind.BENEFITS_AGENCY)
TEAM: Spec = {
    "organisation": Field(key),
    "key": Field(key),
    "name": Field(text(120)),
    "email": Field(mail),
    "response_days": Field(whole(1, 30), required=False, default=3),
    "example": Field(flag, required=False, default=False),
}
REFERRAL: Spec = {
    "service": Field(key),
    "municipality": Field(key, required=False),
    "organisation": Field(key),
    "team": Field(key),
}
PROVIDER: Spec = {
    "role": Field(key),
    "municipality": Field(key, required=False),
    "organisation": Field(key),
}
DELIVERY: Spec = {
    "service": Field(key),
    "municipality": Field(key, required=False),
    "organisation": Field(key),
}
LOCATION: Spec = {
    "key": Field(key),
    "name": Field(text(120)),
    "organisation": Field(key),
    "municipality": Field(key),
    "street": Field(text(120), required=False),
    "postcode": Field(postcode, required=False),
    "place": Field(text(80)),
    "latitude": Field(latitude, required=False, default=None),
    "longitude": Field(longitude, required=False, default=None),
    "opened_on": Field(day, required=False, default=None),
    "accessibility": Field(text(280), required=False),
    "note": Field(text(280), required=False),
    "timezone": Field(zone, required=False, default=LOCAL_ZONE),
    "example": Field(flag, required=False, default=False),
    "hours": Field(list_of(mapping, most=500), required=False, default=[]),
    "exceptions": Field(list_of(mapping, most=500), required=False, default=[]),
    "holidays": Field(list_of(mapping, most=500), required=False, default=[]),
}
HOURS: Spec = {
    "kind": Field(one_of(HoursKind.values)),
    "days": Field(list_of(one_of(list(WEEKDAYS)), least=1, most=7)),
    "from": Field(clock),
    "until": Field(clock),
    "starts_on": Field(day, required=False, default=None),
    "ends_on": Field(day, required=False, default=None),
    "every_weeks": Field(whole(1, MOST_WEEKS_BETWEEN), required=False, default=1),
    "anchor_on": Field(day, required=False, default=None),
}
EXCEPTION: Spec = {
    "kind": Field(one_of(HoursKind.values)),
    "on": Field(day),
    "closed": Field(flag, required=False, default=False),
    "from": Field(clock, required=False, default=None),
    "until": Field(clock, required=False, default=None),
    "reason": Field(text(140)),
}
HOLIDAY: Spec = {
    "on": Field(day),
    "name": Field(text(80)),
    "closed": Field(flag),
}
TOPIC: Spec = {
    "key": Field(key),
    "title": Field(text(80)),
    "summary": Field(text(280)),
    "icon": Field(icon),
}
SERVICE: Spec = {
    "title": Field(text(70)),
    "summary": Field(text(280, least=40)),
    "kind": Field(one_of(Service.Kind.values)),
    "audience": Field(list_of(one_of(AUDIENCES), least=1)),
    "themes": Field(list_of(key, least=1)),
    "groups": Field(list_of(key, least=1)),
    "provider": Field(key),
    "handling": Field(one_of(Service.Handling.values)),
    "what_you_get": Field(list_of(text(200), least=1, most=8)),
    "for_whom": Field(text(600)),
    "cost": Field(one_of(Service.Cost.values)),
    "cost_note": Field(text(280), required=False),
    "bring": Field(list_of(text(140)), required=False, default=[]),
    "first_step": Field(text(600)),
    "duties": Field(list_of(text(280)), required=False, default=[]),
    "channels": Field(list_of(one_of(list(CHANNEL_LABELS)), least=1)),
    "law": Field(text(280), required=False),
    "check_at": Field(text(280), required=False),
    "source_name": Field(text(120)),
    "source_url": Field(url),
    "review_interval_months": Field(whole(1, 60)),
    "checked_on": Field(day, required=False, default=None),
    "related": Field(list_of(key), required=False, default=[]),
    "terms": Field(list_of(text(80), least=1, most=100)),
}
VARIANT: Spec = {
    **{name: SERVICE[name] for name in OVERRIDABLE_FIELDS},
    "example": Field(flag, required=False, default=False),
}
EXAMPLE: Spec = {
    "text": Field(text(LONGEST_QUESTION)),
    "lang": Field(one_of(LANGUAGES)),
    "style": Field(one_of(STYLES)),
}
# Who would put it so: a person in voices.csv. For the writers; it is not loaded.
EXAMPLE_WITH_VOICE: Spec = {**EXAMPLE, "voice": Field(text(16), required=False)}
OTHER_EXAMPLE: Spec = {
    "class": Field(one_of(CLASSES)),
    "text": Field(text(LONGEST_QUESTION)),
    "lang": Field(one_of(LANGUAGES)),
    "key": Field(key, required=False),
}
EMERGENCY: Spec = {
    "kind": Field(one_of(DANGERS)),
    "title": Field(text(120)),
    "text": Field(text(600)),
    "contacts": Field(list_of(mapping, least=1)),
    "municipal_phone": Field(one_of(MUNICIPAL_PHONES), required=False),
}
CONTACT: Spec = {
    "name": Field(text(80)),
    "phone": Field(phone),
    "url": Field(url, required=False),
    "note": Field(text(140), required=False),
}
APPROVAL: Spec = {
    "fingerprint": Field(text(64)),
    "written_by": Field(text(80)),
    "approved_by": Field(text(80)),
    "approved_on": Field(day),
    "checked_on": Field(day, required=False, default=None),
}
PHRASE: Spec = {
    "lang": Field(one_of(LANGUAGES)),
    "phrase": Field(text(200)),
    "dutch": Field(text(200)),
}
PAGE: Spec = {"title": Field(text(120))}
GLOSSARY: Spec = {"term": Field(text(80)), "meaning": Field(text(280))}
