# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""The Test Anything Protocol for tests in Python: functions marked with @point run in order, a line each."""

import sys
import time
import traceback

POINTS = []


def point(function):
    """Marks a function as one point of the test. Its first line of documentation is the point's name."""
    POINTS.append(function)
    return function


class Skip(Exception):
    """Raised by a point that cannot be tried here."""


def run(*arguments, stop_at_failure=False, on_failure=None):
    """Runs all points with the same arguments and exits. With stop_at_failure the points build on each other, so that
    those after a failure are not tried and count as failed."""
    print('TAP version 14')
    print(f'1..{len(POINTS)}', flush=True)
    failed = 0
    for number, function in enumerate(POINTS, 1):
        name = (function.__doc__ or function.__name__).split('\n')[0].rstrip('.')
        start = time.monotonic()
        if failed and stop_at_failure:
            print(f'not ok {number} - {name}\n# not tried after the failure above', flush=True)
            failed += 1
            continue
        try:
            function(*arguments)
        except Skip as why:
            print(f'ok {number} - {name} # SKIP {why}', flush=True)
        except Exception:    # pylint: disable=broad-except
            failed += 1
            print(f'not ok {number} - {name}')
            for line in explain():
                print(f'# {line}')
            if on_failure:
                try:
                    on_failure(function.__name__)
                except Exception as error:    # pylint: disable=broad-except
                    print(f'# and no more could be found out: {error}')
            sys.stdout.flush()
        else:
            print(f'ok {number} - {name} # {time.monotonic() - start:.1f} s', flush=True)
    return 1 if failed else 0


def explain():
    """The exception that is being handled: where in the tests it came from, and what it says."""
    _, error, trace = sys.exc_info()
    ours = [f for f in traceback.extract_tb(trace) if '/tests/' in f.filename and f.filename != __file__]
    lines = [f'{f.filename.rsplit("/tests/", 1)[-1]}:{f.lineno}: {f.line}' for f in ours]
    return lines + ''.join(traceback.format_exception_only(error)).rstrip().split('\n')


def equal(got, expected, what=''):
    if got != expected:
        raise AssertionError(f'{what or "value"}: got {got!r}, expected {expected!r}')


def wait(condition, timeout=10, what='', pause=0.02):
    """Waits until the condition gives something, within bounds, and returns that."""
    end = time.monotonic() + timeout
    while True:
        got = condition()
        if got:
            return got
        if time.monotonic() > end:
            raise AssertionError(f'waited {timeout} s in vain for {what or condition.__name__}')
        time.sleep(pause)
