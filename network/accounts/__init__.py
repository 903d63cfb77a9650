"""People: how they are invited, sign in, and what they are in each organisation."""
