"""What a partner may in a region without an agreement: exceptions, named and dated."""
