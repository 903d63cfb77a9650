"""Partner organisations: what they are called, where they stand, who they are in the published registers."""
