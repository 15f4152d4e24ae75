# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""test_manual.py PAGE PROGRAM: the manual page of the app has every option of the program, and no others."""

import re
import subprocess
import sys


def main(page, program):
    told = subprocess.run([program, "--help"], check=True, capture_output=True, text=True, timeout=60,
                          env={"LC_ALL": "C.UTF-8"}).stdout
    options = set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", told, re.M))
    with open(page, encoding="utf-8") as file:
        lines = file.read().splitlines()
    written = set(re.findall(r"--[a-z-]+", "\n".join(lines).replace("\\-", "-")))
    bad = [line for line in lines if line.startswith(".") and not re.match(r'\.(\\"|TH|SH|TP|PP|B|BR|RI|IR)( |\Z)', line)]
    if len(options) < 3 or written != options or bad:
        sys.exit(f"{page}: only there {sorted(written - options)}, missing {sorted(options - written)}, not understood {bad}")


main(*sys.argv[1:])
