"""The same as `toolkit`, for `python -m toolkit.cli`."""

from toolkit.cli import main

if __name__ == "__main__":
    main()
