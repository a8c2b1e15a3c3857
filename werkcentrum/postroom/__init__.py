"""What people see of messages: those that did not arrive, and the mailbox of a demonstration.

Nouns: undelivered message, delivery report, bounce, demo mailbox. May not know what messages are
about; the table they wait in is core's.
"""
