"""Settings for the tests: the same house, with cheap passwords and a var folder of its own."""

import atexit
import os
import shutil
import tempfile

if "WERKCENTRUM_VAR" not in os.environ:
    # The processes of one test run share it: they inherit the environment.
    os.environ["WERKCENTRUM_VAR"] = tempfile.mkdtemp(prefix="werkcentrum-test-")
    atexit.register(shutil.rmtree, os.environ["WERKCENTRUM_VAR"], ignore_errors=True)

from werkcentrum.config.settings import *  # noqa: F403
from werkcentrum.config.settings import STATIC_ROOT

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# WhiteNoise warns about a folder that is not there, and a warning fails a test.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
ALLOWED_HOSTS = ["*"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
