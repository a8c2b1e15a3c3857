"""The worker is killed (SIGKILL) while it destroys: nothing is half gone, and every row counts."""

import pytest

from tests.installation import Installation

pytestmark = [pytest.mark.slow, pytest.mark.database]
PROGRAM = "tests.destroying"
MANY = 60


def test_killed_again_and_again_while_destroying_nothing_is_half_gone(tmp_path):
    with Installation(tmp_path / "var", tmp_path) as office:

        def number(sql: str) -> int:
            [[count]] = office.ask(sql)
            return int(str(count or 0))

        def rows(table: str) -> int:
            return number(f"SELECT count(*) FROM {table}")  # noqa: S608

        office.run(PROGRAM, "fill", str(MANY))
        [killed] = office.run(PROGRAM, "often", "8", "7")
        assert int(killed) >= 4
        # Whoever is still here has their question and message; of who is gone nothing is left.
        clients = rows("casework_client")
        with_words = "SELECT count(*) FROM casework_enquiry WHERE own_words <> ''"
        assert number(f"{with_words} AND client_id IS NOT NULL") == clients
        assert number(with_words) == clients
        assert rows("core_outboxmessage") == clients
        assert rows("desk_visit") == rows("desk_ticket")
        counted = "SELECT sum(count) FROM privacy_destruction WHERE record = "
        assert number(f"{counted}'client'") == MANY - clients
        assert number(f"{counted}'visit'") == MANY - rows("desk_visit")

        office.run(PROGRAM, "finish")
        gone = ("casework_client", "core_outboxmessage", "desk_visit", "desk_ticketevent")
        assert {rows(table) for table in gone} == {0}
        # Their questions stay a year, of nobody in particular.
        assert (rows("casework_enquiry"), number(with_words)) == (MANY, 0)
        assert number(f"{counted}'client'") == number(f"{counted}'visit'") == MANY
        lines = "SELECT count(*) FROM audit_auditline WHERE verb = 'privacy.destroyed'"
        assert number(lines) >= MANY / 10
