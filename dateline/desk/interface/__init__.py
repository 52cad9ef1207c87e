"""The interface for programs, under /api/v1: the same queries and decisions as the pages, as JSON; and feeds."""
