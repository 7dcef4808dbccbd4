"""Edits of the shipped files, for tests of them."""

import pytest

from costmodel import AssumptionError
from costmodel.assumptions.editing.edits import FileEdit, after_edits
from costmodel.faults import Fault
from support import shipped
from support.hostile import shipped_files


def faults_of_refused(edit: FileEdit) -> tuple[Fault, ...]:
    """What is wrong with an edit, which changes none of the files that it was to be made of."""
    files = shipped_files()
    before = dict(files)
    with pytest.raises(AssumptionError) as caught:
        after_edits(files, shipped(), [edit])
    assert before == files
    return tuple(caught.value.faults)
