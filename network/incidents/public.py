"""What other features may use of this one: how a referral finds the person it is about, and nothing of any referral.

The demonstration network builds its referrals through the verbs of `service`, as people do.
"""

from network.incidents.service.linking import link_person

__all__ = ["link_person"]
