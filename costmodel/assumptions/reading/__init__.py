"""From bytes to records: decoding, YAML and CSV with positions, and faults. Reads no files itself: ``folders`` does."""
