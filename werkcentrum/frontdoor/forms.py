"""What a visitor typed at the digital desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings

from werkcentrum.frontdoor.answering import ROLES, clean

# In the address of an answer: the language somebody chose, whatever the question is in.
LANGUAGE_PARAMETER = "taal"


@dataclass(frozen=True)
class QuestionForm:
    """The question box: never refuses, so there is nothing to validate; keeps what was typed."""

    typed: Mapping[str, str]

    def question(self) -> str:
        """The question without invisible characters, at most 20,000 characters."""
        return self._question

    @cached_property
    def _question(self) -> str:
        # A page asks for it ten times, and it may be long.
        return clean(self.typed.get("q", ""))

    def place(self) -> str:
        """The place as it was typed, shortened to what a place name can be."""
        return clean(self.typed.get("plaats", ""))[:80]

    def role(self) -> str:
        """Who asks, when chosen; anything unknown counts as not chosen."""
        chosen = self.typed.get("wie", "")
        return chosen if chosen in ROLES else ""

    def language(self) -> str:
        """The language chosen by hand (ISO 639-1); '' when the question decides."""
        chosen = self.typed.get(LANGUAGE_PARAMETER, "")
        return chosen if chosen and chosen in dict(settings.LANGUAGES) else ""

    def asked(self) -> dict[str, str]:
        """What was typed and chosen, as it stands in an address."""
        values = {
            "q": self.question(),
            "plaats": self.place(),
            "wie": self.role(),
            LANGUAGE_PARAMETER: self.language(),
        }
        return {name: value for name, value in values.items() if value}
