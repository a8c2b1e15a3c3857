"""What people type, without what nobody can see."""

import re
import unicodedata

# HTML forbids the last two code points of each plane, and thirty-two more (Unicode, 23.7).
_NO_CHARACTERS = "".join(f"{chr(last - 1)}{chr(last)}" for last in range(0xFFFF, 0x110000, 1 << 16))
_INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    rf"\ufdd0-\ufdef{_NO_CHARACTERS}]"
)


def visible(text: str, most: int) -> str:
    """Text without control and direction characters, at most so many characters.

    Lone surrogates become question marks, so the text can always be stored and sent.
    """
    text = text[:most].encode("utf-8", "replace").decode("utf-8")
    return _INVISIBLE.sub(" ", unicodedata.normalize("NFC", text))[:most].strip()
