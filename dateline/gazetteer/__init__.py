"""Places by name: cities, provinces, districts, regions and countries with their coordinates."""
