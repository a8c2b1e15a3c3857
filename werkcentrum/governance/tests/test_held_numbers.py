"""A number that may be a BSN is held back in every text about the network on paper."""

import importlib
import pkgutil
from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from werkcentrum import governance
from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.core.forms import STANDING_NUMBER, FreeTextField, LineField
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.governance.decisions.forms import DecisionForm
from werkcentrum.governance.models import Clause, Expense
from werkcentrum.governance.money.forms import EurosField
from werkcentrum.governance.tests.make import make_agreement
from werkcentrum.governance.tests.make_money import (
    commit,
    make_budget,
    make_centre,
    make_funding,
    make_line,
    spend,
)
from werkcentrum.partners.tests.make import make_region

# Nine digits that pass the eleven-test, and a number of the trade register, which has eight.
MAY_BE_BSN, TRADE_REGISTER = "123456782", "12345678"
# By what something is known elsewhere, and what no person types.
REFERENCES = {"number", "document_number", "reference", "read", "gelezen"}


def all_forms():
    for module in pkgutil.walk_packages(governance.__path__, "werkcentrum.governance."):
        if module.name.endswith("forms"):
            for found in vars(importlib.import_module(module.name)).values():
                is_form = isinstance(found, type) and issubclass(found, forms.Form)
                if is_form and found.__module__ == module.name:
                    yield found


def texts():
    for form in all_forms():
        for name, field in form.base_fields.items():
            is_text = isinstance(field, forms.CharField) and not isinstance(field, EurosField)
            if is_text and not isinstance(field, forms.URLField) and name not in REFERENCES:
                yield pytest.param(field, id=f"{form.__module__[23:]}.{form.__name__}.{name}")


def refused(field, typed):
    try:
        field.clean(typed)
    except ValidationError as wrong:
        return wrong.error_list[0].code
    return None


@pytest.mark.parametrize("field", list(texts()))
def test_no_text_takes_a_number_that_may_be_a_bsn(field):
    assert refused(field, f"Betaald voor {MAY_BE_BSN}") == STANDING_NUMBER
    assert refused(field, f"KvK {TRADE_REGISTER}, NL02 ABNA 0123 4567 89") is None


def test_every_form_is_walked():
    assert len(list(all_forms())) > 40
    assert len(list(texts())) > 50


@pytest.mark.django_db
def test_nor_does_a_point_of_a_decision():
    form = DecisionForm(region=make_region(), today=MONDAY_MORNING.date())

    written = [field for name, field in form.fields.items() if name.startswith("text_")]

    assert len(written) > 2
    assert all(refused(field, MAY_BE_BSN) == STANDING_NUMBER for field in written)


def test_a_line_of_text_has_no_tick_because_no_such_number_belongs_there():
    with pytest.raises(ValidationError, match="Verwijder dit nummer"):
        LineField().clean(f"Zie {MAY_BE_BSN}")
    assert not hasattr(LineField, "bsn_tick")
    assert FreeTextField.bsn_tick


@pytest.mark.house_rule_off("dates", reason="the page shows how the file writes its dates")
@pytest.mark.django_db
def test_a_file_of_the_finance_system_is_told_by_row_and_what_is_booked_stays_so(page, set_clock):
    set_clock("2025-07-07 10:00")
    region = make_region(host="testserver")
    budget = make_budget(region)
    promised = commit(make_line(budget), make_funding(budget), 9000, number="V-1")
    spend(promised, 100, document_number="F-1", description="Huur", booked_on=date(2025, 7, 1))
    page.log_in(make_staff(region, "karin", "board_secretary", organisation=make_centre(region)))
    known = f"V-1;F-1;1-7-2025;1,00;Huur {MAY_BE_BSN}"

    shown = send(page, known, f"V-1;F-2;1-7-2025;1,00;Huur {MAY_BE_BSN}")

    assert "Regel 3: In de omschrijving staat een nummer dat een BSN kan zijn." in shown
    assert "Regel 2" not in shown
    send(page, known, f"V-1;{MAY_BE_BSN};1-7-2025;1,00;Huur")
    assert sorted(Expense.objects.values_list("document_number", "description")) == [
        (MAY_BE_BSN, "Huur"), ("F-1", "Huur"),
    ]  # fmt: skip


def send(page, *rows):
    text = "\n".join(["verplichting;stuk;datum;bedrag;omschrijving", *rows])
    file = SimpleUploadedFile("uitgaven.csv", text.encode(), content_type="text/csv")
    return page.post("/medewerkers/samenwerking/geld/2025/inlezen/", {"file": file})


@pytest.mark.django_db
def test_a_clause_takes_one_that_is_none_by_the_word_of_who_wrote_it_and_that_is_counted(page):
    region = make_region(host="testserver")
    agreement = make_agreement(region)
    page.log_in(make_staff(region, "karin", "board_secretary"))
    form = page.open(f"/medewerkers/samenwerking/overeenkomsten/{agreement.pk}/tekst/erbij/")
    typed = {"heading": "Rekening", "body": f"Dossier {MAY_BE_BSN}."}

    assert "nummer dat een BSN kan zijn" in form.press("Zet erin", **typed)
    form.press("Zet erin", **typed, geen_bsn="on")

    assert Clause.objects.get(agreement=agreement).body == f"Dossier {MAY_BE_BSN}."
    line = AuditLine.objects.get(verb="governance.clause_added")
    assert line.detail["held_numbers"] == 1
