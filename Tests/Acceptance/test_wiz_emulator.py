"""The emulated tenant as a program of its own, as an integrator runs it."""

import pytest
import requests
from graphql import build_client_schema, get_introspection_query, parse, validate

from emulated_tenant import Emulator

DOCUMENTS = {
    "threats": """query ($first: Int, $filterBy: IssueFilters, $filterScope: IssueFiltersScope, $orderBy: IssueOrder) {
        issues: issuesV2(first: $first, filterBy: $filterBy, filterScope: $filterScope, orderBy: $orderBy) {
            nodes {
                id status severity resolvedBy { user { id email name } } control { id name }
                sourceRules {
                    __typename
                    ... on CloudEventRule { id name description cloudEventRuleType: type ruleSeverity: severity builtin }
                    ... on Control { id name controlDescription: description resolutionRecommendation type risks }
                    ... on CloudConfigurationRule { id name description control { id } } }
                threatDetectionDetails {
                    actorsTotalCount actors { id name type } mainDetection { id ruleMatch { rule { name origins } } }
                    detections(first: 0) { totalCount } }
                commentThread { id hasComments } }
            pageInfo { hasNextPage endCursor } } }""",
    "legacy": """query ($first: Int) {
        issues(first: $first) {
            nodes {
                id entity { id name type } control { id name query } note serviceTicket { externalId name url }
                projects { id name slug businessUnit riskProfile { businessImpact } } }
            totalCount uniqueEntityCount criticalSeverityCount } }""",
    "graph": """query ($first: Int) {
        graphSearch(first: $first, projectId: "*", query: {
            type: [VIRTUAL_MACHINE], select: true, where: {cloudPlatform: {EQUALS: "AWS"}},
            relationships: [{type: [{type: SERVES}], with: {type: [BUCKET], select: true}}]}) {
            totalCount nodes { entities { id name type properties } } } }""",
    "findings": """query ($first: Int) {
        vulnerabilityFindings(first: $first) {
            nodes { id name CVSSSeverity vulnerableAsset { ... on VulnerableAssetBase { id name type } } } }
        configurationFindings(first: $first) {
            nodes { id result rule { id name } resource { id subscription { externalId } tags { key value } } } } }""",
    "administration": """query ($first: Int) {
        auditLogEntries(first: $first) { nodes { id action status timestamp actionParameters user { id name } } }
        projects(first: $first) { nodes { id name cloudAccountCount } totalCount }
        cloudAccounts(first: $first) { nodes { id externalId resourceCount linkedProjects { slug } } }
        controls(first: $first) { nodes { id name securitySubCategories { title } } }
        permissionScopes }""",
}

VARIABLES = {
    "threats": {
        "filterBy": {"type": ["THREAT_DETECTION"], "status": ["OPEN", "IN_PROGRESS"]},
        "filterScope": "ALL_ISSUE_DETECTIONS", "orderBy": {"field": "CREATED_AT", "direction": "DESC"}},
}


@pytest.fixture(scope="module")
def emulator(tmp_path_factory):
    emulator = Emulator(tmp_path_factory.mktemp("emulator"), "--issues", 120, "--seed", 3)
    yield emulator
    emulator.program.stop()


@pytest.fixture(scope="module")
def schema(emulator):
    reply = emulator.ask(get_introspection_query())
    assert "errors" not in reply, reply["errors"]
    return build_client_schema(reply["data"])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_of_clients_fit_the_schema_and_get_data(emulator, schema, name):
    assert validate(schema, parse(DOCUMENTS[name])) == []
    reply = emulator.ask(DOCUMENTS[name], first=5, **VARIABLES.get(name, {}))
    assert "errors" not in reply, reply["errors"]
    for field, value in reply["data"].items():
        assert value["nodes"] if isinstance(value, dict) else value, field


def test_a_hundred_thousand_issues_fit_into_500_mib(tmp_path):
    emulator = Emulator(tmp_path, "--issues", 100_000)
    try:
        reply = emulator.ask(
            "{ issuesV2(first: 500) { nodes { id description } totalCount criticalSeverityCount maxCountReached } }")
        assert reply["data"]["issuesV2"]["totalCount"] == 100_000
        assert reply["data"]["issuesV2"]["maxCountReached"]
        listed = requests.get(f"{emulator.url}/_emulator/issues", timeout=60).json()
        assert listed["total"] == 100_000
        assert emulator.peak_memory < 500
    finally:
        emulator.program.stop()


def test_it_stops_when_it_is_asked_to(tmp_path):
    emulator = Emulator(tmp_path, "--issues", 0, "--rate", 60)
    assert emulator.program.terminate() == 0
