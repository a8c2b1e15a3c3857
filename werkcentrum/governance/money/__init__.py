"""Funding, budget lines, commitments, costs and transfers, in integer cents."""
