"""The command line: ``python -m costmodel``. Help and messages come from catalogs.

Exit codes: 0 done; 1 a result could not be written, or an unexpected error; 2 faults in the input or in the command;
130 interrupted, 143 ended from outside.
"""
