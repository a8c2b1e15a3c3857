"""What goes into the log of the process."""

import logging
import re
from typing import Final

# Part of an address with which somebody opens what is theirs, such as an appointment.
_SECRET: Final = re.compile(r"(?<=/)(?=[^/\s]*[A-Z0-9])[^/\s]{16,}")


class WithoutSecrets(logging.Filter):
    """Leaves secret links out of messages: who reads a log must not open them."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record stays; what is secret in an address of it becomes '***'."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                _SECRET.sub("***", value) if isinstance(value, str) else value
                for value in record.args
            )
        return True
