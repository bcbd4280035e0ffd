"""Prints a line "peer: reason" for each peer of this environment that cannot be imported."""

import sys
from pathlib import Path

from .peers import PEERS, Peer

for name, (_, environment) in PEERS.items():
    if environment == Path(sys.prefix).name:
        try:
            Peer(name)
        except Exception as e:
            print(f"{name}: {type(e).__name__}: {str(e).splitlines()[0] if str(e) else ''}")
