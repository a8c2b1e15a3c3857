"""The people a Werkcentrum helps, and what was spoken about with them.

Nouns: client, contact moment, enquiry. May not know desks, appointments or contracts.
"""
