"""The role of PostgreSQL for matching: it reads `reading.tables()`, and nothing else."""

from django.db import connection
from psycopg import sql

from werkcentrum.matching.reading import tables


def make_role(name: str, password: str = "") -> None:
    """Make the role or take away what it may too much; it can only read, and not who is who.

    Raises django.db.utils.ProgrammingError when who asks may not make roles.
    """
    role = sql.Identifier(name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
        if cursor.fetchone() is None:
            _run(sql.SQL("CREATE ROLE {} LOGIN").format(role))
    if password:
        _run(sql.SQL("ALTER ROLE {} PASSWORD {}").format(role, sql.Literal(password)))
    _run(sql.SQL("ALTER ROLE {} SET default_transaction_read_only = on").format(role))
    for every in ("TABLES", "SEQUENCES"):
        _run(sql.SQL("REVOKE ALL ON ALL {} IN SCHEMA public FROM {}").format(sql.SQL(every), role))
    _run(sql.SQL("REVOKE CREATE ON SCHEMA public FROM {}").format(role))
    _run(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))
    read = sql.SQL(", ").join(map(sql.Identifier, sorted(tables())))
    _run(sql.SQL("GRANT SELECT ON {} TO {}").format(read, role))


def readable_by(name: str) -> frozenset[str]:
    """The tables that the role can read, however it came by that."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND has_table_privilege("
            "%s, quote_ident(schemaname) || '.' || quote_ident(tablename), 'SELECT')",
            [name],
        )
        return frozenset(table for (table,) in cursor.fetchall())


def _run(statement: sql.Composable) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(connection.connection))
