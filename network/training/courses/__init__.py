"""What the network offers: its tiers, its courses, and which outside courses count as which tier."""
