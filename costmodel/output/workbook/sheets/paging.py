"""Where a long sheet is broken into pages: between its parts, into pages that are about as full, so that none has a few rows only."""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil

from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.cells import VISIBLE_YEARS
from costmodel.output.workbook.styles import LINE_HEIGHT, Sheet

POINTS_OF_PAGE = 480
"""Height of what a page holds, an A4 across, at full size: with some to spare, since programs measure differently."""
YEARS_SCALE, YEARS_A_PAGE = 48, 10
"""Percent of the full size, and how many years stand beside their labels at it."""
FULL = 0.95
"""How full pages are at most, so that what is kept together finds room."""
Block = tuple[int, float]
"""First row of what is kept together, counted from 1, and its height in points."""


def break_pages(sheet: Sheet, scale: int, blocks: Sequence[Block], repeated: float = 0.0) -> None:
    """Print at a size in percent, broken between blocks; `repeated` is the height of the rows that stand on every page."""
    sheet.set_print_scale(scale)
    sheet.set_h_pagebreaks([row - 1 for row in first_rows(blocks, 100.0 * POINTS_OF_PAGE / scale - repeated)])


def first_rows(blocks: Sequence[Block], most: float) -> list[int]:
    """The rows that pages after the first begin with, where a page holds `most` points.

    >>> first_rows([(1, 40.0), (5, 40.0), (9, 40.0)], 100.0)
    [9]
    """
    left = sum(height for _, height in blocks)
    pages, found, so_far = ceil(left / (FULL * most)), list[int](), 0.0
    for row, height in blocks:
        is_full = pages > 1 and so_far + height / 2 > (so_far + left) / pages
        if so_far and (so_far + height > most or is_full):
            found.append(row)
            pages, so_far = max(pages - 1, 1), 0.0
        so_far, left = so_far + height, left - height
    return found


def blocks_of(last: int, heads: Iterable[int], first: int = 1, heights: Mapping[int, float] | None = None) -> list[Block]:
    """Every row by itself up to the last one; a heading together with the two rows after it."""
    known, found, held = heights or {}, list[Block](), set[int]()
    starts = set(heads)
    for row in range(first, last + 1):
        together = [row, row + 1, row + 2] if row in starts else [row]
        if row not in held:
            rows = [item for item in together if item <= last]
            found.append((row, sum(known.get(item, LINE_HEIGHT) for item in rows)))
            held.update(rows)
    return found


def page_years(sheet: Sheet, heads: Iterable[int]) -> None:
    """Pages of a sheet with years that is written: ten years on each; `heads` are the rows of its headings.

    What stands under one heading is kept on one page, where a page holds it.
    """
    last, starts = sheet.dim_rowmax + 1, sorted(heads)
    repeated, most = float(LINE_HEIGHT * at.YEAR_ROW), 100.0 * POINTS_OF_PAGE / YEARS_SCALE
    parts = [(start, float(LINE_HEIGHT * (end - start))) for start, end in zip(starts, [*starts[1:], last + 1], strict=False)]
    is_kept = bool(parts) and max(height for _, height in parts) <= most - repeated
    break_pages(sheet, YEARS_SCALE, parts if is_kept else blocks_of(last, starts, at.YEAR_ROW + 1), repeated)
    sheet.set_v_pagebreaks([at.FIRST_YEAR_COLUMN + year for year in range(YEARS_A_PAGE, VISIBLE_YEARS, YEARS_A_PAGE)])
