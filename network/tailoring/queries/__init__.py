"""Every read of tailored training."""
