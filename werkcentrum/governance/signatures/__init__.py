"""Signing: what a scan or a signing service registers, and who confirms it."""
