"""The people a Werkcentrum helps, and what was spoken about with them.

Nouns: client, employer, enquiry, contact moment, file, note, plan, aftercare. May not know desks,
appointments or referrals.
"""
