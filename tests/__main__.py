"""Every check of the project, in the order in which they answer: ``uv run python -m tests``."""

import subprocess
import sys

CHECKS = {
    "style": ["ruff", "check", "."],
    "layout": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "rooms": ["lint-imports"],
    "tests": [
        *("pytest", "-n", "2", "--dist", "loadfile"),
        # In their own order the long files of the browser come early, and nobody waits for them.
        "--no-loadscope-reorder",
        *sys.argv[1:],
    ],
}


def main() -> int:
    """Run every check, even after one has failed, and say which failed."""
    failed = []
    for name, command in CHECKS.items():
        print(f"\n== {name}: {' '.join(command)}", flush=True)
        if subprocess.run(command, check=False).returncode:
            failed.append(name)
    if failed:
        print(f"\nÀ corriger : {', '.join(failed)}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
