"""A person's own training record, wherever they trained: to see, to take away, and to share by a link that ends."""
