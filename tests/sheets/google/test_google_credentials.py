"""A service account signs in with its key, from a file or as JSON; credentials that cannot be used are explained."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from sheets.errors import WorkbookError
from sheets.google.workbook import credentials, open_google
from tests.sheets.local_server.process import LocalServer
from tests.sheets.seeds import Seed


@pytest.fixture(scope="module")
def private_key() -> str:
    key = rsa.generate_private_key(65537, 2048)
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()


@pytest.mark.parametrize("from_file", [True, False])
def test_a_service_account_signs_in(server: LocalServer, private_key: str, tmp_path: Path, from_file: bool) -> None:
    info = {"client_email": "engine@example.org", "private_key": private_key, "token_uri": f"{server.url}/token"}
    account = json.dumps(info)
    if from_file:
        (tmp_path / "key.json").write_text(account)
        account = str(tmp_path / "key.json")
    workbook = open_google(server.seed({"A": Seed([["x"]])}), service_account=account, base_url=server.url)
    assert workbook.read(["A"])["A"].rows == [["x"]]


@pytest.mark.parametrize(
    ("account", "said"),
    [
        ("none.json", "the key file of the service account cannot be read: No such file"),
        ("{", "the credentials for Google cannot be used: it is no JSON"),
        ('{"client_email": "x"}', "the credentials for Google cannot be used: "),
    ],
)
def test_credentials_that_cannot_be_used(account: str, said: str) -> None:
    with pytest.raises(WorkbookError, match=said):
        credentials(account)


def test_no_credentials_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", "none.json")
    with pytest.raises(WorkbookError, match="the credentials for Google cannot be used: "):
        credentials()
