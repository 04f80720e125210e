"""What prose asserts: each case is a passage and the relations that a careful reader finds in it.

A relation is written as `total = a + b`, `n / d = r%`, `base → now (delta, rate)`, `opening + income - spending = closing`,
`a - b = c` or `a == b`, with figures as printed. The list is complete: what is not in it must not be claimed.
"""

from __future__ import annotations

from itertools import count

import pytest

from extract.model import (
    BalanceClaim,
    ChangeClaim,
    Claim,
    CountedList,
    DifferenceClaim,
    Fact,
    Mark,
    PartGroup,
    ProductClaim,
    RateClaim,
    Restatement,
    Text,
)
from extract.narrative import Piece, Setting, read_passage

CASES = {
    # -- parts ---------------------------------------------------------------------------------------------------
    "其中, two parts": (
        "全年支出880.00万元，其中：基本支出610.50万元，项目支出269.50万元。",
        ["880.00 = 610.50 + 269.50"],
    ),
    "brackets inside brackets": (
        "支出合计900万元，其中：基本支出600万元（人员经费500万元，公用经费100万元）；项目支出300万元（设备购置200万元，维修100万元）。",
        ["900 = 600 + 300", "600 = 500 + 100", "300 = 200 + 100"],
    ),
    "the parts belong to the final account, not to the budget": (
        "培训经费预算50万元，决算41万元，其中：师资费25万元，场地费16万元。",
        ["41 = 25 + 16"],
    ),
    "a change between total and parts is no total": (
        "收入合计700万元，比上年增加70万元，增长11.11%，其中：财政拨款650万元，其他收入50万元。",
        ["700 = 650 + 50", "? → 700 (70, 11.11)"],
    ),
    "a new sentence divides the whole of a finished list once more": (
        "编外人员31人：窗口12人，巡查10人，后勤9人。其中，男性14人、女性17人。",
        ["31 = 12 + 10 + 9", "31 = 14 + 17"],
    ),
    "a new paragraph divides the whole of a list of shares": (
        "收回有效问卷80份，有效率96.39%。满意64人，占80.00%；不满意16人，占20.00%。\n其中，村民50人、干部30人。",
        ["80 = 64 + 16", "80 = 50 + 30", "64 / 80 = 80.00", "16 / 80 = 20.00"],
    ),
    "what follows a list without its whole is left alone": (
        "新增窗口12人、巡查10人、后勤9人。其中，男性14人、女性17人。",
        [],
    ),
    "a new sentence about the part that the lexicon knows": (
        "支出合计90万元，其中项目支出30万元，基本支出60万元。其中，人员经费48万元，公用经费12万元。",
        ["90 = 30 + 60", "60 = 48 + 12"],
    ),
    "those asked are not those who answered": (
        "走访服务对象90人开展问卷调查，收回有效问卷84份，满意率94.05%，其中满意50人、较满意29人、不满意5人。",
        ["84 = 50 + 29 + 5"],
    ),
    "what is lacking is not divided": (
        "执法车辆编制20辆，实有17辆，缺额3辆；其中轿车8辆、皮卡9辆。",
        ["17 = 8 + 9", "20 - 17 = 3"],
    ),
    "a partition told in front with its third member": (
        "核定行政编制30名、事业编制42名、工勤编制5名。合计编制77名。",
        ["77 = 30 + 42 + 5"],
    ),
    "a day's count has parts, too": (
        "窗口日均接待350人次，其中社保210人次、医保140人次。",
        ["350 = 210 + 140"],
    ),
    "members that words of their own leave nothing beside": (
        "全年共发放津贴90万元，城镇54万元，农村36万元。",
        ["90 = 54 + 36"],
    ),
    "a pair of words under a standard is no partition": ("津贴标准90元，城镇54元，农村36元。", []),
    "figures of one name in brackets add up beside their totals": (
        "一期投资40万元（其中设备15万元），二期投资60万元（其中设备25万元），合计投资100万元（其中设备40万元）。",
        ["100 = 40 + 60", "40 = 15 + 25"],
    ),
    "a stock up to now is no sum of some years": ("2021年慰问12户，2022年慰问15户；截至目前累计慰问86户。", []),
    "two years are not five": ("2021年投入12万元，2022年投入15万元，五年来累计投入86万元。", []),
    "two years of two": (
        "两年共投入27万元。2021年投入12万元，2022年投入15万元，两年累计投入27万元。",
        ["27 = 12 + 15"],
    ),
    "what people are told by in several ways": ("总人口186人，其中移民42人、劳动力102人、外出务工38人。", []),
    "another year of what was told": ("在校生320人、教职工26人；2022年分别为300人和25人。", []),
    "lists by two aspects, their whole told after": (
        "从来源看，上级补助60万元，自筹40万元。从用途看，设备70万元，培训30万元。项目总预算100万元。",
        ["100 = 60 + 40", "100 = 70 + 30"],
    ),
    "an average beside the parts": ("支出18万元，其中接待3万元；用车15万元，车均5万元。", ["18 = 3 + 15"]),
    "townships are no people": ("惠及群众200人，其中老人120人、儿童80人，涉及6个村组。", ["200 = 120 + 80"]),
    "what was cut back ends a list": (
        "下达补助80万元，其中甲类50万元，乙类30万元，调减20万元，全年实际下达60万元。",
        ["80 = 50 + 30", "80 - 20 = 60"],
    ),
    "beside vacancies stands no remainder": (
        "核定30人。年末实有26人，空编4名；另有临聘5人、借调2人。",
        ["30 - 26 = 4"],
    ),
    "marks earned beside full marks, their total behind": (
        "管理20分，得18分；产出50分，得46分；效果30分，得29分，总得分93分。",
        ["93 = 18 + 46 + 29"],
    ),
    "marks in brackets behind their names": (
        "设管理（20分）、产出（50分）、效果（30分）三项，合计100分。",
        ["100 = 20 + 50 + 30"],
    ),
    "measures that come round are columns": (
        "编制50名，实有46人，空编4名；其中机关编制20名，实有19人，空编1名，所属站编制30名，实有27人，空编3名。",
        ["50 = 20 + 30", "46 = 19 + 27", "4 = 1 + 3", "50 - 46 = 4", "20 - 19 = 1", "30 - 27 = 3"],
    ),
    "a total called like its parts": ("一标合同额30万元，二标合同额45万元，合同总额75万元。", ["75 = 30 + 45"]),
    "a total of another name": ("一标合同额30万元，二标合同额45万元，项目总投资100万元。", []),
    "what the year began with and what was added": (
        "年初安排70万元，年中追加20万元，全年可用90万元；支出85万元，余5万元结转下年。",
        ["90 = 70 + 20", "90 - 85 = 5"],
    ),
    "what the last part was for is no list": (
        "支出30万元，其中甲站10万元，乙站20万元，用于3辆车的燃油、维修等。",
        ["30 = 10 + 20"],
    ),
    "含 is a subset": ("差旅费18万元，含市外差旅12万元。", []),
    "等 leaves the list open": ("安排资金300万元，包括道路120万元、水利90万元等，均已下达。", []),
    "主要用于 is no partition": ("支出60万元，主要用于印刷费20万元、差旅费15万元等方面。", []),
    "one part after 其中": ("共接待来访40批次，其中重大来访3批次。", []),
    "a remainder without a number": ("项目支出200万元，其中绿化80万元、亮化50万元，其余用于管护。", []),
    "其余 with a number": ("应改造房屋90户，已完工72户，其余18户在建。", ["90 = 72 + 18"]),
    "分别为 with a total behind": (
        "人员经费、公用经费和项目经费分别为310万元、45万元和120万元，合计475万元。",
        ["475 = 310 + 45 + 120"],
    ),
    "a bare list shares the last unit": (
        "一季度、二季度、三季度分别拨付10.5、20.5、30万元，共拨付61万元。",
        ["61 = 10.5 + 20.5 + 30"],
    ),
    "三项合计": (
        "办公费6万元，水电费3万元，邮电费2万元，三项合计11万元。",
        ["11 = 6 + 3 + 2"],
    ),
    "two partitions of one total": (
        "支出总计500万元。按经济分类划分，工资福利支出350万元，商品和服务支出150万元；"
        "按支出性质划分，基本支出400万元，项目支出100万元。",
        ["500 = 350 + 150", "500 = 400 + 100"],
    ),
    "共 something else is no total": (
        "开展检查30次、抽查20次，共发现问题15个，发放整改通知25份。",
        [],
    ),
    "a counted total with two bracketed and listed partitions": (
        "更新设备12台（城区7台、乡镇5台），其中打印机6台、电脑4台、扫描仪2台。",
        ["12 = 7 + 5", "12 = 6 + 4 + 2"],
    ),
    "parallel rows": (
        "全市车辆编制60辆，实有52辆，空编8辆。其中行政单位编制40辆，实有35辆，空编5辆；事业单位编制20辆，实有17辆，空编3辆。",
        [
            "60 = 40 + 20",
            "52 = 35 + 17",
            "8 = 5 + 3",
            "60 - 52 = 8",
            "40 - 35 = 5",
            "20 - 17 = 3",
        ],
    ),
    "a sibling of the total ends the list": (
        "资产总额800万元，流动资产300万元，其中：库存现金1万元，银行存款299万元，固定资产500万元。",
        ["300 = 1 + 299", "800 = 300 + 500"],
    ),
    "a list of paragraphs below its total": (
        "本年支出合计640万元，具体情况如下：\n1.一般公共服务支出500万元。\n2.社会保障和就业支出90万元。\n3.住房保障支出50万元。",
        ["640 = 500 + 90 + 50"],
    ),
    "mixed units": (
        "总投资1.5亿元，其中：上级资金9,000万元，自筹6,000万元。",
        ["1.5 = 9,000 + 6,000"],
    ),
    "a list below its total without numbers": (
        "2024年基本支出910元，其中：\n人员经费800元，占基本支出的87.91%。\n公用经费110元，占基本支出的12.09%。",
        ["910 = 800 + 110", "800 / 910 = 87.91", "110 / 910 = 12.09"],
    ),
    "the list below divides the total, not the part behind 其中": (
        "单位2021年度总收入60万元，其中本年收入45万元，较上年减少5万元，下降10%。收入具体情况如下。\n"
        "1.财政拨款收入45万元，较上年减少4万元，下降8.16%。\n2.上年结转15万元。",
        ["60 = 45 + 15", "? → 45 (5, 10)", "? → 45 (4, 8.16)"],
    ),
    "what 包括 speaks of stands under its name": (
        "基本支出50万元。项目支出30万元。项目支出包括印刷费10万元，租赁费20万元。",
        ["30 = 10 + 20"],
    ),
    "both sides of one sum": (
        "2024年收支总预算90万元。收入包括：财政拨款80万元、上年结转10万元；支出包括：教育支出60万元、住房保障支出30万元。",
        ["90 = 80 + 10", "90 = 60 + 30"],
    ),
    "a budget beside every part": (
        "三公经费决算6万元，年初预算10万元。其中：公务接待费2万元，年初预算4万元；公务用车运行维护费4万元，年初预算6万元。",
        ["6 = 2 + 4", "10 = 4 + 6"],
    ),
    "rows of figures under their totals": (
        "共采购项目9个，计划金额100万元，成交金额90万元，其中货物类采购项目5个，计划金额60万元，成交金额55万元；"
        "服务类采购项目4个，计划金额40万元，成交金额35万元。",
        ["9 = 5 + 4", "100 = 60 + 40", "90 = 55 + 35"],
    ),
    "levels of a tree are no parts": ("设置指标15个，其中一级指标3个，二级指标5个，三级指标15个。", []),
    "retired staff stand beside the staff": (
        "正式职工20人，其中高级职称5人，中级职称15人，退休职工8人。",
        ["20 = 5 + 15"],
    ),
    "what was saved is no part": (
        "实际采购90万元，其中货物50万元、服务40万元，节约资金10万元。",
        ["90 = 50 + 40"],
    ),
    "a partition of a part": (
        "核定编制30名，其中行政编制10名、事业编制20名。事业编制按单位分：甲站12名、乙站8名。",
        ["30 = 10 + 20", "20 = 12 + 8"],
    ),
    "shares name the whole": (
        "政府采购预算50万元。其中：集中采购30万元，占政府采购预算的60%。分散采购20万元，占政府采购预算的40%。",
        ["50 = 30 + 20", "30 / 50 = 60", "20 / 50 = 40"],
    ),
    # -- rates ---------------------------------------------------------------------------------------------------
    "execution on the adjusted budget": (
        "年初预算400万元，调整后预算500万元，支出450万元，预算执行率90%。",
        ["450 / 500 = 90"],
    ),
    "two rates, two denominators": (
        "年初预算数200万元，全年预算数250万元，决算数240万元，完成年初预算的120%，完成全年预算的96%。",
        ["240 / 200 = 120", "240 / 250 = 96"],
    ),
    "the budget stands in the sentence before": (
        "项目全年预算数为80万元。截至年底实际支出76万元，执行率95%。",
        ["76 / 80 = 95"],
    ),
    "a named count rate": ("受理投诉200件，办结190件，办结率95%。", ["190 / 200 = 95"]),
    "应 and 实": ("应到位资金100万元，实到位90万元，到位率90%，缺口10万元。", ["90 / 100 = 90", "100 - 90 = 10"]),
    "plan and result": ("计划培训500人次，实际培训520人次，完成率104%。", ["520 / 500 = 104"]),
    "shares": (
        "收入合计200万元，其中：财政拨款180万元，占90%；其他收入20万元，占10%。",
        ["200 = 180 + 20", "180 / 200 = 90", "20 / 200 = 10"],
    ),
    "a share of a named whole": (
        "采购总额100万元，授予中小企业合同金额80万元，占采购总额的80%。",
        ["80 / 100 = 80"],
    ),
    "a rate without operands": ("预算执行率98%，资金使用率100%。", []),
    "a threshold is no rate": ("满意度≥90%得满分，实际满意度95%。", []),
    "satisfaction on the exact option": (
        "收回有效问卷100份，其中“满意”的85份，“基本满意”的10份，“不满意”的5份，满意率85%。",
        ["100 = 85 + 10 + 5", "85 / 100 = 85"],
    ),
    "the budget inside the rate's words": (
        "公务接待费支出4万元，完成预算5万元的80%。",
        ["4 / 5 = 80"],
    ),
    "a share of what is not printed": (
        "一般公共预算支出500万元，增长4%，其中民生支出增长6%，占一般公共预算支出80%。",
        [],
    ),
    "parallel lists": (
        "货物、工程、服务采购分别为10万元、20万元和30万元，合计60万元，占总额的比重分别为16.67%、33.33%和50%。",
        ["60 = 10 + 20 + 30", "10 / 60 = 16.67", "20 / 60 = 33.33", "30 / 60 = 50"],
    ),
    "the rate of what was saved": (
        "采购预算80万元，成交金额72万元。节约资金8万元，节约率10%。",
        ["80 - 72 = 8", "8 / 80 = 10"],
    ),
    "a path of account names, its amount stated twice": (
        "1.住房保障支出（类）住房改革支出（款）住房公积金（项）8.2万元。年初预算为8万元，支出决算为8.4万元，完成年初预算的105%。",
        ["8.2 == 8.4", "8.4 / 8 = 105"],
    ),
    # -- changes -------------------------------------------------------------------------------------------------
    "all four": ("支出55万元，比上年50万元增加5万元，增长10%。", ["50 → 55 (5, 10)"]),
    "no base printed": ("收入总计110万元，与上年相比增加10万元，增长10%。", ["? → 110 (10, 10)"]),
    "two comparisons": (
        "运行经费90万元，比年初预算减少10万元，下降10%；比上年增加9万元，增长11.11%。",
        ["? → 90 (10, 10)", "? → 90 (9, 11.11)"],
    ),
    "the base behind": ("接待60批次，同比下降25%，上年同期80批次。", ["80 → 60 (?, 25)"]),
    "from … to": ("森林面积由2020年的300亩增加到360亩，增长20%。", ["300 → 360 (?, 20)"]),
    "one sum for both sides": (
        "收入、支出总计均为330万元。与上年相比，收、支总计各增加30万元，增长10%。",
        ["? → 330 (30, 10)"],
    ),
    "flat": ("车辆保有量7辆，上年7辆，与上年持平。", ["7 → 7 (?, ?)"]),
    "a delta alone": ("会议费支出2万元，比上年减少1万元。", []),
    "a rate alone": ("收入500万元，同比增长6%。", []),
    "percentage points": ("执行率96%，上年为93%，提高3个百分点。", ["96 - 93 = 3"]),
    "another year stands between": (
        "2022年度公务接待预算12万元。\n2021年度公务接待支出13万元。\n2022年度公务接待预算较2021年度减少1万元，下降7.69%。",
        ["? → 12 (1, 7.69)"],
    ),
    "the subject comes before the comparison": (
        "公务接待费3万元。会议费与预算持平，公务接待费与上年相比有所增加，比上年增加1万元，增长50%。",
        ["? → 3 (1, 50)"],
    ),
    "from the initial budget": (
        "年初预算100万元，调整预算为130万元，比年初预算增加30万元。",
        ["100 → 130 (30, ?)"],
    ),
    "against any name": (
        "中标价57万元，较控制价60万元下浮3万元，下浮率5%。",
        ["60 → 57 (3, 5)"],
    ),
    "set to a smaller number": ("面积由90平方米调整为80平方米，减少10平方米。", ["90 → 80 (10, ?)"]),
    "points from and to": ("合格率由2022年的90%上升至2023年的94%，提高4个百分点。", ["94 - 90 = 4"]),
    "points above an aim": ("在线率97%，比考核指标95%高2个百分点。", ["97 - 95 = 2"]),
    "one statement above another by name": (
        "年初预算80万元，支出决算92万元，决算数大于年初预算数12万元。",
        ["92 - 80 = 12"],
    ),
    "rates of rows, in their order": (
        "甲渠批复投资40万元，到位30万元；乙渠批复投资50万元，到位50万元。两个项目到位率分别为75%和100%。",
        ["30 / 40 = 75", "50 / 50 = 100"],
    ),
    "a share of the 总 in front": ("工程总投资50万元，已完成投资40万元，占80%。", ["40 / 50 = 80"]),
    "a share of a total told after": (
        "上级补助30万元，占总投资的60%；自筹20万元，占总投资的40%。项目总投资50万元。",
        ["50 = 30 + 20", "30 / 50 = 60", "20 / 50 = 40"],
    ),
    "another year's spending is no budget": ("2022年支出21万元；2023年支出18万元，累计支出进度85%。", []),
    "two together are a share": ("药品支出20万元，材料支出30万元，两项占医疗支出80万元的62.5%。", []),
    "shares of what is told as all": (
        "事项共计50项，网上可办45项，占比90%，当场可办40项，占比80%。",
        ["45 / 50 = 90", "40 / 50 = 80"],
    ),
    "one of several listed things is no whole": ("来信12件、来访30件，化解旧案9件，化解率90%。", []),
    # -- balances ------------------------------------------------------------------------------------------------
    "a stock of goods": ("仓库年初账面余额8万元，购入5万元，领用4万元，年末账面余额9万元。", ["8 + 5 - 4 = 9"]),
    "cases kept": ("受理50件，上年旧存6件，审结52件，未结4件。", ["6 + 50 - 52 = 4"]),
    "deductions listed behind what was deducted": (
        "总分100分，自评得分95分，扣5分，扣分项为时效扣3分、档案扣2分。",
        ["5 = 3 + 2", "100 - 95 = 5"],
    ),
    "what rows have saved, and all of it": (
        "甲标预算20万元，合同价18万元，节约资金2万元；乙标预算30万元，合同价27万元，节约资金3万元；共节约资金5万元。",
        ["20 - 18 = 2", "30 - 27 = 3", "5 = 2 + 3"],
    ),
    "an account from year to year": (
        "2022年末专户余额50万元。2023年收缴30万元、利息2万元，拨付使用12万元，期末余额70万元。",
        ["50 + 30 + 2 - 12 = 70"],
    ),
    "carry-over": (
        "年初结转和结余20万元，本年收入300万元，本年支出290万元，年末结转和结余30万元。",
        ["20 + 300 - 290 = 30"],
    ),
    "the income holds the opening": (
        "总收入320万元，其中：上年结转20万元，财政拨款300万元。总支出290万元，年末结余30万元。",
        ["320 = 20 + 300", "320 - 290 = 30"],
    ),
    "what is left of a project": ("预算安排120万元，实际支出111万元，结余9万元。", ["120 - 111 = 9"]),
    "an account in one sentence": (
        "基金上年结余20万元，上级补助15万元，调入资金5万元；支出30万元，年终结余10万元。",
        ["20 + 15 + 5 - 30 = 10"],
    ),
    "what is carried over is no spending": (
        "支出总计54万元，其中：本年支出50万元，年末结转和结余4万元。",
        ["54 = 50 + 4"],
    ),
    "posts": ("核定编制30名，实有28人，空编2名。", ["30 - 28 = 2"]),
    "more than the quota": ("事业编制20名，实有23人，超编3人。", ["23 - 20 = 3"]),
    "like clauses of different things": (
        "编报绩效目标的项目2个，涉及预算金额75.50万元；绩效跟踪评价的项目1个，涉及预算金额45.50万元；绩效自评的项目2个，涉及预算金额75.50万元。",
        [],
    ),
    "a page's torn columns": ("301 12 302\n其他社会保障缴费 11 差旅费", []),
    "the year before under its own words": (
        "2022年当年预算执行数为20.50万元，2023年预算安排30.75万元，比2022年预算执行数增加50.00%。",
        ["20.50 → 30.75 (?, 50.00)"],
    ),
    "accounts of several funds, one a paragraph": (
        "全县基金上年结余26亿元，补助15亿元，收入合计41亿元，支出19亿元，年终结余22亿元。\n"
        "全县国资经营收入229万元，调出资金143万元。年终结余86万元。\n"
        "全县保险基金预算收入3亿元，上年结余2亿元，支出4亿元，年末滚存结余1亿元。\n"
        "县本级收入32亿元，上年结余2亿元，转贷收入3亿元。县本级支出29亿元，上解支出1亿元，还本支出2亿元。"
        "县级收入合计37亿元，支出32亿元，年终结余5亿元。",
        ["2 + 3 - 4 = 1", "32 = 29 + 1 + 2", "37 - 32 = 5", "37 = 32 + 2 + 3", "41 - 19 = 22", "41 = 26 + 15"],
    ),
    "marks earned beside full marks": (
        "综合得分87.5分。其中决策类指标权重15分，得分13.5分；过程类指标权重20分，得分18分；产出类指标权重65分，得分56分。",
        ["87.5 = 13.5 + 18 + 56"],
    ),
    "full marks have no earned marks for parts": (
        "决策满分15分，自评得15分；管理满分25分，自评得24分，扣1分；绩效满分60分，自评得58分，扣2分。",
        ["25 - 24 = 1", "60 - 58 = 2"],
    ),
    "a member that adds earlier ones": (
        "收回问卷288份，其中非常满意200份、满意60份、一般20份、不满意8份，满意及以上260份。",
        ["288 = 200 + 60 + 20 + 8"],
    ),
    "aspects overlap": (
        "回收问卷120份，对服务态度表示满意的110份，对办事效率表示满意的105份，对环境表示满意的115份。",
        [],
    ),
    "a total of rows": (
        "向企业发放问卷50份，收回48份；向群众发放问卷100份，收回95份；合计发放150份，收回143份。",
        ["150 = 50 + 100"],
    ),
    "a deduction has no scores for parts": (
        "自评得分94.60分，较满分100分扣减5.40分，其中投入18.50分、过程47.10分、效益29.00分。",
        ["100 - 94.60 = 5.40", "94.60 = 18.50 + 47.10 + 29.00"],
    ),
    "deductions of a deduction": (
        "共扣5.40分，其中投入扣1.50分、过程扣3.90分。",
        ["5.40 = 1.50 + 3.90"],
    ),
    "a deduction": ("时效指标分值8分，扣2分，得6分。", ["8 - 2 = 6"]),
    "parts of a change against it": (
        "支出比上年减少50万元，其中：基本支出减少80万元，项目支出增加30万元。",
        ["50 = 80 - 30"],
    ),
    # -- the same claim twice ------------------------------------------------------------------------------------
    "即": ("拨付12.5万元（即125000元）。", ["12.5 == 125000"]),
    "一致": ("接待国内公务32批次，与台账登记的32批次一致。", ["32 == 32"]),
    "the same name": ("全年编发工作简报86篇。年内累计编发工作简报68篇。", ["86 == 68"]),
    "different things of one unit": ("编发简报86篇，采用简报30篇。", []),
    # -- products ------------------------------------------------------------------------------------------------
    "weight by execution rate": ("执行率90%，该项分值10分，得9分。", ["10 x 90 = 9"]),
    "a standard per head": ("每亩补助200元，300亩共补助60000元。", ["300 x 200 = 60000"]),
    # -- counted lists -------------------------------------------------------------------------------------------
    "names behind their count": ("下设3个站所：农技站、畜牧站、水利站。", ["3: 农技站 畜牧站 水利站"]),
    "names in front of their count": ("设综合股、业务股、监督股3个内设机构。", ["3: 综合股 业务股 监督股"]),
    "one list for two counts": ("设3个科室，设1个中心：甲科、乙科、丙科、丁中心。", []),
    "等 in front of the count": ("在甲镇、乙镇、丙镇等5个乡镇实施。", []),
    # -- relations over sentences, lists and brackets ---------------------------------------------------------------
    "changes told with each part do not end the list": (
        "收入90万元。其中：甲完成40万元，增加4万元，增长11.11%；乙完成30万元，减少2万元，负增长6.25%；丙完成20万元，增加1万元，"
        "增长5.26%。",
        ["90 = 40 + 30 + 20", "? → 20 (1, 5.26)", "? → 30 (2, 6.25)", "? → 40 (4, 11.11)"],
    ),
    "a statement of its own behind a list": (
        "完成收入50万元。其中，甲局完成30万元；乙局完成20万元；实现附加收入9万元。",
        ["50 = 30 + 20"],
    ),
    "what was spent is no part of what came in": (
        "新增债券5万元，其中甲类2万元、乙类3万元，已支出4万元。",
        ["5 = 2 + 3"],
    ),
    "a remainder that is not printed ends the list": ("批复70万元，其中50万元为上级资金，其余自筹，已支付20万元。", []),
    "debts are no part of assets": (
        "资产总额30万元，其中甲单位资产12万元，乙单位资产18万元，负债总额9万元。",
        ["30 = 12 + 18"],
    ),
    "a list that a change interrupts": (
        "“三公”经费支出共计9万元。其中：因公出国（境）费1万元、公务接待费2万元，与上年持平；公务用车购置及运行维护费6万元，减少1万元，"
        "下降14.29%。",
        ["9 = 1 + 2 + 6", "? → 6 (1, 14.29)"],
    ),
    "the part whose name the others end in is the whole": (
        "受理90件，派单40件，办结38件。其中热线派单30件，网站派单10件。",
        ["40 = 30 + 10"],
    ),
    "incomes and spendings are no one list": ("全县结余7万元。其中甲基金收入9万元；支出6万元。", []),
    "what is over and what is under way": ("受理80件，办结70件，正在办理10件。", ["80 = 70 + 10"]),
    "what passed and what did not": ("受理申请42户，审批通过39户，未通过3户。", ["42 = 39 + 3"]),
    "a sentence that adds up the rows before it": (
        "甲项目4万元；乙项目5万元；丙项目6万元。共计下达资金15万元。",
        ["15 = 4 + 5 + 6"],
    ),
    "gross sums of the sentences before": (
        "本级收入32万元，补助收入3万元，调入资金5万元。本级支出29万元，上解支出4万元，还本支出2万元。收入合计40万元，支出合计35万元。"
        "",
        ["35 = 29 + 4 + 2", "40 = 32 + 3 + 5"],
    ),
    "two sides of one total": (
        "收入、支出总计均为50万元，其中本年收入46万元、年初结转和结余4万元；本年支出47万元、年末结转和结余3万元。",
        ["4 + 46 - 47 = 3", "50 = 46 + 4", "50 = 47 + 3"],
    ),
    "a list in two measures": (
        "资助160人次，资金32万元，其中春季资助80人，资金15万元，秋季资助80人，资金17万元。",
        ["160 = 80 + 80", "32 = 15 + 17"],
    ),
    "rows of two counts": (
        "培训36期900人次，其中集中培训24期600人次，送教上门12期300人次。",
        ["36 = 24 + 12", "900 = 600 + 300"],
    ),
    "what was dealt with is named again": (
        "共受理群众诉求50件。所受理的诉求中，直办30件，占60%，转办20件，占40%。",
        ["20 / 50 = 40", "30 / 50 = 60", "50 = 30 + 20"],
    ),
    "answers behind the rates of the papers": (
        "发放问卷40份，有效问卷36份，有效率90%；满意、一般、不满意的分别为30份、4份、2份。",
        ["36 / 40 = 90", "36 = 30 + 4 + 2"],
    ),
    "shares that leave something out": ("公开招标18次，占采购次数的60%，磋商9次，占30%，询价2次，占6.67%。", []),
    "a whole behind the list of its shares": (
        "甲、乙采购金额分别为12万元、28万元，占采购总额的比重分别为30%、70%，采购总额为40万元。",
        ["12 / 40 = 30", "28 / 40 = 70", "40 = 12 + 28"],
    ),
    "shares listed apart from their numbers": (
        "下达80万元，分两批下达：第一批60万元、第二批20万元，分别占75%、25%。",
        ["20 / 80 = 25", "60 / 80 = 75", "80 = 60 + 20"],
    ),
    "a remainder is no part of the years": (
        "2022年12万元，2023年8万元，累计20万元，已支付19万元，剩余1万元。",
        ["20 = 12 + 8"],
    ),
    "the whole between its parts": ("本级安排24万元；项目总资金50万元，其余26万元为补助。", ["50 = 24 + 26"]),
    "the parts of a paragraph in another": (
        "全国收入60万元，下降1.1%；全国支出72万元，增长4%。\n分中央和地方看，中央本级收入24万元；地方本级收入36万元。",
        ["60 = 24 + 36"],
    ),
    "a part among others as its own whole": (
        "税收收入完成66万元。地方收入完成100万元。其中：税收收入完成66万元，税收收入占地方收入66%。",
        ["66 / 100 = 66"],
    ),
    "a share of what is picked out": ("预算收入完成80万元，其中：甲项收入完成60万元，占比75%。", ["60 / 80 = 75"]),
    "a share named in short": ("政府采购规模为20万元。货物采购12万元，占采购总规模的60%。", ["12 / 20 = 60"]),
    "a share of the sentence behind": (
        "公务接待费3万元，比上年增长1%，占“三公”经费支出的20%。“三公”经费支出15万元。",
        ["3 / 15 = 20"],
    ),
    "a share behind a target in its own words": ("新增就业65人，完成全年80人目标的81.25%。", ["65 / 80 = 81.25"]),
    "execution of the sentence before": (
        "预算总额50万元，其中甲40万元，占80%，乙10万元，占20%。全年实际支出45万元，预算执行率90%，结余5万元，结余率10%。"
        "",
        ["10 / 50 = 20", "40 / 50 = 80", "45 / 50 = 90", "5 / 50 = 10", "50 - 45 = 5", "50 = 40 + 10"],
    ),
    "any rate of two counts": (
        "全县18个村中已通硬化路17个，通达率94.44%。应走访40户，实际走访38户，入户率95%。",
        ["17 / 18 = 94.44", "38 / 40 = 95"],
    ),
    "a rate of what stands still open": (
        "发现问题8个，整改完成6个，正在整改2个，整改率75%。",
        ["6 / 8 = 75", "8 = 6 + 2"],
    ),
    "rates without names": ("甲预算10万元，支出9万元，乙预算20万元，支出18万元，执行率分别为90%、90%。", []),
    "a rate of people without work": ("失业人员再就业44人，新增就业80人，城镇登记失业率3.1%。", []),
    "what was cut of a contract": (
        "合同价86万元，结算审定价82万元，核减4万元，核减率4.65%。",
        ["4 / 86 = 4.65", "86 - 82 = 4"],
    ),
    "saved against a plan": ("采购规模为36万元，较采购计划节约资金4万元，资金节约率达10%。", ["? → 36 (4, 10)"]),
    "saved against a number in its own words": (
        "采购金额68万元，比预算的71万元节约资金3万元，节约率为4.23%。",
        ["71 → 68 (3, 4.23)"],
    ),
    "pressed down": ("经费支出14万元，同比压减2万元，压减率12.5%。", ["? → 14 (2, 12.5)"]),
    "the base in brackets inside the change": ("接待群众36人次，同比（上年40人次）下降10%。", ["40 → 36 (?, 10)"]),
    "a row of years": (
        "2021年、2022年、2023年支出分别为40万元、38万元、36.1万元，后两年同比分别下降5%、5%。",
        ["38 → 36.1 (?, 5)", "40 → 38 (?, 5)"],
    ),
    "the year before without a comparison": (
        "2022年收入12万元，2023年为13.2万元，同比增长10%。",
        ["12 → 13.2 (?, 10)"],
    ),
    "both sides of a list of changes": (
        "收入总计75万元，支出总计66万元，与上年相比，收入、支出总计各增加5万元、6万元，增长7.14%、10%。",
        ["? → 66 (6, 10)", "? → 75 (5, 7.14)"],
    ),
    "from and to with the difference": ("人数由年初的80人减少至60人，减少20人，下降25%。", ["80 → 60 (20, 25)"]),
    "more than a quarter before": ("门诊84人次，比二季度多出4人次，环比上升5%。", ["? → 84 (4, 5)"]),
    "a rate against an average": (
        "收入50万元，增长20.6%，比全省平均水平（17.9%）高2.7个百分点。",
        ["20.6 - 17.9 = 2.7"],
    ),
    "a budget moved twice": ("年初预算86万元，年中追加12万元，追减3万元，调整后预算95万元。", ["86 + 12 - 3 = 95"]),
    "what rolls on is no difference of the year": (
        "当年收入64万元，当年支出59万元，当年结余5万元，累计结余37万元。",
        ["64 - 59 = 5"],
    ),
    "one word from another": ("收入总量47万元。支出总量45万元。收入总量减去支出总量后，结转2万元。", ["47 - 45 = 2"]),
    "posts that are filled": ("核定教师岗位13个，现聘12人，缺员1个。", ["13 - 12 = 1"]),
    "heads behind a standard": ("为12名护林员购买保险，每人150元，共支出1800元。", ["12 x 150 = 1800"]),
    "a price of one": (
        "购置桌椅40套，单价350元，金额1.4万元；购置电脑6台，单价5000元，金额3万元。",
        ["40 x 350 = 1.4", "6 x 5000 = 3"],
    ),
    "a count in front of the amount": ("户均补助2万元，共补助40户80万元。", ["40 x 2 = 80"]),
    "totals that agree": ("本年度收入总计为24万元。支出总计为24万元，与收入总计一致。", ["24 == 24"]),
    "a change behind a share is the part's own": (
        "总支出60万元，其中基本支出40万元，占总支出66.67%，较上年增加6万元，增长17.65%；项目支出20万元，"
        "占总支出33.33%，较上年减少2万元，下降9.09%。",
        ["20 / 60 = 33.33", "40 / 60 = 66.67", "60 = 40 + 20", "? → 20 (2, 9.09)", "? → 40 (6, 17.65)"],
    ),
    "what arrived is no part of what was planned": (
        "预算安排18万元，其中中央资金10万元，省级资金8万元，资金到位18万元。",
        ["18 = 10 + 8"],
    ),
    "control of spending": ("“三公”经费预算安排20万元，实际支出16万元，控制率80%。", ["16 / 20 = 80"]),
    "a score out of a score": ("决策类指标共20分，得19分，得分率95%。", ["19 / 20 = 95"]),
    "a monthly standard": ("补助标准为每人每月600元，全年补助35人，共发放25.2万元。", []),
    "net value": ("固定资产原值126万元，累计折旧46万元，净值80万元。", ["126 - 46 = 80"]),
    "a lone part told with its count": ("到位资金48万元，其中大项目3个，到位资金36万元，占75%。", ["36 / 48 = 75"]),
    "a budget of what the year began with and what was added": (
        "预算总额为86万元，其中年初预算70万元，年中追加16万元；实际支出80万元，执行率93.02%。",
        ["80 / 86 = 93.02", "86 = 70 + 16"],
    ),
    "totals of two measures behind rows": (
        "甲类班12期480人，乙类班8期240人，共20期720人。",
        ["20 = 12 + 8", "720 = 480 + 240"],
    ),
    "what failed beside what passed": ("抽检样品1200批次，合格1188批次，不合格12批次。", ["1200 = 1188 + 12"]),
    "a whole that opens the list": ("共有公办园36所、民办园54所，合计90所。", ["90 = 36 + 54"]),
    "years without names": ("2022年、2023年分别投入资金320万元和400万元，增长25%。", ["320 → 400 (?, 25)"]),
    "more than budgeted": ("本年收入1320万元，比预算数1250万元超收70万元，超收5.6%。", ["1250 → 1320 (70, 5.6)"]),
    "bare figures of a torn table": ("合计 37 37\n201 服务 26 26\n208 保障 11 11\n合计 38 38", []),
    "a nested list ends at the next item": (
        "二、生活补助：70人；\n其中：寄宿生：40人；\n困境儿童：10人；\n其他学生：20人；\n三、助学金：20人。",
        ["70 = 40 + 10 + 20"],
    ),
    "selections of several funds": (
        "甲资金13万元，其中春补5万元，电补1万元；乙资金8万元，其中春补2万元。",
        ["13 = 5 + 1"],
    ),
    "a total volume behind what is added": (
        "本级收入27万元；加上补助收入29万元、调入资金7万元，收入总量为63万元。",
        ["63 = 27 + 29 + 7"],
    ),
    "heads of another segment": ("甲户18人，人均补助500元；乙户25人，发放补助58万元。", []),
    "a torn line is no item": (
        "支出60万元，其中：甲20万元，占33.33%；乙30万元，占50%；\n16.67%；丙10万元，占",
        ["20 / 60 = 33.33", "30 / 60 = 50", "60 = 20 + 30 + 10"],
    ),
    # -- silence -------------------------------------------------------------------------------------------------
    "no relation": ("根据某财预〔2022〕9号文件，3名同志于2023年4月组成评价组，电话0871-6512345。", []),
    "three amounts in a row": ("预算70万元，支出66万元，年初测算需求约90万元。", []),
}


def _figure(fact: Fact | None) -> str:
    return "?" if fact is None else fact.quantity.text.rstrip("".join(set(fact.quantity.unit)) + " %")


def _relation(claim: Claim) -> str | None:
    match claim:
        case PartGroup(exhaustive=False):
            return None
        case PartGroup():
            signed = ((" - " if sign < 0 else " + ") + _figure(part) for sign, part in claim.terms)
            return f"{_figure(claim.totals[0])} = " + "".join(signed).removeprefix(" + ").strip()
        case RateClaim():
            return f"{_figure(claim.numerator)} / {_figure(claim.denominator)} = {_figure(claim.rate)}"
        case ChangeClaim():
            change = f"({_figure(claim.delta)}, {_figure(claim.rate)})"
            return f"{_figure(claim.base)} → {_figure(claim.now)} {change}"
        case BalanceClaim():
            left = " + ".join(map(_figure, ([claim.opening] if claim.opening else []) + list(claim.incomes)))
            return f"{left} - " + " - ".join(map(_figure, claim.spendings)) + f" = {_figure(claim.closing)}"
        case DifferenceClaim():
            return f"{_figure(claim.minuend)} - {_figure(claim.subtrahend)} = {_figure(claim.result)}"
        case ProductClaim():
            return " x ".join(map(_figure, claim.factors)) + f" = {_figure(claim.result)}"
        case CountedList(exhaustive=True):
            return f"{_figure(claim.stated)}: " + " ".join(m.text for m in claim.members)
        case Restatement():
            return " == ".join(map(_figure, claim.facts))
        case _:
            return None


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES.keys())
def test_relations(text: str, wanted: list[str]) -> None:
    told = read_passage([Piece(Text(line)) for line in text.split("\n")], Setting(2023), count())
    assert sorted(r for r in map(_relation, told.claims) if r) == sorted(wanted)


def test_a_very_long_paragraph_keeps_its_places() -> None:
    sentence = "支出3万元，其中甲1万元、乙2万元。"
    whole = Text(sentence * 50, tuple(Mark(i * len(sentence), line=i + 1) for i in range(50)))
    stretches = list(Piece(whole, block=4).stretches(100))
    assert "".join(s.text.content for s in stretches) == whole.content
    facts = [f for s in stretches for f in read_passage([s], Setting(2023), count()).facts]
    assert [f.location.line for f in facts] == [n for n in range(1, 51) for _ in range(3)]
    assert all(whole.content[f.location.start : f.location.end] == f.quantity.text for f in facts)


def test_points_are_counted_beyond_ten() -> None:
    names = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    text = "存在以下12个问题：" + "；".join(f"{n}是制度{n}号不完善" for n in names) + "。"
    told = read_passage([Piece(Text(text))], Setting(2023), count())
    lists = [claim for claim in told.claims if isinstance(claim, CountedList)]
    assert [len(claim.members) for claim in lists] == [12]
