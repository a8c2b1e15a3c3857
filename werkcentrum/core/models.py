"""Abstract bases that every app's models stand on."""

import uuid

import uuid_utils.compat
from django.db import models


def new_id() -> uuid.UUID:
    """A UUID version 7 (RFC 9562): sorts by time, so indexes stay compact."""
    return uuid_utils.compat.uuid7()


class Identified(models.Model):
    """A row with a public, unguessable id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True
