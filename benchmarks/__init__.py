"""What is measured. The plain model, which the engine is held against, stands among the tests."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests"))
