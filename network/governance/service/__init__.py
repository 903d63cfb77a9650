"""The verbs of governance, by what they are about: groups, meetings, actions."""
