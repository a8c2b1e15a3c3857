"""Addresses of documents, below /medewerkers/samenwerking/documenten/."""

from django.urls import path

from werkcentrum.governance.documents import views

urlpatterns = [
    path("", views.documents, name="governance_documents"),
    path("nieuw/<slug:kind>/", views.document_new, name="document_new"),
    path("<uuid:pk>/", views.document, name="document"),
    path("<uuid:pk>/voorbeeld/", views.document_preview, name="document_preview"),
    path("<uuid:pk>/pdf/", views.document_pdf, name="document_pdf"),
    path("<uuid:pk>/odt/", views.document_odt, name="document_odt"),
    path("<uuid:pk>/opnieuw/", views.document_remake, name="document_remake"),
    path("<uuid:pk>/vaststellen/", views.document_finish, name="document_finish"),
    path("<uuid:pk>/deel/<slug:key>/", views.document_part, name="document_part"),
    path(
        "<uuid:pk>/deel/<slug:key>/terug/", views.document_part_restore,
        name="document_part_restore",
    ),
]  # fmt: skip
