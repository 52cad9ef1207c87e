"""Sources kept in view: feeds, sitemaps, pages, folders and mailboxes to reports of the record, politely."""
