"""Complaints, privacy requests and Woo requests: a receipt, a term in law, and to whom they go.

Nouns: formal request, addressee, formal channel, outage. May not answer them: the Werkcentrum is no
administrative body.
"""
