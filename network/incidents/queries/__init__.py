"""Every read of this feature: the service of an organisation, the people round a referral, referrals."""
