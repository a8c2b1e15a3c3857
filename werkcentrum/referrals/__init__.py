"""Bringing somebody from one organisation to another, and watching that nobody is left in silence.

Nouns: referral, answer link, contact attempt. The pages of an enquiry stand here too.
"""
