"""What a browser calls itself, in words: "Chrome on Windows". One that is none of these is cut."""

from __future__ import annotations

from layouts.accounts.account import account_words

LONGEST = 40  # characters of one that is not known
# (what it says, what it is called): the first that fits, since most claim to be others too
BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("QQBrowser", "QQ Browser"),
    ("HuaweiBrowser", "Huawei Browser"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def agent_words(lang: str, agent: str) -> str:
    """`agent` as it came with a request, or nothing."""
    text = "".join(each for each in agent if each.isprintable()).strip()
    browser, system = (
        next((name for sign, name in table if sign in text), "") for table in (BROWSERS, SYSTEMS)
    )
    if browser and system:
        return account_words(lang)["agent"].format(browser=browser, system=system)
    own = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return browser or system or own or account_words(lang)["agent_none"]
