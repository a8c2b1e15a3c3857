"""What the network offers: services, local variants, emergency help, and the region folder.

Nouns: service, local variant, theme, target group, delivery, example question, emergency help.
May not know who asked what.
"""
