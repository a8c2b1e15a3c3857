"""What a visitor typed at the digital desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from werkcentrum.frontdoor.answering import MAX_QUESTION, ROLES, clean


class QuestionForm(forms.Form):
    """The question box: never refuses, always keeps what was typed."""

    q = forms.CharField(label=_("Uw vraag"), required=False, strip=True)
    plaats = forms.CharField(label=_("Uw plaats of postcode"), required=False, max_length=None)
    wie = forms.CharField(required=False)

    def question(self) -> str:
        """The question without invisible characters, at most 20,000 characters."""
        return clean(self.data.get("q", "")[:MAX_QUESTION])

    def place(self) -> str:
        """The place as it was typed, shortened to what a place name can be."""
        return clean(self.data.get("plaats", "")[:MAX_QUESTION])[:80]

    def role(self) -> str:
        """Who asks, when chosen; anything unknown counts as not chosen."""
        chosen = self.data.get("wie", "")
        return chosen if chosen in ROLES else ""
