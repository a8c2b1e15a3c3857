"""What this app keeps in a region's folder; each module registers its own part."""

from werkcentrum.governance import clause_part, style_folder

__all__ = ["clause_part", "style_folder"]
