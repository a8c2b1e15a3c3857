"""Olena fled from Ukraine: a phone, her own language, and no name until she wants to give one."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.accessibility.looking import overflow

pytestmark = pytest.mark.browser
STORY = "Мій контракт закінчується. Я бухгалтер з України."
TEAM = "Team Werk en Inkomen Zoetermeer"
ADDRESS = "olena.z@post.example"


@pytest.fixture
def phone(browser) -> Iterator[Page]:
    """Her telephone."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="uk-UA")
    yield context.new_page()
    context.close()


def test_olena_asks_on_her_phone_goes_on_at_the_desk_and_sees_where_it_stands(
    phone, adviser, address
):
    # At home, in Ukrainian: she asks a person, and does not say who she is.
    phone.goto(f"{address}/uk/stel-uw-vraag/")
    phone.locator("[name=vraag]").fill(STORY)
    phone.get_by_label("Нещодавно в Нідерландах").check()
    phone.locator("[name=gemeente]").select_option(label="Zoetermeer")
    phone.get_by_label("Я не називаю імені", exact=False).check()
    phone.get_by_role("button", name="Надіслати моє запитання").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Ваше запитання в нас")
    words = phone.locator(".code-words li").all_text_contents()
    assert len(words) == 4
    assert overflow(phone) <= 0
    assert phone.context.cookies() == []

    # At the desk she says the four words. Her guide reads what she asked, and brings her on.
    desk = adviser.new_page()
    desk.goto(f"{address}/medewerkers/hulpvragen/nieuw/")
    desk.get_by_label("De vier woorden van de code").fill(" ".join(words))
    desk.get_by_role("button", name="Zoek de vraag").click()
    expect(desk.get_by_text(STORY)).to_be_visible()
    expect(desk.get_by_text("Deze persoon blijft anoniem")).to_be_visible()
    desk.get_by_role("button", name="Neem op u").click()
    desk.get_by_role("link", name="Breng de klant bij een partner").click()
    team = desk.locator("[name=target] option", has_text="Oekraïne bent gevlucht").first
    assert TEAM in (team.text_content() or "")
    desk.locator("[name=target]").select_option(team.get_attribute("value"))
    desk.get_by_role("button", name="Bekijk wat de partner ziet").click()
    expect(desk.get_by_text("Geen gegevens. De partner ziet alleen het onderwerp.")).to_be_visible()
    desk.get_by_role("button", name="Verstuur", exact=True).click()
    expect(desk.get_by_text("Verstuurd. U hoort het als het team antwoordt.")).to_be_visible()
    desk.close()

    # Back home she sees it with her code, and now she wants to be written to.
    phone.goto(f"{address}/uk/verder/")
    phone.locator("[name=code]").fill(" ".join(words))
    phone.get_by_role("button", name="Далі").click()
    expect(phone.get_by_text("Gemeente Zoetermeer")).to_be_visible()
    phone.locator("[name=via][value=mail]").check()
    phone.locator("[name=mail]").fill(ADDRESS)
    phone.locator("[name=naam]").fill("Олена")
    phone.get_by_role("button", name="Зв’яжіться зі мною").click()
    expect(phone.get_by_text("Порадник зв’яжеться з вами.")).to_be_visible()

    # In Mijn Werkcentrum, by a mail in her own language, she reads where it stands.
    phone.goto(f"{address}/uk/mijn/")
    phone.locator("[name=adres]").fill(ADDRESS)
    phone.get_by_role("button", name="Надішліть мені посилання").click()
    phone.goto(entry_in_mailbox(phone, address))
    phone.get_by_role("button", name="Увійти").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Мій Werkcentrum")
    main = phone.locator("main")
    expect(main).to_contain_text("Олена")
    expect(main).to_contain_text(STORY)
    expect(main).to_contain_text("Порадник працює над вашим запитанням.")
    expect(main).to_contain_text("Gemeente Zoetermeer: надіслано")
    assert overflow(phone) <= 0


def entry_in_mailbox(phone: Page, address: str) -> str:
    """The link in the mail to her, once the worker sent it."""
    mail = phone.locator(".card", has_text=ADDRESS).get_by_role("link")
    for _second in range(30):
        phone.goto(f"{address}/demo/postvak/")
        if mail.count():
            break
        phone.wait_for_timeout(500)
    mail.first.click()
    expect(phone.locator("main")).to_contain_text("пів години")
    found = re.search(r"https?://\S+/uk/mijn/binnen/[^\s\"<]+", phone.content())
    assert found
    return found[0]
