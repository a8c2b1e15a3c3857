"""Addresses about enquiries for staff, below /medewerkers/hulpvragen/."""

from django.urls import path

from werkcentrum.referrals import staff_file_views as files
from werkcentrum.referrals import staff_handover_views as handovers
from werkcentrum.referrals import staff_intake_views as intake
from werkcentrum.referrals import staff_note_views as notes
from werkcentrum.referrals import staff_plan_views as plans
from werkcentrum.referrals import staff_refer_views as refers
from werkcentrum.referrals import staff_views as views

urlpatterns = [
    path("", views.todo_list, name="todo_list"),
    path("nieuw/", intake.enquiry_new, name="enquiry_new"),
    path("nieuw/werkgever/", intake.employer_new, name="employer_new"),
    path("code/", intake.enquiry_with_code, name="enquiry_with_code"),
    path("mijn/", views.own_list, name="own_list"),
    path("wacht/", views.waiting_for_others, name="waiting_for_others"),
    path("nazorg/", views.aftercare_list, name="aftercare_list"),
    path("vrij/", views.free_list, name="free_list"),
    path("bekend/", views.known_here, name="known_here"),
    path("overzicht/", views.work_overview, name="work_overview"),
    path("overzicht/gebeld/<uuid:pk>/", refers.late_called, name="late_called"),
    path("doorverwijzing/<uuid:pk>/", refers.sent_referral, name="sent_referral"),
    path("doorverwijzing/<uuid:pk>/stap/", refers.sent_step, name="sent_step"),
    path("doorverwijzing/<uuid:pk>/antwoord/", refers.sent_answer, name="sent_answer"),
    path("doorverwijzing/<uuid:pk>/samen/", handovers.sent_handover, name="sent_handover"),
    path("doorverwijzing/<uuid:pk>/ander/", refers.sent_elsewhere, name="sent_elsewhere"),
    path("<uuid:pk>/", files.enquiry_file, name="enquiry_file"),
    path("<uuid:pk>/neem/", files.enquiry_take, name="enquiry_take"),
    path("<uuid:pk>/geef/", files.enquiry_give, name="enquiry_give"),
    path("<uuid:pk>/accountmanager/", files.enquiry_manager, name="enquiry_manager"),
    path("<uuid:pk>/contact/", files.enquiry_contact, name="enquiry_contact"),
    path("<uuid:pk>/naam/", files.enquiry_name, name="enquiry_name"),
    path(
        "<uuid:pk>/vertegenwoordiger/", files.enquiry_representative, name="enquiry_representative"
    ),
    path("<uuid:pk>/onderwerp/", files.enquiry_sort, name="enquiry_sort"),
    path("<uuid:pk>/bestanden/", files.enquiry_files, name="enquiry_files"),
    path("<uuid:pk>/bestanden/<uuid:file>/", files.enquiry_attachment, name="enquiry_attachment"),
    path("<uuid:pk>/bestanden/<uuid:file>/weg/", files.attachment_away, name="attachment_away"),
    path("<uuid:pk>/sluiten/", files.enquiry_close, name="enquiry_close"),
    path("<uuid:pk>/heropenen/", files.enquiry_reopen, name="enquiry_reopen"),
    path("<uuid:pk>/nazorg/<uuid:moment>/", files.enquiry_aftercare, name="enquiry_aftercare"),
    path("<uuid:pk>/notitie/", notes.note_new, name="note_new"),
    path("<uuid:pk>/notitie/concept/", notes.note_draft, name="note_draft"),
    path("<uuid:pk>/notitie/concept/weg/", notes.draft_away, name="draft_away"),
    path("<uuid:pk>/notitie/<uuid:note>/", notes.note_change, name="note_change"),
    path("<uuid:pk>/notitie/<uuid:note>/eerder/", notes.note_earlier, name="note_earlier"),
    path("<uuid:pk>/doorverwijzen/", refers.refer_new, name="refer_new"),
    path("<uuid:pk>/plan/", plans.enquiry_plan, name="enquiry_plan"),
    path("<uuid:pk>/plan/papier/", plans.plan_sheet, name="plan_sheet"),
    path("<uuid:pk>/plan/<uuid:goal>/stap/", plans.step_add, name="step_add"),
    path("<uuid:pk>/plan/<uuid:goal>/doen/", plans.goal_step, name="goal_step"),
]
