"""One page for each noun of the API, and each says what the running program says."""

import json
import re
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader

import pytest

from program import ROOT

PAGES = ROOT / "Docs/api"


def generator():
    loader = SourceFileLoader("api_pages", str(ROOT / "Scripts/api-pages"))
    module = module_from_spec(spec_from_loader("api_pages", loader))
    loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def pages():
    return generator()


@pytest.fixture(scope="module")
def description(workbench):
    return workbench.get("/openapi.json")


def test_every_noun_has_a_page_and_the_overview_leads_there(pages, description):
    overview = (PAGES / "README.md").read_text(encoding="utf-8")
    nouns = pages.nouns(description)
    assert len(nouns) > 30
    for noun in nouns:
        assert (PAGES / f"{noun}.md").is_file(), f"no page for {noun}: run Scripts/api-pages"
        assert f"({noun}.md)" in overview, f"the overview does not lead to {noun}"
    others = {page.stem for page in PAGES.glob("*.md")} - set(nouns)
    assert others == {"README", "pyexclient"}, "pages of nouns that are not served"


def test_pages_name_what_the_program_serves(pages, description):
    for noun in pages.nouns(description):
        text = (PAGES / f"{noun}.md").read_text(encoding="utf-8")
        schema = description["components"]["schemas"][noun]["properties"]
        rows = [pages.attribute_row(*entry) for entry in sorted(schema["attributes"]["properties"].items())]
        assert re.findall(r"^\| `.*\|$", text, re.M) == rows, f"{noun}: run Scripts/api-pages"
        for name in schema["relationships"]["properties"]:
            assert f"`{name}`" in text, f"{noun}: {name}"


def test_examples_have_the_shape_of_answers(pages, description):
    for noun in pages.nouns(description):
        text = (PAGES / f"{noun}.md").read_text(encoding="utf-8")
        example = json.loads(re.search(r"^```json\n(.*?)^```", text, re.M | re.S).group(1))
        schema = description["components"]["schemas"][noun]["properties"]
        assert example["type"] == noun
        assert set(example["attributes"]) == set(schema["attributes"]["properties"]), noun
        assert set(example["relationships"]) == set(schema["relationships"]["properties"]), noun


def test_the_queries_of_the_pages_are_answered(pages, description, workbench):
    for noun in pages.nouns(description):
        text = (PAGES / f"{noun}.md").read_text(encoding="utf-8")
        path = re.search(r"^GET (/api/v2/\S+)$", text, re.M).group(1)
        assert workbench.request("GET", path).status_code == 200, path
