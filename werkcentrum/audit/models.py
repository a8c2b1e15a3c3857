"""The audit line: append-only, no foreign keys, codes instead of names."""

from datetime import date
from typing import Any, NoReturn

from django.db import models

from werkcentrum.core.models import Identified


class AuditLineQuerySet(models.QuerySet["AuditLine"]):
    """Lines to read; whatever would change many at once is refused."""

    def past(self, today: date) -> "AuditLineQuerySet":
        """The lines whose period is over."""
        return self.filter(keep_until__lt=today)

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        _refuse()

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        _refuse()

    def delete(self) -> NoReturn:
        """Refuse: a line ends only with its retention period."""
        _refuse()


class AuditLine(Identified):
    """One action or look: when, by whom, on what, in which region, as part of which activity.

    In the shape of the Logboek Dataverwerkingen: `activity` is its processing activity id,
    `subject_type` and `subject_id` tell the record, `id` is the random id of the line.
    `actor` and `subject_id` are ids, `detail` holds codes and counts only, so a line
    stays harmless after the person it concerns is forgotten. Changing a line raises TypeError
    here; past this class the database refuses (`append_only.py`).
    """

    # Who does what nobody asked for.
    SYSTEM = "systeem"
    # Who does something without an account.
    VISITOR = "bezoeker"
    # Who is in Mijn Werkcentrum: the line names the record already.
    CLIENT = "klant"

    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=64, help_text="Id van de gebruiker, of 'systeem'.")
    region_key = models.SlugField(max_length=64, db_index=True)
    verb = models.CharField(max_length=64, help_text="Wat er gebeurde, zoals catalogue.loaded.")
    activity = models.SlugField(
        max_length=64, default="", db_index=False, help_text="Uit het verwerkingsregister."
    )
    subject_type = models.CharField(max_length=64)
    subject_id = models.CharField(max_length=64)
    detail = models.JSONField(default=dict)
    keep_until = models.DateField(db_index=True, help_text="De laatste dag die de regel blijft.")

    objects = AuditLineQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = "logregel"
        verbose_name_plural = "logregels"
        indexes = [
            models.Index(fields=["region_key", "-at", "-id"], name="audit_of_region"),
            models.Index(fields=["subject_id"], name="audit_of_subject"),
            models.Index(fields=["actor"], name="audit_of_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new line; an existing line cannot change."""
        if not self._state.adding:
            _refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: a line ends only with its retention period."""
        _refuse()


def _refuse() -> NoReturn:
    raise TypeError("Een logregel kan niet worden gewijzigd of verwijderd.")
