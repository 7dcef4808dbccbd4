"""From bytes to records: decoding, YAML and CSV with positions, and faults in bokmål. Reads no files itself: ``folders`` does."""
