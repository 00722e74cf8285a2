"""What the benchmarks share: the acceptance tests' drivers, and how figures are printed."""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Tests/Acceptance"))


def show(words, figure):
    print(f"  {words:<58} {figure}", flush=True)


def percentile(values, share):
    """The nearest-rank percentile of a list."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, int(len(ordered) * share + 0.999999) - 1))]


def milliseconds(seconds):
    return f"{seconds * 1000:,.0f} ms"


def disk(folder):
    """What one durable write of 4 KB costs here: everything durable is made of these."""
    times = []
    file = os.open(Path(folder) / "probe", os.O_CREAT | os.O_WRONLY)
    try:
        for _ in range(200):
            start = time.perf_counter()
            os.write(file, b"x" * 4096)
            os.fsync(file)
            times.append(time.perf_counter() - start)
    finally:
        os.close(file)
        os.unlink(Path(folder) / "probe")
    show("flush of 4 KB to this disk, p50 / p99", f"{percentile(times, .5) * 1e3:.2f} / {percentile(times, .99) * 1e3:.2f} ms")


def peak_memory(process):
    """The most resident memory that a process ever had, in MiB (Linux)."""
    for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("the system does not tell")
