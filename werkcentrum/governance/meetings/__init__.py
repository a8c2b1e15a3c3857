"""Meetings, who was informed or asked, and the support structure."""
