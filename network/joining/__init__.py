"""Asking to join: an organisation that nobody has invited yet asks, and the coordinator answers."""
