"""Who may open what: every address, for everybody who could ask for it.

`python -m tests.access` writes the table into `docs/privacy.md`. `tests/test_access.py` holds the
software to it, and fails for an address that stands in no table.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from tests.access_cells import (
    A_CHANGE,
    A_MEMBERSHIP,
    A_ROW,
    EVERYBODY,
    ROLE_NAMES,
    STAFF_FORM,
    VISITOR,
    WHO,
    Cell,
    Cells,
    Row,
    cells,
    only,
    rows,
)
from tests.access_network import NETWORK

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "privacy.md"
START, END = "<!-- access: python -m tests.access -->\n", "<!-- end of access -->\n"

A_PLACE = {"key": "bibliotheek-voorburg"}

FORM_ONLY = cells(*[Cell.FORM] * 3)
# Whoever did not come in goes to the door.
COMES_IN_FIRST = cells(*[Cell.SENT] * 3)
# For whoever is not logged in, such as the login itself; others are sent on to their own page.
LOGGING_IN = cells(Cell.OPEN, Cell.SENT, Cell.SENT)
STEP_OF_LOGIN = cells(Cell.LOG_IN, Cell.SENT, Cell.SENT)
SETTING_UP = cells(Cell.LOG_IN, Cell.OPEN, Cell.OPEN)
SETTING_UP_ONCE = cells(Cell.LOG_IN, Cell.OPEN, Cell.SENT)
STAFF = cells(Cell.LOG_IN, Cell.SENT, Cell.OPEN)
# Something about an account, after showing once more who one is; or once there is something.
CONFIRMED = cells(Cell.LOG_IN, Cell.SENT, Cell.SENT)
OWN_THING = cells(Cell.LOG_IN, Cell.SENT, Cell.HIDDEN)
EDITING = only("editor", "publisher")
HANDLING_MESSAGES = only("coordinator")
MANAGING_STAFF = only("administrator")
READING_SKILLS = only("editor", "administrator")
READING_AUDIT = only("privacy_officer")
KEEPING_REGISTER = only("privacy_officer")
READING_MATCHING = only("coordinator", "privacy_officer", "administrator")
A_PURPOSE = {"key": "referral"}
LOOKING = only("superuser")
NOBODY = only("superuser", opens=Cell.REFUSED)
LOGGED_OUT = only("superuser", opens=Cell.FORM)
# Only with the secret in the address; a guess finds nothing, whoever tries.
UNKNOWN = cells(*[Cell.HIDDEN] * 3)
AT_THE_DESK = only("host", "adviser", "learning_adviser", "coordinator")
TAKING_IN = only("host", "adviser", "learning_adviser", "employer_manager", "coordinator")
A_DESK = {"key": "voorburg"}
CHANGING_HOURS = only("coordinator")
BOOKING = only(
    "host", "adviser", "learning_adviser", "partner_employee", "employer_manager", "coordinator"
)
# Of somebody else: an employee of a partner sees their own (appointments/tests).
HELPING = only("host", "adviser", "learning_adviser", "employer_manager", "coordinator")
AN_APPOINTMENT = {"pk": A_CHANGE}
HANDLING_WOO = only("coordinator", "privacy_officer", "woo_officer")
# Of what is no Woo request.
HANDLING_FORMAL = only("coordinator", "privacy_officer")
KEEPING_CHANNELS = only("coordinator", "administrator")
RECEIVING = only("partner_employee")
HANDLING_ENQUIRIES = only("adviser", "learning_adviser", "employer_manager")
# Who has contact with employers reads no enquiries of residents that wait for somebody.
HELPING_RESIDENTS = only("adviser", "learning_adviser")
A_CLIENT = {"client": A_CHANGE}
WATCHING = only("coordinator")
KEEPING_TRAININGS = only("learning_adviser", "coordinator")
KEEPING_VACANCIES = only("employer_manager")
PUBLISHING_VACANCIES = only("employer_manager", "coordinator")
AN_ENQUIRY = {"pk": A_CHANGE}


PAGES = (
    *rows("home answers services", EVERYBODY),
    Row("service", example={"key": "cv-hulp"}),
    Row("take_along", example={"key": "cv-hulp"}),
    Row("themes"),
    Row("theme", example={"key": "inkomen"}),
    Row("group", example={"key": "jobseeker"}),
    *rows("employers ask ask_as_employer go_on locations", EVERYBODY),
    Row("location", example={"key": "bibliotheek-voorburg"}),
    Row("location_feed", example={"key": "bibliotheek-voorburg"}),
    Row("municipalities"),
    Row("municipality", example={"key": "wassenaar"}),
    *rows("components glossary about privacy accessibility cookies", EVERYBODY),
    *rows("feedback walk_in", FORM_ONLY),
    *rows("book_appointment mine_start", EVERYBODY),
    Row("mine_code", FORM_ONLY),
    Row("mine_enter", example={"secret": "geraden"}),
    Row("mine_login", FORM_ONLY),
    # Off, unless an installation has a broker.
    Row("mine_login_back", UNKNOWN),
    *rows("mine_tie mine_untie", FORM_ONLY),
    *rows("mine mine_details mine_address mine_json mine_pdf", COMES_IN_FIRST),
    Row("mine_file", COMES_IN_FIRST, {"pk": A_CHANGE}),
    Row("mine_withdraw", FORM_ONLY, {"pk": A_CHANGE}),
    Row("mine_object", FORM_ONLY, {"ground": A_CHANGE}),
    Row("mine_contact", COMES_IN_FIRST, {"pk": A_CHANGE}),
    Row("mine_profile", COMES_IN_FIRST, {"pk": A_CHANGE}),
    Row("mine_profile_forget", FORM_ONLY, {"pk": A_CHANGE}),
    *rows("mine_delete mine_ranking", COMES_IN_FIRST),
    *rows("mine_leave group_sessions check_mail", EVERYBODY),
    *rows("own_appointment move_own cancel_own own_calendar", UNKNOWN, {"secret": "geraden"}),
    Row("answer_link", UNKNOWN, {"secret": "geraden"}),
    Row("ask_link"),
    Row("vacancies", EVERYBODY),
    Row("employer_vacancy", EVERYBODY),
    *rows("employer_own employer_vacancy_change", UNKNOWN, {"secret": "geraden"}),
    Row("vacancy", example=A_ROW),
    *rows("trainings trainings_for_me schools promising", EVERYBODY),
    Row("training", example=A_ROW),
    Row("school", example={"key": "vakschool"}),
    # Without a profile in the browser somebody makes one first.
    Row("fitting_work", COMES_IN_FIRST),
    Row("vacancy_fit", COMES_IN_FIRST, A_ROW),
    *rows("own_profile own_profile_story own_profile_file", EVERYBODY),
    *rows("own_profile_confirm own_profile_forget own_profile_file_confirm", FORM_ONLY),
    # Whoever has no profile goes to the story first.
    *rows("own_profile_change own_profile_vum own_profile_europass", COMES_IN_FIRST),
    *rows("complaint privacy_request woo_request digital_channels", EVERYBODY),
    Row("own_request", UNKNOWN, {"secret": "geraden"}),
    *rows("thanks embed box embed_script kiosk kiosk_answers", EVERYBODY),
    Row("kiosk_theme", example={"key": "inkomen"}),
    Row("kiosk_service", example={"key": "cv-hulp"}),
    Row("take_number", UNKNOWN, {"token": "geraden"}),
    Row("kiosk_number", UNKNOWN, {"token": "geraden", "secret": "geraden"}),
    *rows("arrive own_ticket own_state", UNKNOWN, {"secret": "geraden"}),
    *rows("display device_state", UNKNOWN, {"token": "geraden"}),
    *rows("security_txt robots_txt sitemap health", EVERYBODY),
    Row("staff_home", STAFF),
    *rows("account_login account_request_login_code", LOGGING_IN),
    Row("account_confirm_login_code", STEP_OF_LOGIN),
    Row("openid_connect_login", FORM_ONLY, {"provider_id": "nergens"}),
    Row("openid_connect_callback", cells(*[Cell.HIDDEN] * 3), {"provider_id": "nergens"}),
    Row("own_login_off", cells(Cell.LOG_IN, Cell.FORM, Cell.FORM), {"provider_id": "nergens"}),
    Row("choose_work", STAFF),
    Row("stay_logged_in", cells(Cell.LOG_IN, Cell.FORM, Cell.FORM)),
    Row("session_left", SETTING_UP),
    Row("staff_list", MANAGING_STAFF),
    Row("end_work", STAFF_FORM, {"pk": A_MEMBERSHIP}),
    Row("audit_search", READING_AUDIT),
    *rows("mfa_authenticate mfa_login_webauthn", STEP_OF_LOGIN),
    Row("account_logout", SETTING_UP),
    Row("account_inactive"),
    Row("account_reauthenticate", SETTING_UP),
    Row("mfa_reauthenticate", STAFF),
    Row("mfa_reauthenticate_webauthn", STEP_OF_LOGIN),
    Row("account_change_password", STAFF),
    Row("account_set_password", CONFIRMED),
    Row("account_reset_password_from_key_done"),
    Row("account_reset_password_from_key", example={"uidb36": "1", "key": "verlopen"}),
    Row("mfa_index", SETTING_UP),
    Row("mfa_activate_totp", SETTING_UP_ONCE),
    Row("mfa_deactivate_totp", CONFIRMED),
    Row("mfa_view_recovery_codes", OWN_THING),
    Row("mfa_generate_recovery_codes", CONFIRMED),
    Row("mfa_list_webauthn", STAFF),
    Row("mfa_add_webauthn", SETTING_UP_ONCE),
    *rows("mfa_edit_webauthn mfa_remove_webauthn", CONFIRMED, {"pk": "1"}),
    Row("undelivered", HANDLING_MESSAGES),
    Row("message_step", STAFF_FORM, {"pk": A_CHANGE, "step": "klaar"}),
    Row("mailbox"),
    Row("mailbox_message", example={"pk": A_CHANGE}),
    Row("mailbox_html", example={"pk": A_CHANGE}),
    Row("notify_report", FORM_ONLY),
    Row("question_queue", EDITING),
    Row("sort_group", STAFF_FORM),
    Row("content_health", EDITING),
    Row("skill_lists", READING_SKILLS),
    Row("model_card", STAFF),
    Row("hours_home", CHANGING_HOURS),
    Row("hours_page", CHANGING_HOURS, A_PLACE),
    Row("hours_close", STAFF_FORM, A_PLACE),
    Row("hours_reopen", STAFF_FORM, A_PLACE | {"pk": A_CHANGE}),
    Row("weekly_add", CHANGING_HOURS, A_PLACE),
    Row("weekly_change", CHANGING_HOURS, A_PLACE | {"pk": A_CHANGE}),
    Row("weekly_stop", STAFF_FORM, A_PLACE | {"pk": A_CHANGE}),
    Row("exception_add", CHANGING_HOURS, A_PLACE),
    Row("exception_remove", STAFF_FORM, A_PLACE | {"pk": A_CHANGE}),
    Row("hours_holidays", CHANGING_HOURS, A_PLACE),
    Row("holiday_decide", STAFF_FORM, A_PLACE),
    Row("content_home", EDITING),
    Row("content_list", EDITING, {"kind": "dienst"}),
    Row("content_record", EDITING, {"kind": "dienst", "key": "cv-hulp"}),
    Row("start_trial", STAFF_FORM),
    *rows("content_trial content_change", EDITING, {"pk": A_CHANGE}),
    Row("content_step", STAFF_FORM, {"pk": A_CHANGE, "step": "plaatsen"}),
    *rows("desk_list paper_worker", AT_THE_DESK),
    Row("board", AT_THE_DESK, A_DESK),
    Row("board_step", STAFF_FORM, A_DESK),
    Row("check_in", AT_THE_DESK, A_DESK),
    Row("ticket_slip", AT_THE_DESK, A_DESK | {"pk": A_CHANGE}),
    *rows("paper_block paper_sync", STAFF_FORM, A_DESK),
    *rows("closing desk_day desk_devices", AT_THE_DESK, A_DESK),
    Row("device_away", STAFF_FORM, A_DESK | {"pk": A_CHANGE}),
    Row("desk_expected", AT_THE_DESK, A_DESK),
    Row("receive_visitor", STAFF_FORM, A_DESK | AN_APPOINTMENT),
    *rows("enquiry_new employer_new", TAKING_IN),
    Row("enquiry_with_code", STAFF_FORM),
    *rows("agenda book_on_behalf appointment_work waiting_list absences", BOOKING),
    Row("absence_end", STAFF_FORM, AN_APPOINTMENT),
    Row("planned_sessions", BOOKING),
    Row("session_plan", CHANGING_HOURS),
    *rows("staff_session book_in_session", BOOKING, AN_APPOINTMENT),
    Row("session_cancel", STAFF_FORM, AN_APPOINTMENT),
    *rows("appointment_settings service_type_add", CHANGING_HOURS),
    Row("service_type_change", CHANGING_HOURS, {"key": "werk"}),
    Row("offer_add", CHANGING_HOURS),
    Row("offer_change", CHANGING_HOURS, AN_APPOINTMENT),
    Row("staff_appointment", HELPING, AN_APPOINTMENT),
    Row("appointment_step", STAFF_FORM, AN_APPOINTMENT),
    Row("staff_move", HELPING, AN_APPOINTMENT),
    *rows("staff_cancel give_appointment", STAFF_FORM, AN_APPOINTMENT),
    *rows("todo_list own_list waiting_for_others aftercare_list free_list", HANDLING_ENQUIRIES),
    Row("known_here", HANDLING_ENQUIRIES),
    Row("work_overview", WATCHING),
    Row("late_called", STAFF_FORM, AN_ENQUIRY),
    # Of an enquiry that nobody has yet; of a colleague's it does not exist (referrals/tests).
    Row("enquiry_file", HELPING_RESIDENTS, AN_ENQUIRY),
    Row("enquiry_representative", STAFF_FORM, AN_ENQUIRY),
    *rows("enquiry_take enquiry_give enquiry_manager enquiry_contact", STAFF_FORM, AN_ENQUIRY),
    *rows("enquiry_name enquiry_sort enquiry_files", STAFF_FORM, AN_ENQUIRY),
    # There is none: who may see the enquiry opens its files (referrals/tests/test_attachments.py).
    Row("enquiry_attachment", only(), AN_ENQUIRY | {"file": A_CHANGE}),
    Row("attachment_away", STAFF_FORM, AN_ENQUIRY | {"file": A_CHANGE}),
    *rows("enquiry_close enquiry_reopen", STAFF_FORM, AN_ENQUIRY),
    Row("enquiry_aftercare", STAFF_FORM, AN_ENQUIRY | {"moment": A_CHANGE}),
    Row("note_new", HELPING_RESIDENTS, AN_ENQUIRY),
    Row("refer_new", HELPING_RESIDENTS, AN_ENQUIRY),
    *rows("note_draft draft_away", STAFF_FORM, AN_ENQUIRY),
    *rows("note_change note_earlier", only(), AN_ENQUIRY | {"note": A_CHANGE}),
    *rows("enquiry_plan plan_sheet", HELPING_RESIDENTS, AN_ENQUIRY),
    *rows("step_add goal_step", STAFF_FORM, AN_ENQUIRY | {"goal": A_CHANGE}),
    # Of a colleague: whoever is in charge sees it (referrals/tests/test_file_pages.py).
    Row("sent_referral", only(), AN_ENQUIRY),
    *rows("sent_step sent_answer sent_elsewhere", STAFF_FORM, AN_ENQUIRY),
    Row("sent_handover", only(), AN_ENQUIRY),
    Row("received_referrals", RECEIVING),
    # Of another organisation: only whoever works there sees it (referrals/tests/test_inbox.py).
    Row("received_referral", only(), AN_APPOINTMENT),
    Row("received_step", STAFF_FORM, AN_APPOINTMENT),
    *rows("training_list training_add", KEEPING_TRAININGS),
    Row("training_change", KEEPING_TRAININGS, A_ROW),
    Row("client_trainings", HELPING_RESIDENTS, A_CLIENT),
    *rows("training_withdraw training_restore", STAFF_FORM, A_ROW),
    Row("vacancy_list", PUBLISHING_VACANCIES),
    Row("vacancy_add", KEEPING_VACANCIES),
    Row("vacancy_page", PUBLISHING_VACANCIES, A_ROW),
    Row("vacancy_change", KEEPING_VACANCIES, A_ROW),
    *rows(
        "vacancy_submit vacancy_publish vacancy_take_back vacancy_close vacancy_link vacancy_apart",
        STAFF_FORM,
        A_ROW,
    ),
    *rows("vacancy_proposal_accept vacancy_proposal_reject", STAFF_FORM, A_ROW),
    Row("vacancy_source", PUBLISHING_VACANCIES, {"source": "banen"}),
    Row("vacancy_people", KEEPING_VACANCIES, A_ROW),
    *rows("vacancy_people_ask vacancy_people_stop", STAFF_FORM, A_ROW),
    Row("algorithm", READING_MATCHING),
    Row("weights_propose", only("coordinator")),
    Row("weights_decide", STAFF_FORM, A_ROW),
    Row("run_list", only("privacy_officer")),
    Row("run_page", only("privacy_officer"), A_ROW),
    *NETWORK,
    *rows("register register_file register_partners register_objections", KEEPING_REGISTER),
    Row("objection_decide", STAFF_FORM, A_ROW),
    Row("purpose_add", KEEPING_REGISTER),
    *rows("register_purpose purpose_describe ground_add", KEEPING_REGISTER, A_PURPOSE),
    Row("ground_end", KEEPING_REGISTER, A_PURPOSE | A_ROW),
    Row("ground_drop", STAFF_FORM, A_PURPOSE | A_ROW),
    Row("text_add", KEEPING_REGISTER, A_PURPOSE | {"language": "uk"}),
    Row("client_consent", HELPING_RESIDENTS, A_CLIENT),
    *rows("ask_consent consent_paper", HELPING_RESIDENTS, A_CLIENT | {"ground": A_CHANGE}),
    Row("object_for_client", STAFF_FORM, A_CLIENT | {"ground": A_CHANGE}),
    Row("withdraw_consent", STAFF_FORM, A_CLIENT | A_ROW),
    *rows(
        "client_profile client_profile_change client_profile_vum client_profile_europass",
        HELPING_RESIDENTS,
        A_CLIENT,
    ),
    *rows(
        "client_profile_story client_profile_keep client_profile_forget client_profile_file "
        "client_profile_file_keep",
        STAFF_FORM,
        A_CLIENT,
    ),
    Row("contact_list", HANDLING_ENQUIRIES),
    Row("client_work", HELPING_RESIDENTS, A_CLIENT),
    # Nothing is kept of this client: matching/tests/test_staff_pages.py opens them for one.
    Row("client_work_add", only(), A_CLIENT),
    Row("client_work_why", only(), A_CLIENT | A_ROW),
    *rows("client_work_make client_work_order client_work_objection", STAFF_FORM, A_CLIENT),
    *rows("client_work_move client_work_hide client_work_contact", STAFF_FORM, A_CLIENT | A_ROW),
    Row("retention_home", KEEPING_REGISTER),
    Row("retention_period", KEEPING_REGISTER, {"record": "visit"}),
    Row("retention_step", STAFF_FORM, {"pk": A_CHANGE, "step": "akkoord"}),
    *rows("destroyed destroyed_file", KEEPING_REGISTER),
    Row("formal_work", HANDLING_WOO),
    # A complaint: the Woo officer does not see it.
    Row("formal_request", HANDLING_FORMAL, A_ROW),
    Row("formal_step", STAFF_FORM, {"pk": A_CHANGE, "step": "klaar"}),
    Row("keep_channels", KEEPING_CHANNELS),
    Row("end_channel", STAFF_FORM, A_ROW),
    Row("keep_terms", KEEPING_REGISTER),
    Row("drop_term", STAFF_FORM, A_ROW),
    Row("log_outage", STAFF_FORM),
    Row("end_outage", STAFF_FORM, A_ROW),
    Row("admin:login", STEP_OF_LOGIN),
    Row("admin:index", LOOKING),
    Row("admin:app_list", LOOKING, {"app_label": "partners"}),
    Row("admin:password_change", only("superuser", opens=Cell.SENT)),
    *rows("admin:password_change_done admin:jsi18n", LOOKING),
    Row("admin:autocomplete", NOBODY),
    Row("admin:logout", LOGGED_OUT),
)

# Who may send a form about a row; of the other pages the first role that opens them.
SENDERS = {name: role for role, names in {
    "administrator": "end_work", "editor": "content_step", "host": "receive_visitor absence_end "
    "appointment_step staff_cancel give_appointment device_away",
    "coordinator": "message_step end_outage hours_reopen weekly_stop exception_remove late_called "
    "session_cancel formal_step end_channel weights_decide",
    "board_secretary": "exception_stop decision_withdraw mandate_revoke mandate_publish office_end "
    "signature_confirm signature_take_back agreement_stage term_step party_note party_remove "
    "clause_move clause_remove version_make funding_drop funding_receive line_drop line_change "
    "commitment_add commitment_cancel expense_add transfer_add meeting_step item_step "
    "meeting_minutes document_remake document_finish document_part_restore paper_mark",
    "privacy_officer": "objection_decide drop_term ground_drop retention_step",
    "employer_manager": "vacancy_submit vacancy_publish vacancy_take_back vacancy_close "
    "vacancy_link vacancy_people_ask vacancy_people_stop vacancy_proposal_accept "
    "vacancy_proposal_reject vacancy_apart",
    "learning_adviser": "training_withdraw training_restore",
    "partner_employee": "received_referral received_step",
}.items() for name in names.split()}  # fmt: skip
# Of these a row is somebody's, and not of everybody in the region with the same role: of whoever is
# in charge of the enquiry, a referral of the organisation that received it, and the books of the
# centre municipality.
OF_SOMEBODY = (
    "enquiry_", "note_", "draft_away", "plan_sheet", "step_add", "goal_step", "refer_new", "sent_",
    "received_", "attachment_away", "client_consent", "ask_consent", "consent_paper",
    "object_for_client", "withdraw_consent", "client_profile", "client_trainings", "funding_",
    "line_", "commitment_", "expense_add", "transfer_add", "client_work",
)  # fmt: skip


@dataclass(frozen=True)
class Named:
    """An address with a row, who may open it, and what that role at another organisation gets."""

    name: str
    role: str
    example: dict[str, str]
    is_form: bool
    elsewhere: Cell


def named_rows() -> list[Named]:
    """Every address of staff that names a row; which ones, and for whom, the table above says."""
    rows = [row for row in PAGES if A_CHANGE in row.example.values()]
    return [_named(row) for row in rows if row.cells[VISITOR] is Cell.LOG_IN]


def _named(row: Row) -> Named:
    openers = [role for role in ROLE_NAMES if row.cells[role] is Cell.OPEN]
    is_form = Cell.FORM in row.cells.values()
    elsewhere = Cell.FORM if is_form else Cell.OPEN
    return Named(
        row.name, SENDERS.get(row.name) or next(iter(openers), "adviser"), row.example, is_form,
        Cell.HIDDEN if row.name.startswith(OF_SOMEBODY) else elsewhere,
    )  # fmt: skip


# The administration shows these.
MODELS = (
    "accounts.membership",
    "accounts.user",
    "audit.auditline",
    "catalogue.emergencyhelp",
    "catalogue.examplequestion",
    "catalogue.localvariant",
    "catalogue.service",
    "frontdoor.question",
    "frontdoor.tally",
    "partners.location",
    "partners.municipality",
    "partners.organisation",
    "partners.region",
)
# What one can do with a model there.
MODEL_PAGES = {
    "changelist": LOOKING,
    "change": LOOKING,
    "history": LOOKING,
    "add": NOBODY,
    "delete": NOBODY,
}
# `view_on_site` sends on to a row's own page; our models have none.
NEVER_FOUND = frozenset({"admin:view_on_site"})


def model_page(model: str, page: str) -> str:
    """The name of a page of the administration."""
    return f"admin:{model.replace('.', '_')}_{page}"


def classified() -> set[str]:
    """The names of all addresses that stand in a table."""
    models = {model_page(model, page) for model in MODELS for page in MODEL_PAGES}
    return {row.name for row in PAGES} | models | NEVER_FOUND


def table() -> str:
    """Both tables as Markdown."""
    titles = {
        "changelist": "the list",
        "change": "a row, to read",
        "history": "what happened to that row",
        "add": "adding a row",
        "delete": "deleting a row",
    }
    titles_of_who = [who.replace("_", " ") for who in WHO]
    legend = "; ".join(f"**{cell.sign}** {cell.value}" for cell in Cell)
    head = f"| address | {' | '.join(titles_of_who)} |\n|---|{'---|' * len(WHO)}\n"
    pages = "".join(_line(f"`{row.name}`", row.cells) for row in PAGES)
    models = "".join(_line(titles[page], cells) for page, cells in MODEL_PAGES.items())
    names = ", ".join(f"`{model}`" for model in MODELS)
    return (
        f"{legend}\n\n{head}{pages}\nFor each of {names}:\n\n{head}{models}"
        "\nWhere an address names a row, for somebody whose role may open it:\n\n"
        f"{_table_of_rows()}"
    )


def _table_of_rows() -> str:
    head = (
        "| address | role | own | another organisation | another region |\n|---|---|---|---|---|\n"
    )
    return head + "".join(
        f"| `{row.name}` | {row.role.replace('_', ' ')} "
        f"| {'F' if row.is_form else '✓'} | {row.elsewhere.sign} | {Cell.HIDDEN.sign} |\n"
        for row in named_rows()
    )


def written() -> str:
    """The tables as they stand in the document."""
    text = DOCUMENT.read_text(encoding="utf-8")
    return text.partition(START)[2].partition(END)[0]


def _line(what: str, cells: Cells) -> str:
    return f"| {what} | {' | '.join(cells[who].sign for who in WHO)} |\n"


def main() -> int:
    """Write the tables into the document."""
    text = DOCUMENT.read_text(encoding="utf-8")
    before, _start, rest = text.partition(START)
    after = rest.partition(END)[2]
    DOCUMENT.write_text(f"{before}{START}{table()}{END}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
