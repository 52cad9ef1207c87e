"""Speed: whole readings beside the bare parser and a peer, in one run on one machine."""
