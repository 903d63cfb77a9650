"""Sheets on which people write themselves down as having been at a session, by a code and without an account."""
