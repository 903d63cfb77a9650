"""From what is missing to what is planned: a suggested offer, a plan of it, and what the organisation answers."""
