"""Documents of integrations of Wiz against the emulated tenant: they fit the schema and get data worth having."""

import pytest
from graphql import build_client_schema, get_introspection_query, parse, validate

from client_documents import DOCUMENTS, filled, find_ids
from emulated_tenant import Emulator


@pytest.fixture(scope="module")
def emulator(tmp_path_factory):
    emulator = Emulator(tmp_path_factory.mktemp("clients"), "--issues", 150, "--seed", 5)
    yield emulator
    emulator.program.stop()


@pytest.fixture(scope="module")
def schema(emulator):
    return build_client_schema(emulator.ask(get_introspection_query())["data"])


@pytest.fixture(scope="module")
def ids(emulator):
    return find_ids(emulator.ask)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_of_a_client_is_valid_and_every_list_in_it_has_records(emulator, schema, ids, name):
    document, variables = DOCUMENTS[name]
    assert validate(schema, parse(document)) == []
    reply = emulator.ask(document, **filled(variables, ids))
    assert "errors" not in reply, reply["errors"]
    for field, value in reply["data"].items():
        if not isinstance(value, dict) or "nodes" not in value:
            assert value, field
        elif variables.get("first") != 0 and "first: 0" not in document:
            assert value["nodes"], field
            assert all(node and any(node.values()) for node in value["nodes"]), field


def test_a_graph_search_answers_what_was_asked(emulator, ids):
    def rows(name):
        document, variables = DOCUMENTS[name]
        return emulator.ask(document, **filled(variables, ids))["data"]["graphSearch"]["nodes"]

    exposed = rows("virtual machines open to the internet")
    assert all(row["entities"][0]["properties"]["accessibleFrom.internet"] for row in exposed)
    assert all(row["entities"][0]["publicExposures"]["nodes"] for row in exposed)
    pairs = rows("workloads and their identities")
    assert {row["entities"][1]["type"] for row in pairs} == {"SERVICE_ACCOUNT"}
    chains = rows("containers of a cluster")
    assert {tuple(entity["type"] for entity in row["entities"]) for row in chains} == {
        ("CONTAINER", "POD", "KUBERNETES_CLUSTER", "CONTAINER_IMAGE")}
    assert [row["entities"][0]["id"] for row in rows("a resource by its provider's id")] == [ids["$resource"]]


def every(emulator, field, selection, **arguments):
    """All records of a list, page by page."""
    given = "".join(f", {name}: {value}" for name, value in arguments.items())
    found, after = [], ""
    while True:
        page = emulator.ask(
            f"query ($after: String) {{ {field}(first: 100, after: $after{given}) {{ nodes {{ {selection} }} "
            "pageInfo { hasNextPage endCursor } totalCount } }", after=after)["data"][field]
        found += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            assert len(found) == page["totalCount"]
            return found
        after = page["pageInfo"]["endCursor"]


@pytest.mark.parametrize("field, selection, filters, fits", [
    ("secretInstances", "id severity", '{severity: {equals: [HIGH]}}', lambda node: node["severity"] == "HIGH"),
    ("hostConfigurationRuleAssessments", "id result resource { type }",
     '{result: [FAIL], resource: {type: ["VIRTUAL_MACHINE"]}}', lambda node: node["result"] == "FAIL"),
    ("controls", "id severity", "{severity: [CRITICAL]}", lambda node: node["severity"] == "CRITICAL"),
    ("connectors", "id type { id }", '{type: ["azure"]}', lambda node: node["type"]["id"] == "azure"),
    ("kubernetesClusters", "id kind", '{kind: ["GKE"]}', lambda node: node["kind"] == "GKE"),
])
def test_filters_of_lists_leave_exactly_what_fits(emulator, field, selection, filters, fits):
    everything = every(emulator, field, selection)
    found = every(emulator, field, selection, filterBy=filters)
    assert found
    assert len({node["id"] for node in everything}) == len(everything)
    assert found == [node for node in everything if fits(node)]


# Keys that hold for every record of their list.
ALWAYS = {("controls", "projectId"), ("networkExposures", "type")}


TEXTS = ["[ID!]", "[String!]", "[GraphEntityTypeValue!]", "StringListFilter"]


def test_no_key_of_a_filter_is_passed_over(emulator, schema):
    """Whatever a filter names that nothing in the tenant is called leaves nothing, in every list there is."""
    asked, passed_over = 0, []
    for field, definition in schema.query_type.fields.items():
        if "first" not in definition.args or "filterBy" not in definition.args or field.startswith("issue"):
            continue
        for key, argument in definition.args["filterBy"].type.fields.items():
            kind = str(argument.type)
            if (field, key) in ALWAYS or kind not in TEXTS:
                continue
            word = '["nothing is called this"]'
            filters = f"{{{key}: {{equals: {word}}}}}" if kind == "StringListFilter" else f"{{{key}: {word}}}"
            reply = emulator.ask(f"{{ {field}(first: 1, filterBy: {filters}) {{ totalCount }} }}")
            page = reply["data"][field]
            asked += 1
            if page["totalCount"] != 0:
                passed_over.append((field, key))
    assert passed_over == []
    assert asked > 60


def test_an_empty_list_in_a_filter_is_refused_everywhere(emulator):
    for field in ["secretInstances(first: 1, filterBy: {severity: {equals: []}})",
                  "controls(first: 1, filterBy: {severity: []})", "connectors(first: 1, filterBy: {type: []})"]:
        assert emulator.post(f"{{ {field} {{ totalCount }} }}").status_code == 400


def test_lists_come_in_the_order_asked_for(emulator):
    ranks = ["CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL"]
    for field in ["controls", "secretInstances", "cloudConfigurationRules"]:
        nodes = every(emulator, field, "severity", orderBy="{field: SEVERITY, direction: DESC}")
        severities = [ranks.index(node["severity"]) for node in nodes]
        assert severities == sorted(severities)
        assert len(set(severities)) > 1
