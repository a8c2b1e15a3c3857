"""Addresses about money, below /medewerkers/samenwerking/geld/."""

from django.urls import path

from werkcentrum.governance.money import keep_views as keep
from werkcentrum.governance.money import views

urlpatterns = [
    path("", views.money_home, name="money_home"),
    path("begin/", keep.budget_open, name="budget_open"),
    path("<int:year>/", views.money_year, name="money_year"),
    path("<int:year>/binnen/", keep.funding_add, name="funding_add"),
    path("binnen/<uuid:pk>/ontvangen/", keep.funding_receive, name="funding_receive"),
    path("binnen/<uuid:pk>/weg/", keep.funding_drop, name="funding_drop"),
    path("<int:year>/post/", keep.line_add, name="line_add"),
    path("post/<uuid:pk>/", views.budget_line, name="budget_line"),
    path("post/<uuid:pk>/weg/", keep.line_drop, name="line_drop"),
    path("post/<uuid:pk>/wijzigen/", keep.line_change, name="line_change"),
    path("post/<uuid:pk>/verplichting/", keep.commitment_add, name="commitment_add"),
    path("post/<uuid:pk>/overboeking/", keep.transfer_add, name="transfer_add"),
    path("verplichting/<uuid:pk>/", views.commitment, name="commitment"),
    path("verplichting/<uuid:pk>/vervalt/", keep.commitment_cancel, name="commitment_cancel"),
    path("verplichting/<uuid:pk>/uitgave/", keep.expense_add, name="expense_add"),
    path("<int:year>/advies/", keep.advice_add, name="advice_add"),
    path("<int:year>/kwartaal/<int:quarter>/", views.quarter_report, name="quarter_report"),
    path("<int:year>/jaarrekening/", views.year_account, name="year_account"),
    path("<int:year>/boeken.csv", views.money_csv_file, name="money_csv"),
    path("<int:year>/inlezen/", keep.expenses_import, name="expenses_import"),
    path("<int:year>/afsluiten/", keep.budget_close, name="budget_close"),
]
