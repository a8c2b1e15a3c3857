"""What happened to a ticket stays as it was: the database refuses, whoever asks.

An interval may be ended, once, and nothing else. A migration that rebuilds the table on SQLite
drops its triggers: call `install` after it.
"""

from typing import Any, Final

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE: Final = "desk_ticketevent"
_REASON: Final = "ticket events are append-only"
_FIELDS: Final = ("ticket_id", "state", "started_at", "by")
_CHANGED: Final = " OR ".join(f"OLD.{name} <> NEW.{name}" for name in _FIELDS)
_NOT_ALLOWED: Final = f"(OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR {_CHANGED})"
_SQLITE_REFUSES: Final = f"BEGIN SELECT RAISE(ABORT, '{_REASON}'); END"
_POSTGRESQL_FUNCTION: Final = f"""
CREATE OR REPLACE FUNCTION desk_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{_REASON}' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""

INSTALL: Final[dict[str, tuple[str, ...]]] = {
    "sqlite": (
        (
            f"CREATE TRIGGER desk_event_no_update BEFORE UPDATE ON {TABLE} "
            f"WHEN {_NOT_ALLOWED} {_SQLITE_REFUSES}"
        ),
        f"CREATE TRIGGER desk_event_no_delete BEFORE DELETE ON {TABLE} {_SQLITE_REFUSES}",
    ),
    "postgresql": (
        _POSTGRESQL_FUNCTION,
        (
            f"CREATE TRIGGER desk_event_no_update BEFORE UPDATE ON {TABLE} FOR EACH ROW "
            f"WHEN {_NOT_ALLOWED} EXECUTE FUNCTION desk_refuse()"
        ),
        (
            f"CREATE TRIGGER desk_event_no_delete BEFORE DELETE ON {TABLE} FOR EACH ROW "
            "EXECUTE FUNCTION desk_refuse()"
        ),
    ),
}
REMOVE: Final[dict[str, tuple[str, ...]]] = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS desk_event_no_update",
        "DROP TRIGGER IF EXISTS desk_event_no_delete",
    ),
    "postgresql": (
        f"DROP TRIGGER IF EXISTS desk_event_no_update ON {TABLE}",
        f"DROP TRIGGER IF EXISTS desk_event_no_delete ON {TABLE}",
    ),
}


def install(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the database refuse (a migration's RunPython)."""
    for statement in INSTALL[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def remove(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Undo `install`."""
    for statement in REMOVE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)
