"""Room verification: check a code, single use, policy, verdicts and their receipts."""
