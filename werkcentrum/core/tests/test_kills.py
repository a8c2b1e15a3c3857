"""Workers are killed (SIGKILL) before a real mail server: no message is lost and none doubled."""

import os
import signal
from collections import Counter

import pytest

from tests.installation import Installation
from werkcentrum.core.tests.mailserver import listening

pytestmark = [
    pytest.mark.slow,
    pytest.mark.database,
    pytest.mark.allow_hosts(["127.0.0.1"]),
]
PROGRAM = "werkcentrum.core.tests.killing"


class Office(Installation):
    """An installation that mails to a server in this process."""

    def do(self, *words: str) -> list[str]:
        """What the program printed."""
        return self.run(PROGRAM, *words)

    def states(self) -> dict[str, str]:
        """Where each message is now, by its Message-ID."""
        rows = self.ask("SELECT id, turn, state FROM core_outboxmessage")
        return {
            f"<{str(pk).replace('-', '')}.{turn}@zhc.example>": str(state)
            for pk, turn, state in rows
        }

    def kill_the_sender(self) -> None:
        """Now."""
        os.kill(int((self.var / "sending.pid").read_text()), signal.SIGKILL)


@pytest.fixture
def server():
    with listening() as found:
        yield found


@pytest.fixture
def office(server, tmp_path):
    """An installation with a database of its own."""
    with Office(tmp_path / "var", tmp_path) as found:
        found.environment["WERKCENTRUM_MAIL"] = f"smtp://127.0.0.1:{server.port}"
        found.environment["WERKCENTRUM_MAIL_FROM"] = "bericht@zhc.example"
        yield found


def once(deed, answer=None):
    """Does this the first time only, and gives this answer then."""
    is_done = False

    def hook():
        nonlocal is_done
        if is_done:
            return None
        is_done = True
        deed()
        return answer

    return hook


def test_killed_before_or_after_the_message_itself_was_given_everything_arrives_once(
    office, server
):
    """While it speaks to the server, and after a step that was written down."""
    for moment in ("EHLO", "RCPT", "claim", "close"):
        server.on[moment] = once(office.kill_the_sender)
        assert office.do("at", moment, "3") == ["1"], moment

        states = office.states()
        assert set(states.values()) == {"sent"}, moment
        assert server.names == dict.fromkeys(states, 1), moment


def test_scenario_31_killed_while_the_message_was_given_it_is_sent_at_most_once_and_shown(
    office, server
):
    """Of three messages one is in doubt, whether the server kept it (TAKEN) or not."""
    taken = {"begin": 2, "DATA": 2, "TAKEN": 3}
    for turn, moment in enumerate(taken, start=1):
        if moment != "begin":
            lost = "451 lost" if moment == "DATA" else None
            server.on[moment] = once(office.kill_the_sender, lost)
        assert office.do("at", moment, "3") == ["1"], moment

        found = Counter(office.states().values())
        assert found == {"sent": 2 * turn, "uncertain": turn}, moment
        assert max(server.names.values()) == 1, moment
    assert server.names.total() == sum(taken.values())


def test_killed_twenty_times_at_any_moment_nothing_is_lost_and_nothing_doubled(office, server):
    server.seconds = 0.005
    [killed] = office.do("often", "200", "20", "1")
    assert int(killed) >= 5

    states = office.states()
    assert len(states) == 200
    assert set(states.values()) <= {"sent", "uncertain"}
    assert server.names.keys() <= states.keys()
    assert max(server.names.values()) == 1
    for name, state in states.items():
        assert state == "uncertain" or server.names[name] == 1
