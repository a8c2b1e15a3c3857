"""Actions of somebody in their own pages, made ready to change something."""

from datetime import timedelta
from functools import partial

from django.conf import settings

from tests.ready.acts import LATER, Act, Ready
from werkcentrum.mine import actions
from werkcentrum.mine.models import EntryKey
from werkcentrum.mine.tests.make import ADDRESS, make_known, sent_code, sent_link
from werkcentrum.partners.tests.make import make_region


def sent() -> EntryKey:
    region = make_region()
    make_known(region)
    return actions.send_key(
        region=region, reach="mail", address=ADDRESS, language="nl", by="bezoeker",
        at=LATER - timedelta(minutes=5),
    )  # fmt: skip


def send_key() -> Act:
    region = make_region()
    make_known(region)
    return partial(actions.send_key, region=region, reach="mail", address=ADDRESS, language="nl")


def enter_by_link() -> Act:
    region = sent().region
    return partial(
        actions.enter_by_link, region=region, secret=sent_link().rstrip("/").rpartition("/")[2]
    )


def enter_by_code() -> Act:
    key = sent()
    return partial(actions.enter_by_code, region=key.region, key=key.pk, code=sent_code())


def correct_details() -> Act:
    client = make_known(make_region())
    return partial(actions.correct_details, client=client, name_to_use="Olena Z.", language="uk")


def send_address_code() -> Act:
    client = make_known(make_region())
    return partial(
        actions.send_address_code, clients=[client], reach="mail", address="nieuw@post.example",
        language="nl",
    )  # fmt: skip


def change_address() -> Act:
    asked = send_address_code()
    key = asked(by="klant", at=LATER - timedelta(minutes=5))
    return partial(
        actions.change_address, clients=asked.keywords["clients"], key=key.pk, reach="mail",
        address="nieuw@post.example", code=sent_code(),
    )  # fmt: skip


def tie_login() -> Act:
    settings.RESIDENT_LOGIN = {"name": "Voorbeeld-ID", "issuer": "https://inlog.example"}
    return partial(actions.tie_login, clients=[make_known(make_region())], sub="olena")


def untie_login() -> Act:
    tie = tie_login()
    tie(by="klant", at=LATER - timedelta(minutes=5))
    return partial(actions.untie_login, clients=tie.keywords["clients"])


def enter_by_broker() -> Act:
    region = untie_login().keywords["clients"][0].region
    return partial(actions.enter_by_broker, region=region, sub="olena")


BY_SOMEBODY: Ready = {
    "mine.tie_login": (tie_login, "mine.login_tied"),
    "mine.untie_login": (untie_login, "mine.login_untied"),
    "mine.enter_by_broker": (enter_by_broker, "mine.entered"),
    "mine.send_key": (send_key, "mine.key_sent"),
    "mine.enter_by_link": (enter_by_link, "mine.entered"),
    "mine.enter_by_code": (enter_by_code, "mine.entered"),
    "mine.send_address_code": (send_address_code, "mine.address_code_sent"),
    "mine.change_address": (change_address, "mine.address_changed"),
    "mine.correct_details": (correct_details, "mine.corrected"),
}
