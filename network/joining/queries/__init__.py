"""Every read of requests to join, and of what the directory knows of whoever asks."""
