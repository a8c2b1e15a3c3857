"""What may be shared about people, with whom, on which basis, and for how long it stays.

Nouns: purpose, legal ground, consent, objection, disclosure, period. May not know referrals.
"""
