"""Opens a Google spreadsheet with the credentials that there are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import google.auth
from google.auth.exceptions import GoogleAuthError
from google.oauth2.service_account import Credentials

from sheets.errors import WorkbookError
from sheets.google.http import GoogleClient, RetryPolicy
from sheets.google.workbook import GoogleWorkbook

SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)


def open_google(
    spreadsheet_id: str, *, service_account: str = "", policy: RetryPolicy | None = None, base_url: str = ""
) -> GoogleWorkbook:
    """The spreadsheet. service_account: the path of its key file, or the key itself as JSON; empty: the default
    credentials of the machine. Raises ``WorkbookError`` for credentials that cannot be used.
    """
    return GoogleWorkbook(GoogleClient(credentials(service_account), None, policy, base_url), spreadsheet_id)


def credentials(service_account: str = "") -> Any:
    """The credentials, with the right to spreadsheets and to nothing else."""
    try:
        if not service_account:
            return google.auth.default(scopes=SCOPES)[0]
        if service_account.lstrip().startswith("{"):
            return Credentials.from_service_account_info(json.loads(service_account), scopes=SCOPES)  # type: ignore[no-untyped-call]
        path = Path(service_account)
        return Credentials.from_service_account_info(json.loads(path.read_bytes()), scopes=SCOPES)  # type: ignore[no-untyped-call]
    except OSError as error:
        raise WorkbookError(
            f"the key file of the service account cannot be read: {error.strerror or type(error).__name__}"
        ) from None
    except (ValueError, GoogleAuthError) as error:
        reason = "it is no JSON" if isinstance(error, json.JSONDecodeError) else str(error)
        raise WorkbookError(f"the credentials for Google cannot be used: {reason}") from None
