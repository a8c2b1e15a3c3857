"""Interface components: one tag each."""

from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import replace
from functools import cache
from html import escape
from typing import Any

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from werkcentrum.core.forms import asks_about_bsn, is_ticked
from werkcentrum.core.languages import current_language
from werkcentrum.core.markdown import render
from werkcentrum.core.memory import Fragments
from werkcentrum.core.phone import phone_href
from werkcentrum.core.wording import Flaw, flaw_of, note, watched, watching, with_languages

register = template.Library()
# Where the reason, the address and who helps go in a card; no text of ours holds these.
_REASON, _ADDRESS, _HELPER = "\ue002", "\ue004", "\ue005"
# Around the number of a part that is made anew, in a kept one; no text of ours holds it either.
_FRESH = "\ue003"
# Of 1.5 kB each: seventy-six services in six languages and ten municipalities, as best and not.
_cards = Fragments(8_192)
_kept = Fragments(512)
# Whether a kept part is being made: what is fresh inside another would stay as it is.
_is_keeping: ContextVar[bool] = ContextVar("is_keeping", default=False)
_CURRENT = ' aria-current="true"'
# These point along the line of reading, so they turn around where that runs from the right.
_POINTING = frozenset({"arrow-left", "external-link"})


# An answer page shows some fifty icons of twenty names. The style sheet holds the pictures.
@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A picture beside text that says the same. Names: frontend/icons.txt."""
    points = " icon--points" if name in _POINTING else ""
    return format_html('<i class="icon i-{}{}"></i>', name, points)


@register.filter
def tel(phone: str) -> str:
    """The address behind a phone number, so that it can be tapped."""
    return phone_href(phone)


@register.filter
def ltr(text: str) -> SafeString:
    """A phone number or an address: from left to right in every language, or it reads wrong."""
    return format_html('<bdi dir="ltr">{}</bdi>', text)


@register.filter
def plain(text: str) -> str:
    """A text where no element may stand: in a title, an option or an attribute."""
    note(flaw_of(text))
    return str(text)


@register.filter
def markdown(text: str) -> SafeString:
    """A Markdown text as HTML, in which Dutch inside another language says that it is Dutch."""
    note(flaw_of(text))
    return with_languages(render(text))


@register.filter
def options(choices: Any) -> SafeString:
    """The options of a choice, each with how many there are.

    A page has some fifteen, so they are not left to a template, which takes several times as long.
    """
    rows = (
        f'<option value="{escape(option.value)}"{" selected" * option.is_chosen}>'
        f"{escape(plain(option.label))}{_counted(option.count)}</option>"
        for option in choices
    )
    return mark_safe("".join(rows))  # noqa: S308  escaped above


def _counted(count: int | None) -> str:
    return "" if count is None else f" ({count})"


class TranslationNoticeNode(Node):
    """What stands inside, and beside it once what a visitor should know of its translation."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """The notice comes first, unless the page has something more urgent on top."""
        with watching() as seen:
            content = self.nodelist.render(context)
        if not seen:
            return content
        notice = render_to_string(
            "ui/translation_notice.html",
            {
                "is_partial": any(Flaw.UNTRANSLATED in flaw for flaw in seen),
                "is_stale": any(Flaw.STALE in flaw for flaw in seen),
                "is_unreviewed": any(Flaw.UNREVIEWED in flaw for flaw in seen),
                "dutch": context["site"].languages[0],
            },
        )
        return content + notice if context.get("notice_last") else notice + content


@register.tag
def translationnotice(parser: Parser, token: Token) -> TranslationNoticeNode:
    """`{% translationnotice %}` the page `{% endtranslationnotice %}`."""
    nodelist = parser.parse(("endtranslationnotice",))
    parser.delete_first_token()
    return TranslationNoticeNode(nodelist)


@register.inclusion_tag("ui/example_badge.html")
def example_badge() -> dict[str, Any]:
    """A label on what was invented for the demonstration."""
    return {}


@register.inclusion_tag("ui/card.html")
def card(card: Any, level: int = 2) -> dict[str, Any]:
    """A theme, group or service to go to; `level` is the heading level."""
    return {"card": card, "heading": f"h{level}"}


@register.simple_tag
def answer_card(
    card: Any, why: str = "", level: int = 3, is_best: bool = False, theme: bool = True
) -> SafeString:
    """A service in a list: what, who helps, why it is shown; the best with its next step.

    `theme` off: where the heading above names the theme already. What is the same in every
    municipality and for everybody is made once; ten cards were half of an answer page.
    """
    return mark_safe(_card_html(card, why, level, is_best, theme, current_language()))  # noqa: S308


def answer_cards(shown: Iterable[Any], *, is_best: bool = False) -> SafeString:
    """Services with why each is shown, as the items of a list; the best one after another.

    A loop in a template takes several times as long.
    """
    language, (before, after) = current_language(), ("", "") if is_best else ("<li>", "</li>")
    items = [
        f"{before}{_card_html(one.card, one.why, 3, is_best, True, language)}{after}"
        for one in shown
    ]
    return mark_safe("".join(items))  # noqa: S308  our own


def _card_html(card: Any, why: str, level: int, is_best: bool, theme: bool, language: str) -> str:
    texts = (card.key, card.title, card.summary, card.next_step, card.theme, card.cost)
    flags = (card.is_local, card.is_example, bool(card.provider), bool(why), is_best, theme)
    key = (texts, flags, level, language)
    html, flaw = _cards.get(key, lambda: _answer_card(card, bool(why), f"h{level}", is_best, theme))
    note(flaw)
    html = html.replace(_ADDRESS, escape(card.url)).replace(_HELPER, _html(card.provider))
    return html.replace(_REASON, _html(why)) if why else html


def _answer_card(
    card: Any, has_why: bool, heading: str, is_best: bool, theme: bool
) -> tuple[str, Flaw]:
    """The card and what a visitor should know of its texts."""
    context = {
        "card": replace(card, url=_ADDRESS, provider=card.provider and _HELPER),
        "why": _REASON if has_why else "",
        "heading": heading,
        "is_best": is_best,
        "show_theme": theme,
    }
    return watched(lambda: render_to_string("ui/answer_card.html", context))


def _html(text: str) -> str:
    """A text as it stands on a page; Django's own way takes several times as long."""
    return text.__html__() if hasattr(text, "__html__") else escape(text)


class FreshNode(Node):
    """What stands inside, made anew for every page in the middle of what is kept."""

    def __init__(self, inside: NodeList) -> None:
        self.nodelist = inside
        self.mark = ""

    def render(self, context: Context) -> str:
        """Only a mark; `KeptNode` puts what stands inside in its place."""
        if not self.mark:
            raise template.TemplateSyntaxError("'fresh' stands directly inside a 'kept'.")
        return self.mark


class KeptNode(Node):
    """What stands inside, made once for all pages of a region and language."""

    def __init__(self, name: str, depends_on: list[FilterExpression], inside: NodeList) -> None:
        self.name = name
        self.depends_on = depends_on
        self.nodelist = inside
        found = inside.get_nodes_by_type(FreshNode)
        self.fresh = [node for node in found if isinstance(node, FreshNode)]
        for number, node in enumerate(self.fresh):
            node.mark = f"{_FRESH}{number}{_FRESH}"

    def render(self, context: Context) -> SafeString:
        """The same again when nothing it depends on differs, with its fresh parts filled in."""
        values = tuple(value.resolve(context, ignore_failures=True) for value in self.depends_on)
        key = (self.name, current_language(), *values)
        html, flaw = _kept.get(key, lambda: watched(lambda: self._made(context)))
        note(flaw)
        if self.fresh:
            html = self._filled(html, context)
        return mark_safe(html)  # noqa: S308  a template made it

    def _made(self, context: Context) -> str:
        token = _is_keeping.set(True)
        try:
            return self.nodelist.render(context)
        finally:
            _is_keeping.reset(token)

    def _filled(self, html: str, context: Context) -> str:
        """Between two marks stands the number of a fresh part; it may be there several times."""
        if _is_keeping.get():
            raise template.TemplateSyntaxError(f"'{self.name}' stands in another kept part.")
        pieces = html.split(_FRESH)
        made = {n: self.fresh[int(n)].nodelist.render(context) for n in set(pieces[1::2])}
        pieces[1::2] = [made[number] for number in pieces[1::2]]
        return "".join(pieces)


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """`{% kept header site.key path %}` … `{% endkept %}`: a name, and all that it depends on.

    The language always counts. The values must be hashable. What differs from page to page stands
    inside in `{% fresh %}`; no kept part may hold another that has fresh parts.
    """
    name, *depends_on = token.split_contents()[1:]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(name, [parser.compile_filter(value) for value in depends_on], nodelist)


@register.tag
def fresh(parser: Parser, token: Token) -> FreshNode:
    """`{% fresh %}` … `{% endfresh %}` in a kept part. It does not know a loop around it."""
    nodelist = parser.parse(("endfresh",))
    parser.delete_first_token()
    return FreshNode(nodelist)


@register.inclusion_tag("ui/walk_in.html")
def walk_in(walk_in: Any) -> dict[str, Any]:
    """One walk-in desk: where, and open now or the next time."""
    return {"walk_in": walk_in}


@register.inclusion_tag("ui/walk_ins.html")
def walk_ins(walk_ins: Any) -> dict[str, Any]:
    """A list of walk-in desks, or one sentence when there is none."""
    return {"walk_ins": walk_ins}


@register.inclusion_tag("ui/location_card.html")
def location_card(card: Any, level: int = 3) -> dict[str, Any]:
    """A location in a list."""
    return {"card": card, "heading": f"h{level}"}


@register.inclusion_tag("ui/question_box.html", takes_context=True)
def question_box(
    context: Context,
    *,
    text: str = "",
    place: str = "",
    role: str = "",
    place_unknown: bool = False,
    is_wide: bool = False,
    is_framed: bool = False,
) -> dict[str, Any]:
    """The question box with what was typed. `role` goes along unseen.

    `is_framed`: inside another site, where the answer takes the place of that site's page, so
    that the button 'back' works. There a browser gives no microphone.

    It takes 5,000 characters: in any script that stays within the 64 kB of an address that the
    web server reads.
    """
    return {
        "text": text,
        "place": place,
        "role": role,
        "place_unknown": place_unknown,
        "is_wide": is_wide,
        "is_framed": is_framed,
        "may_speak": not is_framed and getattr(context.get("site"), "speech_input", False),
    }


@register.inclusion_tag("ui/read_aloud.html")
def read_aloud() -> dict[str, Any]:
    """A button that reads the page aloud; only shown in a browser with a voice for its language."""
    return {}


@register.inclusion_tag("ui/emergency.html")
def emergency(panel: Any, level: int = 2) -> dict[str, Any]:
    """Help for somebody in danger: big, first, with numbers that can be tapped."""
    return {"panel": panel, "heading": f"h{level}"}


@register.inclusion_tag("ui/differences.html")
def differences(differences: Any, municipality: str) -> dict[str, Any]:
    """What a municipality does differently, field by field."""
    return {"differences": differences, "municipality": municipality}


@register.simple_tag
def choices(choices: Any, label: str) -> SafeString:
    """A row of links of which one is the present choice."""
    items = (
        f'<li><a class="chip" href="{escape(choice.url)}"'
        f"{_CURRENT * choice.is_current}>{_html(choice.label)}</a></li>"
        for choice in choices
    )
    nav = f'<nav aria-label="{escape(label)}"><ul class="chips">{"".join(items)}</ul></nav>'
    return mark_safe(nav)  # noqa: S308  escaped above


@register.simple_tag
def chosen(choices: Any) -> SafeString:
    """What was chosen, each to take away again."""
    before = f'{icon("x")}<span class="visually-hidden">{_html(_("Haal weg:"))} </span>'
    items = (
        f'<li><a class="chip" href="{escape(choice.url)}">{before}{_html(choice.label)}</a></li>'
        for choice in choices
    )
    html = f'<ul class="chips">{"".join(items)}</ul>' if choices else ""
    return mark_safe(html)  # noqa: S308  escaped above


@register.inclusion_tag("ui/no_bsn.html")
def no_bsn(field: Any) -> dict[str, Any]:
    """A tick to say that a number in what was typed or sent is no BSN, when there is reason."""
    tick = getattr(getattr(field, "field", None), "bsn_tick", "")
    return {
        "is_shown": tick and asks_about_bsn(field),
        "is_ticked": tick and is_ticked(field),
        "id": f"geen-bsn-{field.html_name}" if tick else "",
        "name": tick,
    }


@register.filter
def may_stay_empty(field: Any) -> bool:
    """Whether nobody has to fill in this field. A form names in `sometimes_needed` the fields that
    another answer may ask for."""
    is_needed = field.name in getattr(field.form, "sometimes_needed", ())
    return not (field.field.required or is_needed)


@register.inclusion_tag("ui/fields.html", takes_context=True)
def fields(context: Context, form: Any, upto: str = "", after: str = "") -> dict[str, Any]:
    """The fields of a form: label, help, what is wrong, and what was typed.

    `upto` and `after`: only those up to a field, and in another place those behind it.
    Also what somebody had typed on this page when their session ended: `request.kept_fields`, a
    MultiValueDict.
    """
    typed = getattr(context.get("request"), "kept_fields", None)
    if typed and not form.is_bound:
        for name, field in form.fields.items():
            key = form.add_prefix(name)
            if not field.widget.value_omitted_from_data(typed, {}, key):
                form.initial[name] = field.widget.value_from_datadict(typed, {}, key)
    shown = form.visible_fields()
    names = [field.name for field in shown]
    end = names.index(upto) + 1 if upto else None
    return {
        "form": form, "is_first": not after,
        "shown": shown[names.index(after) + 1 if after else 0 : end],
    }  # fmt: skip
