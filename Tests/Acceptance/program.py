"""The real program, started and stopped as an operator would."""

import json
import os
import re
import signal
import subprocess
from pathlib import Path

import requests

from waiting import eventually

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = str(Path(os.environ.get("WATCHFLOOR_BIN", ROOT / ".build/debug/watchfloor")).resolve())


def clean_environment(**more):
    """The environment without settings of the product, so that a person's own do not reach the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WATCHFLOOR_")}
    return kept | more


def run(*arguments, stdin=None, **environment):
    """Runs a command to its end. Standard output and error come apart, as text."""
    return subprocess.run(
        [PROGRAM, *map(str, arguments)], cwd=ROOT, env=clean_environment(**environment), text=True,
        input=stdin if stdin is not None else "", capture_output=True, timeout=60)


def succeed(*arguments, **options):
    """Runs a command that must succeed and returns what it printed."""
    done = run(*arguments, **options)
    assert done.returncode == 0, f"{arguments} ended with {done.returncode}: {done.stdout}{done.stderr}"
    return done.stdout


class Program:
    """A running command. What it prints goes to a file, which a failing test can show."""

    def __init__(self, *arguments, log, **environment):
        self.log = Path(log)
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [PROGRAM, *map(str, arguments)], cwd=ROOT, env=clean_environment(**environment),
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)

    @property
    def printed(self):
        return self.log.read_text(encoding="utf-8", errors="replace")

    def assert_running(self):
        code = self.process.poll()
        if code is not None:
            raise RuntimeError(f"the program ended with {code}; it printed:\n{self.printed[-4000:]}")

    def url(self):
        """The address that the program says it listens on."""

        def find():
            self.assert_running()
            return re.search(r"http://127\.0\.0\.1:\d+", self.printed)

        return eventually(find, "an address in what the program prints").group()

    def terminate(self):
        """Asks it to stop, as Ctrl-C or a service manager would, and returns its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.wait()

    def wait(self):
        try:
            return self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"the program did not stop; it printed:\n{self.printed[-4000:]}") from None

    def kill(self):
        """Ends it at once, as a power cut would."""
        self.process.kill()
        self.process.wait(timeout=20)

    def stop(self):
        """For the end of a test: gently, and if that does not help, at once."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.kill()


class Demo(Program):
    """The workbench with an emulated tenant behind it, on free ports. Ready when the constructor returns."""

    def __init__(self, folder, issues=40, **environment):
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        self.data = folder / "data"
        secrets = folder / "credentials.json"
        secrets.unlink(missing_ok=True)
        super().__init__(
            "demo", "--port", 0, "--wiz-port", 0, "--data", self.data, "--credentials", secrets, "--rate", 0,
            "--issues", issues, log=folder / "log.txt", **environment)
        try:
            self.credentials = eventually(lambda: self.read(secrets), "the credentials file", seconds=60)
            self.credentials_mode = secrets.stat().st_mode & 0o777
            wait_until_ready(self, self.credentials["url"])
        except BaseException:
            self.stop()
            raise

    def read(self, secrets):
        self.assert_running()
        try:
            return json.loads(secrets.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return None


def wait_until_ready(program, url):
    def is_ready():
        program.assert_running()
        try:
            return requests.get(f"{url}/readyz", timeout=5).status_code == 200
        except requests.ConnectionError:
            return False

    eventually(is_ready, f"{url}/readyz answering 200")
