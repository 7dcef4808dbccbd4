"""What one municipality's choice means for the others: bills, sets of participants, prices."""
