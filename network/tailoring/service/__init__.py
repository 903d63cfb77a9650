"""The verbs of tailored training."""
