"""Every action, made ready in a situation in which it changes something."""

from importlib import import_module
from pkgutil import iter_modules

_PARTS = [import_module(f"{__name__}.{part.name}") for part in iter_modules(__path__)]
BY_SOMEBODY = {
    name: act for part in _PARTS for name, act in getattr(part, "BY_SOMEBODY", {}).items()
}
BY_THE_SYSTEM = {
    name: act for part in _PARTS for name, act in getattr(part, "BY_THE_SYSTEM", {}).items()
}
