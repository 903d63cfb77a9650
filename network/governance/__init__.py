"""Boards and groups, when they meet, what they decide and who does what by when (ORG-5, ORG-8)."""
