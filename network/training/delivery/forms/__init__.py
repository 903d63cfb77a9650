"""What people type about sessions to come, by what it is about: shape only."""
