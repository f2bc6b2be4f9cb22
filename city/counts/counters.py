"""What every number on a page means, in the order of LiveCity.counters' columns. Knows no page."""

from dataclasses import dataclass, replace

from city.rules import Rules

UNKNOWN = -1  # nothing in this city can tell yet; pages show a dash, never 0


@dataclass(frozen=True, slots=True)
class Definition:
    """`additive`: an area's number is the sum of its children's and what belongs to it directly."""

    zh: str
    en: str
    unit: str  # people, posts, grids or cases
    zh_text: str
    en_text: str
    additive: bool = True


_TEXTS: dict[str, Definition] = {
    "posts": Definition(
        "编制岗位",
        "Posts",
        "posts",
        "该区域计划设置的网格员岗位数，来自区域数据。",
        "Inspectors' posts planned for the area, as told by the areas file.",
    ),
    "people": Definition(
        "在册人员",
        "People",
        "people",
        "花名册上归属该区域的网格员人数。",
        "Inspectors on the roster who are at home in the area.",
    ),
    "on_duty": Definition(
        "在岗",
        "On duty",
        "people",
        "最近 {on_duty_minutes} 分钟内有有效定位的在册人员：巡查中、处置中与停留之和，按归属区域统计。",
        "People on the roster whose newest accepted fix is at most {on_duty_minutes} minutes old: "
        "patrolling, handling and idle together, counted at home.",
    ),
    "handling": Definition(
        "处置中",
        "Handling",
        "people",
        "在岗并已接受分拨、尚未反馈的人员。",
        "People on duty with an accepted dispatch that is not fed back yet.",
    ),
    "patrolling": Definition(
        "巡查中",
        "Patrolling",
        "people",
        "在岗、未在处置，且最近定位前 {patrol_minutes} 分钟内移动超过 {patrol_metres} 米"
        "（另加前后两次定位的精度）的人员。精度差于 {accuracy_metres} 米或跳变的定位不算移动；"
        "一个编号同时在两处的不算巡查。",
        "People on duty, not handling, who moved more than {patrol_metres} m, and the accuracy of both fixes "
        "besides, in the {patrol_minutes} minutes before their newest fix. A fix worse than "
        "{accuracy_metres} m or a jump is no move; an id in two places at once patrols in neither.",
    ),
    "idle": Definition(
        "停留",
        "Idle",
        "people",
        "在岗，但既未处置也未巡查的人员。",
        "People on duty who neither handle nor patrol.",
    ),
    "offline": Definition(
        "离线",
        "Offline",
        "people",
        "上班时间内应在岗而未在岗的在册人员：在册减去在岗。",
        "In duty hours: people on the roster who are not on duty.",
    ),
    "off_shift": Definition(
        "下班",
        "Off shift",
        "people",
        "下班时间内未在岗的在册人员，其位置不显示。",
        "Outside duty hours: people on the roster who are not on duty; their positions are not shown.",
    ),
    "unlisted": Definition(
        "未在册",
        "Unlisted",
        "people",
        "最近 {on_duty_minutes} 分钟内有定位但不在花名册上的编号，按所在位置统计，不计入在岗；"
        "市域外的计在全市。",
        "Ids that are not on the roster and sent a fix in the last {on_duty_minutes} minutes, counted where "
        "they are, never on duty; those outside the city are counted at the top.",
    ),
    "visiting": Definition(
        "外来",
        "Visiting",
        "people",
        "在岗、身处该区域而归属于区域之外的人员。邻村之间的走动在村一级算外来、在镇一级不算，因此不可相加。",
        "People on duty who are in the area while their home is not in it. Someone in the next village "
        "visits it, but not the town of both: the numbers do not add up.",
        additive=False,
    ),
    "outside": Definition(
        "市域外",
        "Outside",
        "people",
        "在岗但最新定位在市域之外的人员，按归属区域统计。",
        "People on duty whose newest fix lies outside the city, counted at home.",
    ),
    "grids": Definition(
        "网格",
        "Grids",
        "grids",
        "该区域内的网格数。",
        "Grids in the area.",
    ),
    "grids_covered": Definition(
        "已覆盖网格",
        "Grids covered",
        "grids",
        "最近 {covered_hours} 小时内有在册人员于上班时间到过的网格；"
        "精度差于 {accuracy_metres} 米或跳变的定位不算到过。",
        "Grids in which someone on the roster was seen, in duty hours, within the last {covered_hours} "
        "hours; not by a fix worse than {accuracy_metres} m, nor by a jump.",
    ),
    "reported": Definition(
        "今日上报",
        "Reported today",
        "cases",
        "今日（本市时区）立案的全部案件，含紧急求助。",
        "All cases filed today, in the city's time zone, SOS included.",
    ),
    "advised": Definition(
        "今日劝导",
        "Advised today",
        "cases",
        "今日上报中当场劝导改正、即告结束的案件。",
        "Of those reported today: put right on the spot by persuasion, and so finished.",
    ),
    "dispatched": Definition(
        "今日分拨",
        "Dispatched today",
        "cases",
        "今日立案中曾经分拨给人员或部门的案件，不论后来如何。",
        "Of the cases filed today: ever sent to a person or a department, whatever became of it.",
    ),
    "resolved": Definition(
        "今日反馈",
        "Fed back today",
        "cases",
        "今日立案中曾经反馈处理结果的案件。",
        "Of the cases filed today: handled and fed back at least once.",
    ),
    "closed": Definition(
        "今日结案",
        "Closed today",
        "cases",
        "今日立案且已结案的案件；重新打开的不再计入。当场劝导、作废与并案另计。",
        "Of the cases filed today: closed, and not reopened since. What was advised, void or merged is not.",
    ),
    "open": Definition(
        "未结",
        "Open",
        "cases",
        "此刻尚未结束的案件，不论何时立案，含紧急求助。",
        "Cases that are not finished now, whenever they were filed, SOS included.",
    ),
    "overdue": Definition(
        "超时",
        "Overdue",
        "cases",
        "此刻已过时限而未结束的案件，不论何时立案；缓办（暂停计时）的与没有时限的不计。",
        "Cases past their deadline and not finished now, whenever they were filed; not those whose clock is "
        "paused, nor those without a time limit.",
    ),
    "unlocated": Definition(
        "待定位",
        "To locate",
        "cases",
        "此刻未结且位置缺失、不可用或在市域之外、等待人工定位的案件。",
        "Open cases without a usable place, or with one outside the city, that wait for an officer.",
    ),
    "sos": Definition(
        "紧急求助",
        "SOS",
        "cases",
        "此刻尚无具名人员确认的紧急求助。",
        "Calls for help that no named person has acknowledged yet.",
    ),
}


def definitions(rules: Rules) -> dict[str, Definition]:
    """The definitions, naming the thresholds that hold here."""
    values = {name: getattr(rules, name) for name in rules.__dataclass_fields__}
    return {
        name: replace(each, zh_text=each.zh_text.format_map(values), en_text=each.en_text.format_map(values))
        for name, each in _TEXTS.items()
    }


DEFINITIONS = definitions(Rules())
COUNTERS: tuple[str, ...] = tuple(DEFINITIONS)
COLUMN: dict[str, int] = {name: column for column, name in enumerate(COUNTERS)}
