"""Seals: a right to speak once per slot that nobody can trace back to the person who was given it."""
