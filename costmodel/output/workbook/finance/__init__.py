"""The budget by municipal rules in workbooks."""
