"""What the gateway decides without asking anybody: which addresses, rights and secrets are in order."""
