"""Accuracy on public sets: one module per task, one command for all."""
