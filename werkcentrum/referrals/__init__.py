"""Bringing somebody from one organisation to another, and watching that nobody is left in silence.

Nouns: referral, answer link, contact attempt; the pages of an enquiry. May not know walk-in desks.
"""
