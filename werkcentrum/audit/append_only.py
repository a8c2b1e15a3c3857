"""The audit trail cannot be changed: the database itself refuses, whoever asks.

A line can go when its period is over by the database's own clock, and not before.

A migration that rebuilds the table on SQLite drops its triggers: call `install` after it.
"""

from typing import Any, Final

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE: Final = "audit_auditline"
_REASON: Final = "audit lines are append-only"

_SQLITE_REFUSES: Final = f"BEGIN SELECT RAISE(ABORT, '{_REASON}'); END"
_SQLITE_NO_DELETE: Final = f"""
CREATE TRIGGER audit_no_delete BEFORE DELETE ON {TABLE}
WHEN OLD.keep_until >= date('now') {_SQLITE_REFUSES}
"""
_POSTGRESQL_FUNCTION: Final = f"""
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{_REASON}' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
_POSTGRESQL_NO_CHANGE: Final = f"""
CREATE TRIGGER audit_no_change BEFORE UPDATE OR TRUNCATE ON {TABLE}
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
"""
_POSTGRESQL_NO_DELETE: Final = f"""
CREATE TRIGGER audit_no_delete BEFORE DELETE ON {TABLE}
FOR EACH ROW WHEN (OLD.keep_until >= CURRENT_DATE) EXECUTE FUNCTION audit_refuse()
"""

INSTALL: Final[dict[str, tuple[str, ...]]] = {
    "sqlite": (
        f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON {TABLE} {_SQLITE_REFUSES}",
        _SQLITE_NO_DELETE,
    ),
    "postgresql": (_POSTGRESQL_FUNCTION, _POSTGRESQL_NO_CHANGE, _POSTGRESQL_NO_DELETE),
}
REMOVE: Final[dict[str, tuple[str, ...]]] = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS audit_no_update",
        "DROP TRIGGER IF EXISTS audit_no_delete",
    ),
    "postgresql": (
        f"DROP TRIGGER IF EXISTS audit_no_change ON {TABLE}",
        f"DROP TRIGGER IF EXISTS audit_no_delete ON {TABLE}",
    ),
}


def install(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the database refuse (a migration's RunPython)."""
    _run(INSTALL, schema_editor)


def remove(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Undo `install`."""
    _run(REMOVE, schema_editor)


def _run(statements: dict[str, tuple[str, ...]], schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)
