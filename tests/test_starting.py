"""A web worker takes no requests before it can answer them."""

import os
import subprocess
import sys

import pytest

STARTED = """
import gc, sys
from django.conf import settings
from django.urls import get_resolver
from werkcentrum.config.starting import ready_application
ready_application()
made = get_resolver()._reverse_dict
print("werkcentrum.desk.views" in sys.modules, gc.isenabled(), len(made) == len(settings.LANGUAGES))
"""


@pytest.mark.slow
def test_whoever_asks_first_after_a_start_does_not_wait_for_the_site_map(tmp_path):
    settings = {
        "DJANGO_SETTINGS_MODULE": "werkcentrum.config.settings",
        "WERKCENTRUM_VAR": str(tmp_path),
    }
    started = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", STARTED],
        env=os.environ | settings, check=True, capture_output=True, text=True,
    )  # fmt: skip

    assert started.stdout.split() == ["True", "True", "True"]
