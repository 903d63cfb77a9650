"""What tailored training may be, who fits, and what follows on what. Pure."""
