"""`python -m policybrief`, for desks where the `brief` command is not on the path."""

from policybrief.cli import main

if __name__ == "__main__":
    main()
