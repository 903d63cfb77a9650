"""The platform on which partner organisations become trauma-informed together."""
