"""Room presentations: what other people's wallets show to a partner or window by OpenID4VP 1.0."""
