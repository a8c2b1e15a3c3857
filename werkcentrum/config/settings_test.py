"""Settings for the tests: the same house, with cheap passwords and a var folder of its own."""

import os
import tempfile

os.environ.setdefault("WERKCENTRUM_VAR", tempfile.mkdtemp(prefix="werkcentrum-test-"))

from werkcentrum.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["*"]
