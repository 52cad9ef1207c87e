"""The sourced record on disk: one SQLite file, or PostgreSQL."""
