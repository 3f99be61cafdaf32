"""Picture checks: lessons played without encoding, and looked at by eyes that never tire."""
