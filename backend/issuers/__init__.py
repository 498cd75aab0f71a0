"""Room issuers: what two people decide about issuers' signing keys and rights."""
