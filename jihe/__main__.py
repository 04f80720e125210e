"""`python -m jihe`."""

import sys
from pathlib import Path

# `-m` puts the working folder first on the path, and a finance officer's folder may well have its own `rules/` or
# `checks/`; the packages beside this one must win.
if not sys.flags.safe_path:
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

if __name__ == "__main__":
    from jihe.cli import main

    sys.exit(main())
