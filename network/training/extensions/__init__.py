"""What runs out, for many people at once, stands until a later day: decided by the organisation, with its reason."""
