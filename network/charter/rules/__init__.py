"""What holds for versions, signatures and pledges: pure, over plain values."""
