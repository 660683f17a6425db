"""Commands measured from outside, one after the other."""
import os
import subprocess
import time


def whole(command):
    """Runs a command with its output thrown away: wall-clock seconds, and the megabytes of its largest process."""
    start = time.perf_counter()
    nowhere = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)]
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=nowhere)
    _, status, used = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        raise SystemExit(f"bench: status {os.waitstatus_to_exitcode(status)} of {' '.join(command)}")
    return seconds, used.ru_maxrss / 1024


def told(command):
    """Runs a command that measures itself: the numbers that it prints."""
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return tuple(map(float, printed.split()))


def in_turn(jobs, times):
    """The least of each of their numbers in so many runs, A B C A B C …, so that a slow moment of the machine meets
    all. jobs: by name, functions without arguments; the result: by name."""
    best = {}
    for _ in range(times):
        for name, job in jobs.items():
            best[name] = tuple(map(min, zip(job(), best.get(name, (float("inf"),) * 9))))
    return best
