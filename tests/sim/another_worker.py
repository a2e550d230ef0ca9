"""A Dask worker with another version of Battlebox: what a cluster that nobody brought up to date has.

Law: it differs by its version alone.
"""

import sys

import battlebox

battlebox.__version__ = "0.0.9"

from distributed.cli.dask_worker import main  # noqa: E402 - the version must be another before anything is loaded

if __name__ == "__main__":
    main(sys.argv[1:])
