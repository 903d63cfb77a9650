"""The verbs of sessions to come, by what they are about."""
