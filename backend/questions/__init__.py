"""Room questions: yes or no about a certificate, without disclosing a field."""
