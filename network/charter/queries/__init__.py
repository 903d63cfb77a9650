"""Every read of the charter: of its versions, and of the signatures on them."""
