"""How Django finds again who logged in."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from werkcentrum.accounts.models import User
from werkcentrum.accounts.queries import somebody_at_work


class WorkBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Logs in as allauth does; every later request asks all about somebody at once."""

    def get_user(self, user_id: Any) -> User | None:
        """Whose session this is, or None when they may not log in any more."""
        user = somebody_at_work(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
