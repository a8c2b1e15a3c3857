"""What this app keeps in a region's folder; each module registers its own part."""

from werkcentrum.governance import style_folder

__all__ = ["style_folder"]
