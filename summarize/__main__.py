"""`python -m summarize` is `mujaz`."""

from summarize.cli import main

main()
