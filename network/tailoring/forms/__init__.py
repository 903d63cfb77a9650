"""The forms of tailored training: shape only."""
