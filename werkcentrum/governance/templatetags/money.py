"""How amounts stand on a page."""

from django import template

from werkcentrum.governance.money.cents import in_words

register = template.Library()


@register.filter
def euros(cents: int) -> str:
    """Whole cents as people read them: € 1.234,56."""
    return in_words(cents)
