"""Who is told that training runs out: the person, and in their digest the lead; 60 and 30 days before (TR-11)."""
