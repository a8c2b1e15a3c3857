"""The network on paper: what parties agreed, who decided it, who may sign, and what it costs.

Nouns: body, decision, mandate, agreement, party, signature, meeting, involvement, budget, document.
May not know clients or enquiries: contracts and people stay strangers.
"""
