"""How dates and times are written where Django's own format is not ours: days in full, and 24 hours everywhere."""
