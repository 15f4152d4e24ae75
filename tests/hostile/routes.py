# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""The calls of the server, out of their description (docs/openapi.yaml), so that a new one is tried as well."""

import os
import re
import urllib.parse

import yaml

METHODS = ('get', 'post', 'put', 'patch', 'delete')

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../docs/openapi.yaml'), encoding='utf-8') as file:
    DESCRIPTION = yaml.safe_load(file)
PATHS = DESCRIPTION['paths']


def methods(path):
    return [method.upper() for method in PATHS[path] if method in METHODS]


def all_routes():
    """(method, path with its holes) of each."""
    return [(method, path) for path in PATHS for method in methods(path)]


def is_public(method, path):
    """Whether it is for everybody, or may be: such routes decide by themselves."""
    return any(not needs for needs in PATHS[path][method.lower()].get('security', [{'device': []}])) or \
        PATHS[path][method.lower()].get('security') == []


def template(path):
    """The path of the description that a path of a request is an instance of."""
    path = path.split('?')[0]
    return next((p for p in PATHS if re.fullmatch(re.sub(r'\{\w+\}', '[^/]+', p), path)), None)


def resolve(node):
    while '$ref' in node:
        target = DESCRIPTION
        for part in node['$ref'].lstrip('#/').split('/'):
            target = target[part]
        node = target
    return node


def body_of(method, path):
    """The names of the members of the JSON that a route takes, None when it takes none."""
    content = PATHS[template(path) or path][method.lower()].get('requestBody', {}).get('content', {})
    if 'application/json' not in content:
        return None
    schema = resolve(content['application/json']['schema'])
    names = set(schema.get('properties', {}))
    for part in schema.get('allOf', []) + schema.get('oneOf', []) + schema.get('anyOf', []):
        names |= set(resolve(part).get('properties', {}))
    return sorted(names)


def fill(path, **ids):
    """A path with its holes filled."""
    return re.sub(r'\{(\w+)\}', lambda hole: urllib.parse.quote(ids[hole[1]]), path)


def instances(where):
    """(method, path) of each route, with ids that are well formed."""
    made = []
    for method, path in all_routes():
        kind = 'm_x' if '/media/' in path else 's_x' if '/statuses/' in path else where.person_.number if '/users/' in path else 'c_x'
        if '{' in path and '/devices/' in path:
            kind = 'd_x'
        made.append((method, re.sub(r'\{(\w+)\}', lambda hole: urllib.parse.quote(where.person_.number if hole[1] == 'user' else kind), path)))
    return made
