"""`python -m dashboard COMMAND`."""

import sys

from dashboard.commands.cli import main

if __name__ == "__main__":  # a child process that reads workbooks imports this file again
    sys.exit(main())
