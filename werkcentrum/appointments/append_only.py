"""What happened to an appointment stays as it was: the database refuses, whoever asks.

A migration that rebuilds the table on SQLite drops its triggers: call `install` after it.
"""

from typing import Any, Final

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE: Final = "appointments_appointmentevent"
_REASON: Final = "steps of an appointment are append-only"
_POSTGRESQL_FUNCTION: Final = f"""
CREATE OR REPLACE FUNCTION appointments_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{_REASON}' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
_DEEDS: Final = ("update", "delete")

INSTALL: Final[dict[str, tuple[str, ...]]] = {
    "sqlite": tuple(
        f"CREATE TRIGGER appointment_event_no_{deed} BEFORE {deed.upper()} ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{_REASON}'); END"
        for deed in _DEEDS
    ),
    "postgresql": (
        _POSTGRESQL_FUNCTION,
        *(
            f"CREATE TRIGGER appointment_event_no_{deed} BEFORE {deed.upper()} ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION appointments_refuse()"
            for deed in _DEEDS
        ),
    ),
}
REMOVE: Final[dict[str, tuple[str, ...]]] = {
    "sqlite": tuple(f"DROP TRIGGER IF EXISTS appointment_event_no_{deed}" for deed in _DEEDS),
    "postgresql": tuple(
        f"DROP TRIGGER IF EXISTS appointment_event_no_{deed} ON {TABLE}" for deed in _DEEDS
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
