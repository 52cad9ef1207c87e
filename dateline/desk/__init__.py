"""The desk: pages for a browser over one record, and the same queries as an interface for programs."""
