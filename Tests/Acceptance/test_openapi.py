"""The API against its own description: schemathesis makes requests from /openapi.json and judges the answers.

WATCHFLOOR_SCHEMA_EXAMPLES sets how many requests it makes up for each operation; a longer run needs more."""

import os
import subprocess
import sys

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
EXAMPLES = os.environ.get("WATCHFLOOR_SCHEMA_EXAMPLES", "3")


def test_no_answer_contradicts_the_description(credentials):
    done = subprocess.run(
        [
            sys.executable, "-m", "schemathesis.cli", "run", f"{credentials['url']}/openapi.json",
            "--url", credentials["url"], "--header", f"Authorization: Bearer {credentials['api_token']}",
            "--checks", CHECKS, "--phases", "fuzzing", "--max-examples", EXAMPLES, "--seed", "7",
            "--suppress-health-check", "all", "--no-color", "--exclude-path-regex", "/replay|/poll",
        ],
        text=True, capture_output=True, timeout=580)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
