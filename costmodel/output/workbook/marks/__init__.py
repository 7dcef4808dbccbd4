"""What the locked cells held when a workbook was written, so that a reader can say which of them somebody has changed."""
