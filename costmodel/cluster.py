"""Work on other machines: a Dask scheduler shares the pieces out, and gives those of a lost worker to another.

What comes of a piece hangs on the piece alone, never on who works it out or when: the caller puts results together by their place, or
so that the order does not matter. A worker with other code or another NumPy would give other numbers, and is refused. Dask is optional
(``requirements-cluster.txt``) and imported only here.
"""

import pickle
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import sha256
from importlib import import_module
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

REACHED_WITHIN = 15
"""Seconds that a scheduler may take to answer, and its first worker to be there."""
ALIKE = ("numpy", "scipy")
"""Packages whose release may change a last digit."""

Work = Callable[[Any, Any], Any]
"""Of what all pieces share, and of one piece: a function of a module, which travels by its name."""


class ClusterError(RuntimeError):
    """The cluster cannot be used."""

    def __init__(self, code: str, **facts: str) -> None:
        """`code` says why: no_packages, unreachable, no_workers, other_code or lost; `facts` what more is known."""
        self.code, self.facts = code, facts
        super().__init__(code, facts)


class OtherCodeError(Exception):
    """Raised on a worker whose code or packages are not those of the one that asks."""


class Cluster:
    """The workers of one Dask scheduler."""

    def __init__(self, client: Any) -> None:
        """`client` is a ``distributed.Client``."""
        self.client = client

    def each(self, work: Work, shared: Any, pieces: Iterable[Any]) -> Iterator[tuple[int, Any]]:
        """The place of each piece and what `work` makes of it, as they are finished.

        Few pieces are under way at a time, and none is begun after the caller stops. Raises ClusterError where workers are lost
        again and again or have other code, and whatever `work` raises.
        """
        packed = pickle.dumps((work, shared))
        waiting, under_way = enumerate(pieces), dict[Any, int]()
        finished: Any = import_module("distributed").as_completed(loop=self.client.loop)
        try:
            self._hand_over(waiting, under_way, packed, finished)
            for future in finished:
                place = under_way.pop(future)
                yield place, _result(future)
                self._hand_over(waiting, under_way, packed, finished)
        finally:
            self.client.cancel(list(under_way))

    def _hand_over(self, waiting: Iterator[tuple[int, Any]], under_way: dict[Any, int], packed: bytes, finished: Any) -> None:
        """Hand over as many pieces as keep every worker busy."""
        enough = 2 * sum(self.client.nthreads().values()) + 2
        for place, piece in islice(waiting, max(enough - len(under_way), 0)):
            future = self.client.submit(perform, engine_digest(), packed, piece, pure=False)
            under_way[future] = place
            finished.add(future)


@contextmanager
def connected(address: str) -> Generator[Cluster]:
    """The workers of the scheduler at an address, such as ``tcp://192.0.2.1:8786``. Raises ClusterError where there are none."""
    try:
        client_of: Any = import_module("distributed").Client
    except ImportError:
        raise ClusterError("no_packages") from None
    try:
        client = client_of(address, timeout=REACHED_WITHIN, set_as_default=False)
    except (OSError, ValueError):  # a time-out is an OSError
        raise ClusterError("unreachable", address=address) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=REACHED_WITHIN)
        except OSError:
            raise ClusterError("no_workers", address=address) from None
        yield Cluster(client)


def perform(code: str, packed: bytes, piece: Any) -> Any:
    """Work one piece out, on a worker; `code` is the digest of the one that asks. Raises OtherCodeError where it is another here."""
    if code != engine_digest():
        raise OtherCodeError
    work, shared = unpacked(packed)
    return work(shared, piece)


@lru_cache(maxsize=4)
def unpacked(packed: bytes) -> tuple[Work, Any]:
    """What all pieces share, unpacked once for all that a worker is given."""
    return pickle.loads(packed)


@lru_cache
def engine_digest() -> str:
    """What the numbers hang on beside the input: the code of this package, and the packages that reckon."""
    found = sha256(" ".join(f"{name}=={version(name)}" for name in ALIKE).encode())
    folder = Path(__file__).parent
    for path in sorted(folder.rglob("*.py")):
        found.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return found.hexdigest()


def _result(future: Any) -> Any:
    """What came of a piece. Raises ClusterError where no worker could finish it."""
    try:
        return future.result()
    except OtherCodeError:
        raise ClusterError("other_code") from None
    except Exception as error:
        if type(error).__module__.startswith(("distributed", "concurrent", "asyncio")):
            raise ClusterError("lost") from error
        raise
