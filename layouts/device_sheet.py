"""The sheet that sets up a phone in one scan: one page of A4 in a file of its own, which loads nothing."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from layouts.words import read_words

STEPS = ("sheet_install", "sheet_scan", "sheet_allow", "sheet_start")
STYLE = """
@page { size: A4; margin: 18mm; }
body { margin: 0 auto; max-width: 174mm; padding: 10mm 0; color: #111; background: #fff;
  font: 12pt/1.5 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
h1 { margin: 0 0 6mm; font-size: 22pt; line-height: 1.2; }
.world { margin: 0 0 4mm; padding: 1mm 3mm; border: 1pt solid #111; display: inline-block; font-weight: 700; }
table { border-collapse: collapse; width: 100%; }
th { width: 32mm; padding: 1.5mm 4mm 1.5mm 0; text-align: left; font-weight: 400; color: #555;
  vertical-align: top; }
td { padding: 1.5mm 0; font-weight: 600; overflow-wrap: anywhere; }
.code { margin: 8mm 0; display: flex; gap: 10mm; align-items: flex-start; }
.code svg { flex: none; width: 70mm; height: 70mm; }
ol { margin: 0; padding-left: 6mm; }
li { margin-bottom: 3mm; }
.secret { padding: 3mm 4mm; border: 1.5pt solid #111; }
.hand { margin-top: 8mm; font-size: 9pt; }
.hand td { font: 9pt/1.4 monospace; }
@media print { body { padding: 0; } }
"""


@dataclass(frozen=True, slots=True)
class DeviceSheet:
    """`code` is the QR as an SVG of ours; `world` is said on it unless the city is real."""

    device: str
    inspector: str
    name: str
    server: str
    key: str  # its name
    made: str
    world: str
    code: str


def device_sheet(lang: str, sheet: DeviceSheet) -> str:
    text = {key: told[lang] for key, told in read_words("device_sheet.toml").items()}
    language = "zh-CN" if lang == "zh" else "en"
    world = f'<p class="world">{escape(sheet.world)}</p>' if sheet.world else ""
    whose = ((text["sheet_whose"], f"{sheet.name} {sheet.inspector}"), (text["sheet_device"], sheet.device))
    hand = ((text["sheet_server"], sheet.server), (text["sheet_device"], sheet.device))
    steps = "".join(f"<li>{escape(text[step])}</li>" for step in STEPS)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="referrer" content="no-referrer"><title>{escape(text["sheet_title"])} '
        f"{escape(sheet.device)}</title><style>{STYLE}</style></head><body>"
        f"{world}<h1>{escape(text['sheet_title'])}</h1>"
        f"{_table((*whose, (text['sheet_made'], sheet.made)))}"
        f'<div class="code">{sheet.code}<ol>{steps}</ol></div>'
        f'<p class="secret">{escape(text["sheet_secret"].format(key=sheet.key))}</p>'
        f'<div class="hand"><p>{escape(text["sheet_by_hand"])}</p>{_table(hand)}</div></body></html>\n'
    )


def _table(rows: tuple[tuple[str, str], ...]) -> str:
    lines = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>' for name, value in rows
    )
    return f"<table><tbody>{lines}</tbody></table>"
