"""Training: the tiered offer, the sessions that were held, who completed what, and how far each workforce has come."""
