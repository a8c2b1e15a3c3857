"""Website and worker are killed (SIGKILL) during handovers: nothing is lost, doubled or half
shared. `python -m bench --handovers` does the same for two hundred people."""

import json

import pytest

from tests.installation import Installation

pytestmark = [pytest.mark.slow, pytest.mark.database]


def test_killed_again_and_again_during_handovers_nothing_is_lost_doubled_or_half_shared(tmp_path):
    with Installation(tmp_path / "var", tmp_path) as office:
        [told] = map(json.loads, office.run("bench.handovers", "16", "8", "7"))

    assert told["wrong"] == []
    assert told["web"] >= 1
    assert told["worker"] >= 1
