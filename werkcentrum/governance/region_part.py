"""What this app keeps in a region's folder; each module registers its own part."""

from werkcentrum.governance.agreements import clause_part
from werkcentrum.governance.documents import style_folder

__all__ = ["clause_part", "style_folder"]
