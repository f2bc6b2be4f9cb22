"""Whatever stands in a field, the XML is one that every parser reads, and reads the same."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.field.open311.shapes import Open311Refusal
from dashboard.field.open311.xml import document


@settings(max_examples=40)
@given(st.text(max_size=40))
def test_any_text_comes_out_as_it_went_in_but_what_no_xml_can_hold(text: str) -> None:
    root = ElementTree.fromstring(document("errors", [Open311Refusal(400, text)]))
    [told] = [each.text or "" for each in root.iter("description")]
    ends = text.replace("\r\n", "\n").replace("\r", "\n")
    assert len(told) == len(ends)
    assert all(one == other or one == "\ufffd" for one, other in zip(told, ends, strict=True))
    assert told == ends or not all(c.isprintable() or c in "\n\t" for c in text)
