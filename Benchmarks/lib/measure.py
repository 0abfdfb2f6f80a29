"""Measures whole commands, in rounds, and prints one table.

Rounds are interleaved (A B C A B C ...), so that whatever else the machine does meets every case alike; before each measurement everything
dirty is written out (`sync`). A ratio is the median of the ratios within rounds. CPU seconds and memory are the kernel's for the whole
process tree; memory is that of its largest process.
"""
import os
import statistics
import subprocess
import sys
import time


class Case:
    """A command, what is done before it, and the case it is compared with."""

    def __init__(self, name, command, before=None, against=None, slow=False):
        self.name, self.command, self.before, self.against, self.slow = name, command, before, against, slow
        self.samples = {}


def busy_seconds():
    """CPU seconds that all processes of the machine have used."""
    with open("/proc/stat") as file:
        user, nice, system, _, _, irq, softirq, steal = map(int, file.readline().split()[1:9])
    return (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")


def measure(case, work):
    if case.before:
        case.before()
    os.sync()
    busy, start = busy_seconds(), time.perf_counter()
    child = subprocess.Popen(["bash", "-o", "pipefail", "-c", case.command], cwd=work, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    wall, busy = time.perf_counter() - start, busy_seconds() - busy
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{case.name}: exit code {child.returncode}\n{errors.decode()}")
    cpu = usage.ru_utime + usage.ru_stime
    others = max(0.0, busy - cpu) / (wall * os.cpu_count())
    return {"wall": wall, "cpu": cpu, "memory": usage.ru_maxrss / 1024, "others": others}


def print_table(all_cases):
    def cell(text):
        return (text or "-").replace("|", "\\|")
    by_name = {case.name: case for case in all_cases}
    print("| case | n | wall s (min-max) | ratio | against | CPU s | memory MiB | others |")
    print("|---|---|---|---|---|---|---|---|")
    for case in all_cases:
        if not case.samples:
            continue
        def column(key, samples=case.samples):
            return [sample[key] for sample in samples.values()]
        walls, ratio = column("wall"), "-"
        other = by_name.get(case.against)
        if other and other.samples:
            pairs = [case.samples[n]["wall"] / other.samples[n]["wall"] for n in case.samples if n in other.samples]
            ratio = f"{statistics.median(pairs):.2f}" if statistics.median(pairs) > 0.1 else f"{statistics.median(pairs):.3f}"
        print(f"| {cell(case.name)} | {len(walls)} | {statistics.median(walls):.3f} ({min(walls):.3f}-{max(walls):.3f}) | {ratio} "
              f"| {cell(case.against)} | {statistics.median(column('cpu')):.3f} | {max(column('memory')):.0f} "
              f"| {statistics.median(column('others')):.2f} |")


def run_rounds(chosen, work, rounds, slow_rounds=0):
    """Measures every case once a round, in turn, and prints the table."""
    for number in range(max(rounds, slow_rounds)):
        for case in chosen:
            if number < (slow_rounds if case.slow else rounds):
                case.samples[number] = measure(case, work)
                print(f"{number} {case.name}: {case.samples[number]['wall']:.3f} s", file=sys.stderr)
    print_table(chosen)
