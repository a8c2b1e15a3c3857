"""An address as a picture that a phone can read."""

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _


def qr_code(address: str, label: str = "") -> SafeString:
    """The address as a QR code, an SVG without styles of its own; `label`: what it leads to."""
    image = segno.make_qr(address).svg_inline(scale=4, omitsize=True, svgclass="qr", lineclass=None)
    named = format_html('<svg role="img" aria-label="{}" ', label or _("QR-code van deze pagina"))
    # The library made the image from our own address.
    return named + mark_safe(image.removeprefix("<svg "))  # noqa: S308
