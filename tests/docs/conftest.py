"""One live demo city for all guides."""

from collections.abc import Iterator

import pytest

from tests.docs.live import Live, serve
from tests.services import free_port


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    local = f"127.0.0.1:{free_port()}"
    with serve(tmp_path_factory.mktemp("city"), people=60, LIANGMA_OUTBOUND_LOCAL=local) as running:
        yield running
