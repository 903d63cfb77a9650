"""What people completed, as a list to narrow down and to take away: what is current, what runs out, what has lapsed."""
