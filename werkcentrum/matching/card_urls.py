"""The address of the model card, below /medewerkers/algoritme/kaart/."""

from django.urls import path

from werkcentrum.matching import card_views

urlpatterns = [path("", card_views.model_card, name="model_card")]
