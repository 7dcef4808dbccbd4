"""What is learnt, in words: the same on the page, in the terminal and in the workbook."""
