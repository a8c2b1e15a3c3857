"""An installation of its own, for programs that run at the same time over real connections."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import psycopg


class Installation:
    """An installation with a database of its own: a SQLite file, or a database in PostgreSQL."""

    def __init__(self, var: Path, regions: Path) -> None:
        self.var = var
        self.server = os.environ.get("WERKCENTRUM_DATABASE", "")
        self.name = f"race_{uuid4().hex}"
        self.environment = {
            **os.environ,
            "WERKCENTRUM_VAR": str(var),
            "WERKCENTRUM_REGIONS": str(regions),
            "WERKCENTRUM_DATABASE": self._url(),
            "DJANGO_SETTINGS_MODULE": "werkcentrum.config.settings",
        }

    def __enter__(self) -> "Installation":
        self._on_the_server(f'CREATE DATABASE "{self.name}"')
        self.run("werkcentrum.config.cli", "migrate", "-v0")
        return self

    def __exit__(self, *_error: object) -> None:
        self._on_the_server(f'DROP DATABASE "{self.name}"')

    def run(self, module: str, *typed: str) -> list[str]:
        """The lines a program of ours prints."""
        done = subprocess.run(
            [sys.executable, "-m", module, *typed],
            env=self.environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout.splitlines()

    def start(self, module: str, *typed: str) -> subprocess.Popen[str]:
        """A program of ours, running while others run."""
        command = [sys.executable, "-m", module, *typed]
        return subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, text=True)

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """Rows from the database, asked directly."""
        if not self.server:
            with sqlite3.connect(self.var / "werkcentrum.sqlite3") as database:
                return list(database.execute(sql))
        with psycopg.connect(self._url()) as connection:
            return list(connection.execute(sql))  # type: ignore[call-overload]

    def _url(self) -> str:
        if not self.server:
            return ""
        return psycopg.conninfo.make_conninfo(self.server, dbname=self.name)

    def _on_the_server(self, sql: str) -> None:
        if self.server:
            with psycopg.connect(self.server, autocommit=True) as connection:
                connection.execute(sql)  # type: ignore[call-overload]
