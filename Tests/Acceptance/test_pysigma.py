"""The rule engine against pySigma: one table, read by both.

pySigma parses rules and does not evaluate them. This test walks the condition tree that pySigma makes of each case and
decides, with Python's own means, whether the event satisfies it. The same table is read by the engine's own tests
(Tests/DetectionTests/SigmaCaseTests.swift). Where both agree with the table, they agree with each other.

Left out on purpose, because the engine is more lenient: numbers with `contains`, networks with host bits set, `cased`
with `fieldref`, and `utf16le`, which pySigma no longer knows. Also words that YAML 1.1 takes for booleans and octal
numbers (`no`, `on`, `012`): the engine reads YAML 1.2, so that such a word stays what its author wrote.
"""

import ipaddress
import json
import re
from datetime import datetime
from pathlib import Path

import pytest
from sigma.conditions import (
    ConditionAND,
    ConditionFieldEqualsValueExpression,
    ConditionNOT,
    ConditionOR,
    ConditionValueExpression,
)
from sigma.rule import SigmaRule
from sigma.types import (
    CompareOperators,
    SigmaBool,
    SigmaCasedString,
    SigmaCIDRExpression,
    SigmaCompareExpression,
    SigmaExists,
    SigmaExpansion,
    SigmaFieldReference,
    SigmaNull,
    SigmaNumber,
    SigmaRegularExpression,
    SigmaString,
    SigmaTimestampPart,
    SpecialChars,
    TimestampPart,
)

CASES = json.loads((Path(__file__).parent / "sigma-cases.json").read_text(encoding="utf-8"))
NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?")


def parse(detection):
    body = "\n".join("    " + line for line in detection.split("\n"))
    text = f"title: case\nid: 00000000-0000-4000-8000-000000000001\nlogsource:\n    product: wiz\ndetection:\n{body}\n"
    return SigmaRule.from_yaml(text)


def values_at(node, steps):
    """All scalars at a dotted path; lists give their elements, and a step may be several joined by dots."""
    if node is None:
        return []
    if isinstance(node, list):
        return [value for element in node for value in values_at(element, steps)]
    if not isinstance(node, dict):
        return [] if steps else [node]
    if not steps:
        return [node]
    found = []
    for length in range(1, len(steps) + 1):
        key = ".".join(steps[:length])
        if key in node:
            found += values_at(node[key], steps[length:])
    return found


def scalars(node):
    if isinstance(node, dict):
        return [value for child in node.values() for value in scalars(child)]
    if isinstance(node, list):
        return [value for child in node for value in scalars(child)]
    return [] if node is None else [node]


def text_of(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return None if isinstance(value, dict) else str(value)


def fold(text):
    return "".join(character.lower() for character in text)


def number_of(value):
    if isinstance(value, bool) or isinstance(value, dict):
        return None
    if isinstance(value, str):
        return float(value) if NUMBER.fullmatch(value) else None
    return value


def pattern_of(string, is_keyword):
    is_cased = isinstance(string, SigmaCasedString)
    source = ""
    for part in string.s:
        if part == SpecialChars.WILDCARD_MULTI:
            source += ".*"
        elif part == SpecialChars.WILDCARD_SINGLE:
            source += "."
        else:
            source += re.escape(part if is_cased else fold(part))
    if is_keyword:
        source = ".*" + source + ".*"
    return re.compile(source, re.DOTALL), is_cased


def place_of(value):
    return value.starts_with, value.ends_with


def accepts(test, value, event, is_keyword=False):
    if isinstance(test, SigmaExpansion):
        return any(accepts(part, value, event, is_keyword) for part in test.values)
    if isinstance(test, SigmaString):
        text = text_of(value)
        pattern, is_cased = pattern_of(test, is_keyword)
        return text is not None and bool(pattern.fullmatch(text if is_cased else fold(text)))
    if isinstance(test, SigmaTimestampPart):
        return part_of_time(value, test.timestamp_part) == test.number
    if isinstance(test, SigmaNumber):
        if is_keyword:
            return str(test.number) in (text_of(value) or "")
        return number_of(value) is not None and number_of(value) == test.number
    if isinstance(test, SigmaBool):
        return (text_of(value) or "").lower() == ("true" if test.boolean else "false")
    if isinstance(test, SigmaRegularExpression):
        flags = 0
        for flag in test.flags:
            flags |= SigmaRegularExpression.sigma_to_python_flags[flag]
        source = str(test.regexp)
        return text_of(value) is not None and bool(re.search(source, text_of(value), flags))
    if isinstance(test, SigmaCIDRExpression):
        return in_network(value, test.network)
    if isinstance(test, SigmaCompareExpression):
        number = number_of(value)
        limit = test.number.number
        return number is not None and {
            CompareOperators.LT: number < limit,
            CompareOperators.LTE: number <= limit,
            CompareOperators.GT: number > limit,
            CompareOperators.GTE: number >= limit,
        }[test.op]
    raise AssertionError(f"this test does not know {type(test).__name__}")


def in_network(value, network):
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    address = mapped if mapped is not None and network.version == 4 else address
    return address in network


def part_of_time(value, part):
    time = datetime.fromisoformat(value.replace("Z", "+00:00"))
    return {
        TimestampPart.MINUTE: time.minute,
        TimestampPart.HOUR: time.hour,
        TimestampPart.DAY: time.day,
        TimestampPart.WEEK: time.isocalendar().week,
        TimestampPart.MONTH: time.month,
        TimestampPart.YEAR: time.year,
    }[part]


def refers(reference, value, event):
    """Whether a value stands in the asked relation to another field's."""
    starts, ends = reference.starts_with, reference.ends_with
    left = fold(text_of(value) or "")
    for other in values_at(event, reference.field.split(".")):
        right = fold(text_of(other) or "")
        if starts and ends:
            found = right in left
        elif starts:
            found = left.startswith(right)
        elif ends:
            found = left.endswith(right)
        else:
            found = left == right
        if found:
            return True
    return False


def holds(node, event):
    if isinstance(node, ConditionAND):
        return all(holds(part, event) for part in node.args)
    if isinstance(node, ConditionOR):
        return any(holds(part, event) for part in node.args)
    if isinstance(node, ConditionNOT):
        return not holds(node.args[0], event)
    if isinstance(node, ConditionValueExpression):
        return any(accepts(node.value, value, event, is_keyword=True) for value in scalars(event))
    assert isinstance(node, ConditionFieldEqualsValueExpression)
    values = values_at(event, node.field.split("."))
    if isinstance(node.value, SigmaNull):
        return not values
    if isinstance(node.value, SigmaExists):
        return bool(values) == node.value.exists
    if isinstance(node.value, SigmaFieldReference):
        return any(refers(node.value, value, event) for value in values)
    return any(accepts(node.value, value, event) for value in values)


def test_the_table_is_large_enough():
    assert len(CASES) >= 250
    assert 80 < sum(case["fires"] for case in CASES) < len(CASES) - 80


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['detection']} on {json.dumps(case['event'])}"[:120])
def test_pysigma_reads_the_rule_as_the_table_says(case):
    rule = parse(case["detection"])
    verdict = any(holds(condition.parse(), case["event"]) for condition in rule.detection.parsed_condition)
    assert verdict == case["fires"]


REFUSED = [
    "s:\n    a|contains|re: x\ncondition: s",
    "s:\n    a|nosuch: x\ncondition: s",
    "s:\n    a|cidr: 10.0.0.0/99\ncondition: s",
    "s:\n    a|re: '('\ncondition: s",
    "s:\n    a|gt: x\ncondition: s",
    "s:\n    a|exists: 5\ncondition: s",
    "s:\n    a|base64: 'x*'\ncondition: s",
    "s:\n    a|fieldref: 'b*'\ncondition: s",
    "s:\n    a|windash: '-a -b -c -d'\ncondition: s",
    "s:\n    a: x\ncondition: s and",
    "s:\n    a: x\ncondition: (s",
    "s:\n    a: x\ncondition: t",
    "s:\n    a: x\ncondition: s | count() > 5",
    "s:\n    a: x",
]


@pytest.mark.parametrize("detection", REFUSED)
def test_pysigma_refuses_what_the_engine_refuses(detection):
    """The same list is in SigmaCaseTests.swift."""
    with pytest.raises(Exception):
        rule = parse(detection)
        for condition in rule.detection.parsed_condition:
            condition.parse()
