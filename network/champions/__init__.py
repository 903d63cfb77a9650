"""Champions: the people who carry the work into their organisation, asked by its lead and agreeing themselves."""
