"""Counts that restore case to text without any."""
