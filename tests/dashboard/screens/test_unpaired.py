"""Where nobody signs in no browser is paired, which is said with the way to the screens there are."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from layouts.screens.pairing_page import pairing_words


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_address_of_pairing_says_so_and_leads_on(client: FlaskClient, lang: str) -> None:
    answer = client.get(f"/screen?lang={lang}", headers={"Accept": "text/html"})
    told = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert pairing_words(lang)["unpaired"] in told and f'href="/director/?lang={lang}"' in told
