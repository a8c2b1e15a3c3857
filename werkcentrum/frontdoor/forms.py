"""What a visitor typed at the digital desk."""

from collections.abc import Mapping
from dataclasses import dataclass

from werkcentrum.frontdoor.answering import ROLES, clean


@dataclass(frozen=True)
class QuestionForm:
    """The question box: never refuses, so there is nothing to validate; keeps what was typed."""

    typed: Mapping[str, str]

    def question(self) -> str:
        """The question without invisible characters, at most 20,000 characters."""
        return clean(self.typed.get("q", ""))

    def place(self) -> str:
        """The place as it was typed, shortened to what a place name can be."""
        return clean(self.typed.get("plaats", ""))[:80]

    def role(self) -> str:
        """Who asks, when chosen; anything unknown counts as not chosen."""
        chosen = self.typed.get("wie", "")
        return chosen if chosen in ROLES else ""
