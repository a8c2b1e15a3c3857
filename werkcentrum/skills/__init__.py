"""The language in which people and work are compared; national, the same for every region.

Nouns: occupation, skill, the everyday words for them, and how they belong together.
May not know any person, vacancy or region, nor decide what somebody can: it only suggests.
"""
