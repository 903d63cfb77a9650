"""The verbs of the events, by what they are about: the event itself, and the places at it."""
