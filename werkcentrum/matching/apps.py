"""What happens once when the software starts."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """Matches of people and vacancies."""

    name = "werkcentrum.matching"
