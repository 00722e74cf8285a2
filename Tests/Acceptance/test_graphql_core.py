"""Holds the GraphQL library against graphql-core: the same schema, the same data, the same documents.

The library is asked through the small program GraphQLProbe, which the debug build leaves beside `watchfloor`.
"""

import json
import os
import pathlib
import subprocess

import pytest

graphql = pytest.importorskip('graphql')

from graphql_documents import ALL, DATA, SDL  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROBE = pathlib.Path(os.environ.get('GRAPHQL_PROBE_BIN', ROOT / '.build' / 'debug' / 'GraphQLProbe'))


def _unpack(entry):
    if isinstance(entry, str):
        return entry, {}, None
    return (*entry, None)[:3]


CASES = [_unpack(entry) for entry in ALL]


def _probe(*arguments, timeout):
    if not PROBE.exists():
        pytest.fail(f'{PROBE} is missing: build it with `swift build --product GraphQLProbe`')
    lines = [
        json.dumps({'sdl': SDL, 'data': DATA, 'query': query, 'variables': variables, 'operationName': name})
        for query, variables, name in CASES
    ]
    return subprocess.run(
        [str(PROBE), *arguments], input='\n'.join(lines) + '\n', capture_output=True, text=True, timeout=timeout,
        check=True)


@pytest.fixture(scope='module')
def ours():
    """The library's answer to every document."""
    done = _probe(timeout=120)
    # Not splitlines: texts may hold other line separators.
    answers = [json.loads(line) for line in done.stdout.split('\n') if line]
    assert len(answers) == len(CASES)
    return answers


@pytest.fixture(scope='module')
def schema():
    return graphql.build_schema(SDL)


def _resolve(source, info, **arguments):
    if info.field_name.startswith('echo'):
        return json.dumps(arguments, separators=(',', ':'), ensure_ascii=False)
    value = source.get(info.field_name)
    if isinstance(value, dict) and '__error' in value:
        raise graphql.GraphQLError(value['__error'])
    return value


def _theirs(schema, query, variables, name):
    try:
        document = graphql.parse(query)
    except graphql.GraphQLSyntaxError as error:
        return 'syntax', None, [error]
    errors = graphql.validate(schema, document, max_errors=100)
    if errors:
        return 'invalid', None, errors
    result = graphql.execute_sync(
        schema, document, root_value=DATA, field_resolver=_resolve, variable_values=variables, operation_name=name)
    return 'executed', result.data, result.errors or []


def _verdict(answer):
    codes = {error.get('extensions', {}).get('code') for error in answer.get('errors', [])}
    if 'GRAPHQL_PARSE_FAILED' in codes:
        return 'syntax'
    if 'GRAPHQL_VALIDATION_FAILED' in codes:
        return 'invalid'
    return 'executed'


def test_there_are_enough_documents_of_both_kinds(schema):
    verdicts = [_theirs(schema, *case)[0] for case in CASES]
    assert len(CASES) >= 150
    assert min(verdicts.count('executed'), verdicts.count('invalid'), verdicts.count('syntax')) >= 30


@pytest.mark.parametrize('index', range(len(CASES)), ids=lambda index: repr(CASES[index][0])[:60])
def test_same_verdict_and_same_data(index, ours, schema):
    query, variables, name = CASES[index]
    verdict, data, errors = _theirs(schema, query, variables, name)
    answer = ours[index]
    assert _verdict(answer) == verdict, answer
    assert _unordered(answer.get('data')) == _unordered(data) if '__schema' in query else answer.get('data') == data
    assert sorted(map(str, _paths(answer))) == sorted(str(error.path) for error in errors)
    if verdict == 'invalid':
        assert sorted(error['message'] for error in answer['errors']) == sorted(map(_words, errors))
        assert _places(answer) == sorted((place.line, place.column) for error in errors for place in error.locations)


def test_nothing_traps_on_mutated_documents():
    seconds = int(os.environ.get('GRAPHQL_FUZZ_SECONDS', '5'))
    done = _probe('fuzz', str(seconds), os.environ.get('GRAPHQL_FUZZ_SEED', '1'), timeout=seconds + 120)
    requests, executed, schemas = (int(word) for word in done.stdout.split() if word.isdigit())
    assert requests > 100 and executed > 10 and schemas > 1


def _words(error):
    """A message of graphql-core in the words of graphql-js, which Wiz's own answers are in."""
    words = error.message.replace("'", '"').replace('{a: 5}', '{ a: 5 }')
    head, found, place = words.partition(' may not be used on ')
    return head + found + place.upper().replace(' ', '_') if found else words


def _unordered(data):
    """The order of types and directives is free; the directive `oneOf` is younger than the specification held to."""
    if isinstance(data, dict):
        return {key: _unordered(value) for key, value in data.items()}
    if isinstance(data, list):
        kept = [_unordered(item) for item in data if not (isinstance(item, dict) and item.get('name') == 'oneOf')]
        return sorted(kept, key=lambda item: json.dumps(item, sort_keys=True))
    return data


def _paths(answer):
    return [error.get('path') for error in answer.get('errors', [])]


def _places(answer):
    return sorted(
        (place['line'], place['column']) for error in answer['errors'] for place in error.get('locations', []))
