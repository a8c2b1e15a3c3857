"""Loaded before every other plugin: numpy reads this setting once, and pytest-randomly loads numpy.

The site sets the same (config/settings.py); without it a question costs ten times as much here.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
