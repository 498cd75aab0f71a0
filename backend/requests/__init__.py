"""What partners and windows ask a holder's phone for, and what may be looked up without one."""
