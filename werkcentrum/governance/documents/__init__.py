"""Letters and proposals made from what is registered, in the house style of the sender."""
