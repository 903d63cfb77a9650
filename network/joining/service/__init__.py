"""The verbs: asking, confirming an address, inviting, declining, forgetting."""
