"""`python -m reader` is `reader`."""

import sys

if __name__ == "__main__":
    try:
        from reader.cli import main

        code = main()
    except KeyboardInterrupt:  # before `main` could catch it
        code = 130
    sys.exit(code)
