"""What bodies decide, and the proposals that ask for it."""
