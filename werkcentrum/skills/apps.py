"""What happens once when the software starts."""

from django.apps import AppConfig


class SkillsConfig(AppConfig):
    """Occupations and skills."""

    name = "werkcentrum.skills"
