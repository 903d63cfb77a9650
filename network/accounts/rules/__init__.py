"""What may be granted, held, ended and redeemed: pure functions over plain values."""
