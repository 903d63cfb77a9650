"""The verbs: invite, redeem, grant, end."""
