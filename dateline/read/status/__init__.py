"""Whether it happened, as put by whoever asserts it."""
