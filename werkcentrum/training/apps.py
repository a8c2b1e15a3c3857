"""What happens once when the software starts."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """Courses, and advice about them."""

    name = "werkcentrum.training"
    verbose_name = "opleidingen"
