"""Where: names of places, told from other names and put on the map."""
