# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""What the checks of this folder share: the files of the tree, and a report that is TAP as well as readable."""

import os
import sys

SKIPPED = {'.git', 'subprojects', '__pycache__', 'node_modules', '.flatpak-builder'}


class Tree:
    """The files of a source tree by their paths in it, without build folders."""

    def __init__(self, root):
        self.root = root
        self.paths = []
        for folder, folders, files in os.walk(root):
            folders[:] = sorted(f for f in folders if f not in SKIPPED and not f.startswith('_build')
                                and not os.path.exists(os.path.join(folder, f, 'build.ninja')))
            self.paths += [os.path.relpath(os.path.join(folder, f), root) for f in sorted(files)]

    def ending(self, *ends):
        return [p for p in self.paths if p.endswith(ends)]

    def has(self, path):
        return os.path.exists(os.path.join(self.root, path))

    def text(self, path):
        """The text of a file, or None for one that is not text."""
        with open(os.path.join(self.root, path), 'rb') as f:
            data = f.read()
        if b'\0' in data[:8192]:
            return None
        return data.decode('utf-8', 'replace')

    def lines(self, path):
        return (self.text(path) or '').split('\n')


class Report:
    """Each check gets a line of TAP, and a line for each thing that it found."""

    def __init__(self):
        self.count = self.failed = 0

    def check(self, name, problems):
        self.count += 1
        problems = list(problems)
        print(f'{"not ok" if problems else "ok"} {self.count} - {name}')
        for problem in problems:
            print(f'# {problem}')
        self.failed += bool(problems)

    def skip(self, name, why):
        self.count += 1
        print(f'ok {self.count} - {name} # SKIP {why}')

    def finish(self):
        print(f'1..{self.count}', flush=True)
        sys.exit(1 if self.failed else 0)


def without_comments(text):
    """C text with comments and the contents of literals blanked, so that a word in them is not taken for code."""
    out, i, state = [], 0, ''
    while i < len(text):
        c, pair = text[i], text[i:i + 2]
        if not state:
            if pair in ('/*', '//'):
                state = pair
                out.append('  ')
                i += 2
                continue
            if c in '"\'':
                state = c
            out.append(c)
        elif state == '/*' and pair == '*/' or state == '//' and c == '\n':
            out.append('\n' if c == '\n' else '  ')
            i += len('\n' if c == '\n' else '*/')
            state = ''
            continue
        elif state in '"\'':
            if c == '\\':
                out.append('  ')
                i += 2
                continue
            if c == state or c == '\n':
                state = ''
            out.append(c if c in '"\'\n' else ' ')
        else:
            out.append('\n' if c == '\n' else ' ')
        i += 1
    return ''.join(out)
