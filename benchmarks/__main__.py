"""``make bench``: everything that is measured, as Markdown for ``benchmarks/README.md``."""

from benchmarks import batch, engine, learning, other_pages, pages, sensitivity, uncertainty, workbook

engine.main()
print()
batch.main()
print()
pages.main()
print()
other_pages.main()
print()
sensitivity.main()
print()
uncertainty.main()
print()
learning.main()
print()
workbook.main()
