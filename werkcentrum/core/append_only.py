"""Tables in which the database itself refuses changes, whoever asks and by whatever way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor


@dataclass(frozen=True)
class AppendOnly:
    """A table whose rows stay as they are; `name` begins the names of its triggers.

    `changed_when` is SQL about OLD and NEW: only then is an update refused, and always without it.
    `kept_when` says the same of deleting, by vendor of the database. A migration that rebuilds the
    table on SQLite drops its triggers: install them after it.
    """

    name: str
    table: str
    reason: str
    changed_when: str = ""
    kept_when: Mapping[str, str] = field(default_factory=dict)

    def installing(self, vendor: str) -> list[str]:
        """Statements that make the database refuse."""
        conditions = {"update": self.changed_when, "delete": self.kept_when.get(vendor, "")}
        if vendor == "sqlite":
            return [self._on_sqlite(deed, condition) for deed, condition in conditions.items()]
        function = (
            f"CREATE OR REPLACE FUNCTION {self.name}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{self.reason}' "
            "USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        truncate = (
            f"CREATE TRIGGER {self.name}_no_truncate BEFORE TRUNCATE ON {self.table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {self.name}_refuse()"
        )
        rows = [self._on_postgresql(deed, condition) for deed, condition in conditions.items()]
        return [function, *rows, truncate]

    def removing(self, vendor: str) -> list[str]:
        """Statements that undo those of `installing`, also where they never were."""
        deeds = ("update", "delete") if vendor == "sqlite" else ("update", "delete", "truncate")
        where = "" if vendor == "sqlite" else f" ON {self.table}"
        return [f"DROP TRIGGER IF EXISTS {self.name}_no_{deed}{where}" for deed in deeds]

    def install(self, apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        """Make the database refuse (a migration's RunPython)."""
        for statement in self.installing(schema_editor.connection.vendor):
            schema_editor.execute(statement)

    def remove(self, apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        """Undo `install`."""
        for statement in self.removing(schema_editor.connection.vendor):
            schema_editor.execute(statement)

    def _on_sqlite(self, deed: str, condition: str) -> str:
        when = f"WHEN {condition} " if condition else ""
        return (
            f"CREATE TRIGGER {self.name}_no_{deed} BEFORE {deed.upper()} ON {self.table} {when}"
            f"BEGIN SELECT RAISE(ABORT, '{self.reason}'); END"
        )

    def _on_postgresql(self, deed: str, condition: str) -> str:
        when = f"WHEN ({condition}) " if condition else ""
        return (
            f"CREATE TRIGGER {self.name}_no_{deed} BEFORE {deed.upper()} ON {self.table} "
            f"FOR EACH ROW {when}EXECUTE FUNCTION {self.name}_refuse()"
        )

    def renew(self, apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        """Refuse as it says here, instead of as an earlier migration had it."""
        self.remove(apps, schema_editor)
        self.install(apps, schema_editor)


def younger_than(field: str, days: int) -> dict[str, str]:
    """For `kept_when`: a row goes when it is so old by the database's own clock, not before."""
    return {
        "sqlite": f"OLD.{field} >= datetime('now', '-{days} days')",
        "postgresql": f"OLD.{field} >= CURRENT_TIMESTAMP - interval '{days} days'",
    }
