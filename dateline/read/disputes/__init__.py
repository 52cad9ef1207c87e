"""Where the voices of one report cannot all be right."""
