"""Who may open what of the network on paper: a part of `tests/access.py`."""

from tests.access_cells import A_CHANGE, A_ROW, STAFF_FORM, Row, only, rows

READING_GOVERNANCE = only(
    "partner_employee", "coordinator", "board_secretary", "signatory", "clerk", "council_member",
    "woo_officer",
)  # fmt: skip
KEEPING_AGREEMENTS = only("coordinator", "board_secretary")
KEEPING_DECISIONS = only("board_secretary", "clerk")
KEEPING_SIGNATURES = only("board_secretary", "signatory")
A_YEAR = {"year": "2025"}
A_TOWN = {"key": "gemeente-duindorp"}
KEEPING_MEETINGS = only("coordinator", "board_secretary")
WRITING_DOCUMENTS = only("coordinator", "board_secretary", "clerk")
READING_CONFIDENTIAL = only("board_secretary", "signatory", "clerk", "woo_officer")
NETWORK = (
    *rows("governance_home governance_partners proposal_list", READING_GOVERNANCE),
    Row("proposal_add", KEEPING_DECISIONS),
    Row("proposal_page", READING_GOVERNANCE, A_ROW),
    Row("proposal_change", KEEPING_DECISIONS, A_ROW),
    Row("decision_list", READING_GOVERNANCE),
    Row("decision_add", KEEPING_DECISIONS),
    Row("decision_page", READING_GOVERNANCE, A_ROW),
    Row("decision_withdraw", STAFF_FORM, A_ROW),
    Row("mandate_list", READING_GOVERNANCE),
    Row("mandate_add", KEEPING_DECISIONS),
    Row("mandate_page", READING_GOVERNANCE, A_ROW),
    Row("mandate_pass_on", KEEPING_DECISIONS, A_ROW),
    *rows("mandate_revoke mandate_publish", STAFF_FORM, A_ROW),
    Row("body_list", READING_GOVERNANCE),
    Row("organisation_bodies", READING_GOVERNANCE, A_TOWN),
    *rows("body_add office_add", STAFF_FORM, A_TOWN),
    Row("office_end", STAFF_FORM, A_ROW),
    *rows("office_correct body_correct", KEEPING_DECISIONS, A_ROW),
    Row("signature_list", READING_GOVERNANCE),
    Row("party_sign", KEEPING_SIGNATURES, A_ROW),
    Row("signature_page", READING_GOVERNANCE, A_ROW),
    Row("signature_scan", KEEPING_SIGNATURES, A_ROW),
    Row("agreements", READING_GOVERNANCE),
    Row("agreement", READING_GOVERNANCE, A_ROW),
    Row("agreement_new", KEEPING_AGREEMENTS),
    Row("agreement_change", KEEPING_AGREEMENTS, A_ROW),
    Row("agreement_stage", STAFF_FORM, {"pk": A_CHANGE, "stage": "consultation"}),
    Row("agreement_text", READING_GOVERNANCE, A_ROW),
    Row("agreement_term", KEEPING_AGREEMENTS, A_ROW),
    Row("term_step", STAFF_FORM, {"pk": A_CHANGE, "step": "verlengen"}),
    Row("party_new", KEEPING_AGREEMENTS, A_ROW),
    Row("party", KEEPING_AGREEMENTS, A_ROW),
    Row("party_note", STAFF_FORM, {"pk": A_CHANGE, "what": "akkoord"}),
    Row("party_remove", STAFF_FORM, A_ROW),
    Row("clause_new", KEEPING_AGREEMENTS, A_ROW),
    Row("clause", KEEPING_AGREEMENTS, A_ROW),
    Row("clause_move", STAFF_FORM, {"pk": A_CHANGE, "way": "op"}),
    Row("clause_remove", STAFF_FORM, A_ROW),
    Row("version_make", STAFF_FORM, A_ROW),
    Row("version", READING_GOVERNANCE, {"pk": A_CHANGE, "number": "1"}),
    Row("version_pdf", READING_GOVERNANCE, {"pk": A_CHANGE, "number": "1"}),
    Row("exception_stop", STAFF_FORM, A_ROW),
    Row("money_home", READING_GOVERNANCE),
    *rows("signature_confirm signature_take_back", STAFF_FORM, A_ROW),
    Row("partner_exception", KEEPING_AGREEMENTS, {"key": "vakbonden"}),
    *rows(
        "meeting_home past_meetings open_items action_points involvements support",
        READING_GOVERNANCE,
    ),
    *rows("money_year year_account money_csv", READING_GOVERNANCE, A_YEAR),
    *rows("budget_line commitment meeting meeting_ics", READING_GOVERNANCE, A_ROW),
    Row("quarter_report", READING_GOVERNANCE, A_YEAR | {"quarter": "1"}),
    Row("advice_add", only("partner_employee", "coordinator", "board_secretary"), A_YEAR),
    # Only whoever works for the centre municipality (governance/tests/test_money_pages.py).
    Row("budget_open", only()),
    *rows("funding_add line_add expenses_import budget_close", only(), A_YEAR),
    *rows("funding_drop line_drop commitment_cancel", STAFF_FORM, A_ROW),
    *rows("line_change commitment_add expense_add transfer_add funding_receive", only(), A_ROW),
    *rows("meeting_add item_add action_point_add involvement_add support_add", KEEPING_MEETINGS),
    *rows(
        "meeting_move meeting_hold item_outcome item_decide item_action_point "
        "action_point_finish involvement_answer support_end",
        KEEPING_MEETINGS,
        A_ROW,
    ),
    # Once it was held (governance/tests/test_meeting_pages.py).
    Row("meeting_minutes", only(), A_ROW),
    Row("meeting_step", STAFF_FORM, A_ROW | {"step": "afzeggen"}),
    Row("item_step", STAFF_FORM, A_ROW | {"step": "eraf"}),
    Row("governance_documents", READING_GOVERNANCE),
    Row("document_new", WRITING_DOCUMENTS, {"kind": "collegevoorstel"}),
    # A draft; one that is final opens for who may read (governance/tests/test_document_pages.py).
    *rows("document document_preview document_pdf document_odt", WRITING_DOCUMENTS, A_ROW),
    *rows("document_remake document_finish", STAFF_FORM, A_ROW),
    Row("document_part", WRITING_DOCUMENTS, A_ROW | {"key": "raad"}),
    Row("document_part_restore", STAFF_FORM, A_ROW | {"key": "raad"}),
    # A confidential one (governance/tests/test_papers.py tries public ones and every address).
    Row("paper_file", READING_CONFIDENTIAL, A_ROW),
    Row("paper_add", KEEPING_DECISIONS, {"field": "proposal", "pk": A_CHANGE}),
    Row("paper_mark", STAFF_FORM, A_ROW),
    Row("figures", WRITING_DOCUMENTS),
)
