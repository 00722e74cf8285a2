"""The emulated tenant's schema, judged by an independent GraphQL implementation."""

import pytest
import requests
from graphql import build_client_schema, get_introspection_query, parse, validate


@pytest.fixture(scope="module")
def ask(credentials):
    wiz = credentials["wiz"]
    form = {
        "grant_type": "client_credentials", "client_id": wiz["client_id"], "client_secret": wiz["client_secret"],
        "audience": "wiz-api"}
    token = requests.post(wiz["auth_url"], data=form, timeout=10).json()["access_token"]

    def ask(query, **variables):
        answer = requests.post(
            wiz["api_url"], json={"query": query, "variables": variables}, timeout=10,
            headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 200, answer.text[:500]
        return answer.json()

    return ask


@pytest.fixture(scope="module")
def schema(ask):
    reply = ask(get_introspection_query())
    assert "errors" not in reply, reply["errors"]
    return build_client_schema(reply["data"])


QUERIES = {
    "issues": """query ($first: Int, $filterBy: IssueFilters) {
        issues: issuesV2(first: $first, filterBy: $filterBy) {
            nodes { id type status severity createdAt sourceRules { id name } entitySnapshot { id name } }
            pageInfo { hasNextPage endCursor } totalCount } }""",
    "detections": """query ($first: Int) {
        detections(first: $first) { nodes { id severity createdAt ruleMatch { rule { id name } } }
            pageInfo { hasNextPage endCursor } totalCount } }""",
}


@pytest.mark.parametrize("name", QUERIES)
def test_a_client_can_rely_on_the_schema_that_it_is_shown(ask, schema, name):
    assert validate(schema, parse(QUERIES[name])) == []
    reply = ask(QUERIES[name], first=5)
    assert "errors" not in reply, reply["errors"]
    assert 0 < len(reply["data"][name]["nodes"]) <= 5


def test_a_document_that_does_not_fit_is_refused_by_both(ask, schema):
    query = "{ issuesV2(first: 1) { nodes { id noSuchField } } }"
    assert validate(schema, parse(query)) != []
    reply = ask_refused(ask, query)
    assert reply["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


def ask_refused(ask, query):
    """The tenant answers refusals with 200 or 400; both carry the envelope."""
    try:
        return ask(query)
    except AssertionError as error:
        raise AssertionError(f"refused without an envelope: {error}") from None
