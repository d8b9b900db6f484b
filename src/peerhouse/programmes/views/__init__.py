"""Pages of programmes: for who takes part, for who convenes, and for calendars."""
