"""A number can name somebody: rounding, the attack and the gate. Pure, no Django."""
