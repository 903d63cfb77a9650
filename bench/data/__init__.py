"""The network that is timed: made in bulk, then held against a full count."""
