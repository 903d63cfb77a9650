"""What people say themselves that they completed, with the certificate that shows it, until somebody confirms it."""
