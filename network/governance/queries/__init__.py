"""Every read of governance, by what it is about."""
