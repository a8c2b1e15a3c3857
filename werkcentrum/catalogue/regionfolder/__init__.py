"""A region as a folder of files: read, check, load, export, start a new one.

Nouns: row (values and where they stand), problem, contents. Reading touches no database.
"""
