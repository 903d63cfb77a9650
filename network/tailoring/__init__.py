"""Tailored training: an organisation asks, somebody of it or of another partner gives it and hears how it was."""
