"""Room openid: certificates into other people's wallets by open standards (OpenID4VCI 1.0)."""
