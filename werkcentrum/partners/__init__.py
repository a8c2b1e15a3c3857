"""The region and who works in it: municipalities, organisations, places and opening hours.

Nouns: region, municipality, postcode area, organisation, location, weekly hours, dated exception,
holiday, closure.
May not know services or visitors.
"""
