"""One live demo city for all guides."""

from collections.abc import Iterator

import pytest

from tests.docs.live import Live, serve


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with serve(tmp_path_factory.mktemp("city"), people=60) as running:
        yield running
