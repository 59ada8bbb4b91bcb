"""The rules of the registry: pure, dated, and with the law they rest on."""
