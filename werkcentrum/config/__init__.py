"""Settings, the site map and the command line: where the floors come together.

Nouns: setting, URL, command. May import every floor; no floor may import it.
"""
