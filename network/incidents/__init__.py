"""Critical incident support: the referral of a staff member, from a manager to a provider's therapist."""
