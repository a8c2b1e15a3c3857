"""Appointments: somebody chooses a moment, is reminded of it, and comes back at the right time.

Nouns: service type, offer, agenda, slot, appointment, group session, waiting list, absence. May not
know queues, and puts no reason for a visit in a message.
"""
