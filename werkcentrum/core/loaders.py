"""Templates as they are sent: without the indentation that is only there for who writes them."""

import re

from django.template import Origin
from django.template.loaders.app_directories import Loader as AppDirectories

# Where white space means something, or is part of a text that is looked up.
_AS_IT_IS = re.compile(
    r"(<(?:pre|textarea|script)\b.*?</(?:pre|textarea|script)>"
    r"|{% *blocktrans.*?endblocktrans(?:late)? *%})",
    re.DOTALL,
)
_INDENTATION = re.compile(r"\n\s+")


class Loader(AppDirectories):
    """Finds templates in the apps; of HTML a line begins at its first character."""

    def get_contents(self, origin: Origin) -> str:
        """The source of a template. Raises TemplateDoesNotExist."""
        source = super().get_contents(origin)
        return without_indentation(source) if origin.name.endswith(".html") else source


def without_indentation(source: str) -> str:
    """HTML in which lines are not indented and none is empty; inside `<pre>` nothing changes."""
    pieces = _AS_IT_IS.split(source)
    pieces[::2] = [_INDENTATION.sub("\n", piece) for piece in pieces[::2]]
    return "".join(pieces)
