/** Every rule of the model in the order it is applied: what "How?" and `case explain` show beside a figure. */

export type RulebookEntry = {
  /** Short and stable: "reserve-roll-forward". */
  readonly id: string;
  readonly title: string;
  /** The formula in words. */
  readonly formula: string;
  /** Where the rule comes from. */
  readonly source: string;
  /** The file of `src/model` that holds it. */
  readonly file: string;
  /** False while the client has not confirmed the reading. */
  readonly isConfirmed: boolean;
};

const ENTRIES: readonly RulebookEntry[] = [
  {
    id: "cost-of-one-post",
    title: "Cost of one post",
    formula:
      "Unit cost when given, else Annual cost / Proposed BWT, kept as an exact fraction; else the pay build of its first full year",
    source: "Our convention: a full year of the row's proposed posts, shared evenly",
    file: "staffing.ts",
    isConfirmed: true,
  },
  {
    id: "post-cost",
    title: "Cost of a row of posts in a year",
    formula: "(Proposed - Baseline) x cost of one post x months in post / 12, half up to the penny once a row and year",
    source: "Usual practice of public-sector budgets: months in post / 12",
    file: "staffing.ts",
    isConfirmed: true,
  },
  {
    id: "pay-build",
    title: "Cost of posts built from pay",
    formula:
      "(Pay + London weighting + allowances + shift + national insurance + pension + levy) x (1 - vacancy factor), half up to the penny once a row and year",
    source: "Usual practice of public-sector staff budgets: pay and on-costs of each post, by the year's own rates",
    file: "payBuild.ts",
    isConfirmed: true,
  },
  {
    id: "pay-by-month",
    title: "Pay month by month",
    formula:
      "Pay of the point in force x (1 + each award since its scale), rounded to the award's multiple; one twelfth a month in post, or its days; up a point in the increment month, to the top",
    source: "Published pay scales and awards; police scale points are multiples of 3 pounds",
    file: "payBuild.ts",
    isConfirmed: true,
  },
  {
    id: "pay-allowances",
    title: "London, zone and shift pay",
    formula: "The year's allowance x posts x part of the year in post; shift allowance x basic pay",
    source:
      "Published pay and benefits of police staff and officers; zone allowance counts for pension as weighting does",
    file: "payBuild.ts",
    isConfirmed: false,
  },
  {
    id: "employer-national-insurance",
    title: "Employer's national insurance",
    formula: "Rate x pay of each person above the threshold, the threshold reduced to the part of the year in post",
    source: "Secondary Class 1 contributions on pay above the secondary threshold; people are the posts rounded up",
    file: "payBuild.ts",
    isConfirmed: true,
  },
  {
    id: "employer-pension",
    title: "Employer's pension contribution",
    formula: "The rate of the band of full-time pensionable pay, on all pensionable pay",
    source: "Civil service and police pension schemes: employer rates by whole-salary band",
    file: "payBuild.ts",
    isConfirmed: true,
  },
  {
    id: "pay-levy",
    title: "Levy on pay",
    formula: "Rate x all pay",
    source: "Apprenticeship levy: a share of the pay bill",
    file: "payBuild.ts",
    isConfirmed: true,
  },
  {
    id: "vacancy-factor",
    title: "Vacancy factor",
    formula: "Pay and on-costs x the share of posts expected to stand vacant, taken off",
    source: "Usual practice of staff budgets: the row's own factor, else the role type's",
    file: "payBuild.ts",
    isConfirmed: true,
  },
  {
    id: "full-year-adjustment",
    title: "Full-year adjustment",
    formula: "Full-year cost - cost of the first, part year: what the plan adds in the year after",
    source: "Usual practice of medium term plans: full-year effect of decisions of the year before",
    file: "staffing.ts",
    isConfirmed: true,
  },
  {
    id: "cost-by-nature",
    title: "Cost by nature and year",
    formula: "The sum of lines of one nature in a year; a recurring line runs from its start to its end or the horizon",
    source: "Usual practice; the parts always add to the total",
    file: "costs.ts",
    isConfirmed: true,
  },
  {
    id: "cost-total",
    title: "Total cost",
    formula: "Recurring + one-off + capital + income; a total over years is the sum of the years shown",
    source: "Arithmetic: every total names its parts",
    file: "costs.ts",
    isConfirmed: true,
  },
  {
    id: "full-year-effect",
    title: "Full-year cost",
    formula: "What every recurring line costs in a full year, whatever month it begins in",
    source: "Usual practice: full-year effect beside part-year effect",
    file: "costs.ts",
    isConfirmed: true,
  },
  {
    id: "credits",
    title: "Credits",
    formula:
      "A credit lowers lines of the same nature, year and source; income lowers recurring, then one-off revenue; the rest is surplus",
    source: "Our reading: income lowers revenue of its own year and source, and funds nothing else",
    file: "costs.ts",
    isConfirmed: false,
  },
  {
    id: "funding-waterfall",
    title: "Who pays for what",
    formula:
      "Years ascending; stated allocations first, then capital, one-off and recurring lines by reference; a named source or the order of sources",
    source: "Our convention: stated allocations, then named sources, then the order of sources",
    file: "funding.ts",
    isConfirmed: true,
  },
  {
    id: "funding-standing",
    title: "How firm the money is",
    formula: "Approved is secured; provisional is shown and not secured; a bid is shown and not counted",
    source: "Prudence: money not yet approved is not counted as secured",
    file: "funding.ts",
    isConfirmed: true,
  },
  {
    id: "eligible-underspend",
    title: "Eligible underspend",
    formula:
      "max(0, budget - forecast) - externally funded part - other calls, never below nil, and no more than the group's net underspend",
    source: "Practice of published reserve decisions: only the part without specific funding is moved",
    file: "underspend.ts",
    isConfirmed: true,
  },
  {
    id: "reserve-roll-forward",
    title: "Reserve roll-forward",
    formula: "Closing = opening + in - out; the next opening is this closing",
    source: "Accounting identity",
    file: "reserve.ts",
    isConfirmed: true,
  },
  {
    id: "reserve-at-pay-rates",
    title: "Reserve at the pay rates of the year",
    formula:
      "Cost stated in the prices of one year x pay build of the year / pay build of the price base, same scale point; short of it after what the reserve has spare",
    source: "Prudence: a reserve set at last year's rates must cover this year's pension, national insurance and award",
    file: "reserveAdequacy.ts",
    isConfirmed: true,
  },
  {
    id: "fund-headroom",
    title: "Fund headroom",
    formula: "Opening + contributions - spent - committed - this request",
    source: "Accounting identity; requests not yet approved are shown apart",
    file: "majorChangeFund.ts",
    isConfirmed: true,
  },
  {
    id: "capital-allocation",
    title: "Capital by site and source",
    formula: "Capital lines by site and year, with the source and standing of the money",
    source: "Usual practice of capital plans",
    file: "capital.ts",
    isConfirmed: true,
  },
  {
    id: "capital-plan",
    title: "Budget of a scheme in a year",
    formula:
      "Plan + slippage in - slippage out + acceleration in - acceleration out + additions - cancelled; slippage and acceleration add to nil over the years",
    source: "Usual practice of capital plans: slippage moves money between years, cancellation takes it out",
    file: "capitalPlan.ts",
    isConfirmed: true,
  },
  {
    id: "scheme-headroom",
    title: "Headroom of a scheme",
    formula:
      "Budget of the year - capital lines of the case that name the scheme, or whose Funding source is called like it",
    source: "Usual practice: capital needs a line of the plan",
    file: "capitalPlan.ts",
    isConfirmed: true,
  },
  {
    id: "scheme-running-cost",
    title: "Running cost of a scheme",
    formula: "Recurring lines of the case that name the scheme",
    source: "Prudential Code: the revenue consequences of capital are shown with it",
    file: "capitalPlan.ts",
    isConfirmed: true,
  },
  {
    id: "over-programming",
    title: "Plan beyond its funding",
    formula: "Budgets of the schemes that a source pays for - what the source can give, where that is above nil",
    source: "Police capital plans: over-programming is accepted and managed within a tolerance",
    file: "capitalPlan.ts",
    isConfirmed: true,
  },
  {
    id: "borrowed-capital",
    title: "Capital paid for by borrowing",
    formula: "What sources of borrowing give to capital, and plan lines whose scheme names a source of borrowing",
    source: "Prudential Code: capital financed by borrowing",
    file: "financing.ts",
    isConfirmed: true,
  },
  {
    id: "minimum-revenue-provision",
    title: "Minimum revenue provision",
    formula:
      "Borrowed capital / asset life, or the capital part of the annuity P x i / (1 - (1 + i)^-n); from the year after the spend or after the asset is in use; the last year takes the odd penny",
    source: "MHCLG statutory guidance on minimum revenue provision, asset life method",
    file: "borrowing.ts",
    isConfirmed: true,
  },
  {
    id: "interest-on-borrowing",
    title: "Interest on borrowing",
    formula:
      "Interest rate x the capital financing requirement at the start of the year, or its average; not capitalised",
    source: "Usual practice of treasury management",
    file: "borrowing.ts",
    isConfirmed: true,
  },
  {
    id: "capital-financing-requirement",
    title: "Capital financing requirement",
    formula: "Opening + capital paid for by borrowing - minimum revenue provision",
    source: "CIPFA Prudential Code, capital financing requirement",
    file: "borrowing.ts",
    isConfirmed: true,
  },
  {
    id: "charge-of-borrowing",
    title: "Charge of borrowing to revenue",
    formula: "Minimum revenue provision + interest, shown beside the case and never counted in its cost",
    source:
      "Our convention: the body's own budget for capital financing bears it, unless the case has lines of cost for it",
    file: "financing.ts",
    isConfirmed: true,
  },
  {
    id: "depreciation-memo",
    title: "Depreciation",
    formula: "Capital / asset life from the year after the spend or after the asset is in use; in the accounts only",
    source: "Usual practice of public-sector accounts: reversed out, so that no budget bears it",
    file: "financing.ts",
    isConfirmed: true,
  },
  {
    id: "pressure",
    title: "Medium term pressure",
    formula: "Recurring cost left over; increment on the year before; residual after savings identified or delivered",
    source: "PCD 484 paragraph 1a: the pressure is built into the medium term financial plan",
    file: "mediumTermPlan.ts",
    isConfirmed: true,
  },
  {
    id: "pressure-accepted",
    title: "Accepted pressure",
    formula: "Residual pressure up to the Limit a year of plan rows that name who accepts it",
    source: "PCD 484 paragraph 3.3: a pressure to be mitigated by savings; accepted by a named person",
    file: "mediumTermPlan.ts",
    isConfirmed: true,
  },
  {
    id: "funding-gap",
    title: "Gap",
    formula: "Cost - approved - provisional - savings identified - accepted pressure",
    source: "Arithmetic: what has neither a source nor an accepted pressure",
    file: "status.ts",
    isConfirmed: true,
  },
  {
    id: "workforce-bridge",
    title: "Workforce bridge",
    formula: "Proposed = baseline + redistribution in - redistribution out + growth - removal",
    source: "Arithmetic: every movement has one nature",
    file: "workforce.ts",
    isConfirmed: true,
  },
  {
    id: "vacancies",
    title: "Vacancies",
    formula: "max(0, BWT - strength) row by row, then summed; over-strength apart",
    source: "PCD 484 paragraph 1e: fill all current vacancies; a surplus elsewhere fills none",
    file: "workforce.ts",
    isConfirmed: true,
  },
  {
    id: "apportionment",
    title: "Sharing whole posts",
    formula:
      "Requirement x weight / all weights, rounded down; posts left go to the largest remainders; ties: larger weight, Order, row order",
    source:
      "Largest remainder (Hare). That 'non-funded' means not paid for by grant or third party is our reading of PCD 484 paragraph 1b",
    file: "requirement.ts",
    isConfirmed: false,
  },
  {
    id: "approvals",
    title: "Approved against modelled",
    formula: "Modelled - approved for every approved amount, by the paragraph that lines name",
    source: "Arithmetic, by the paragraphs that lines name",
    file: "approvals.ts",
    isConfirmed: true,
  },
  {
    id: "variance",
    title: "Variance",
    formula: "Actual, else forecast, less budget; above nil is adverse, for income as well, which stands below nil",
    source: "Usual practice of budget monitoring",
    file: "variance.ts",
    isConfirmed: true,
  },
  {
    id: "variance-percentage",
    title: "Variance in percent",
    formula: "Variance / size of the budget, one decimal, half up; a budget of nil has none: new line",
    source: "Usual practice of budget monitoring: by the size of the budget, so that income keeps its sense",
    file: "variance.ts",
    isConfirmed: true,
  },
  {
    id: "variance-rating",
    title: "Rating of a variance",
    formula:
      "Red from the limit on, Amber over budget below it, Green at or under budget; the limit is the lower of percentage and amount (the higher where both are needed). Underspends rated too: Amber from the limit on, Blue below",
    source: "A rating in public use in local government; the colours of underspends are our reading",
    file: "rating.ts",
    isConfirmed: false,
  },
  {
    id: "variance-split",
    title: "Why a line moved",
    formula:
      "Price = change of price x current posts and months; posts = change of posts x budget months and price; timing = change of months x current posts and budget price; parts add to the variance",
    source: "Usual practice of variance analysis, price at current and volume at budget",
    file: "varianceSplit.ts",
    isConfirmed: true,
  },
  {
    id: "variance-mix",
    title: "Why a group moved",
    formula:
      "Quantity = (posts / budget posts - 1) x budgets of the lines; mix = the rest of the posts part; price and timing are the sums over the lines",
    source: "Usual practice of variance analysis: mix and quantity, for grades",
    file: "varianceSplit.ts",
    isConfirmed: true,
  },
  {
    id: "approval-route",
    title: "Who must agree",
    formula: "The highest amount of the Thresholds sheet for the subject that is reached; at the amount it is reached",
    source:
      "The case's own Thresholds; what counts as a virement (use of an underspend or the revenue budget) is our reading",
    file: "thresholds.ts",
    isConfirmed: false,
  },
  {
    id: "gates",
    title: "Checks to pass",
    formula: "Needed in every case, or when the case has cost of the category that the check names",
    source: "PCD 484 paragraphs 4 to 6: legal, data protection and equality, and data protection when software is scoped",
    file: "gates.ts",
    isConfirmed: true,
  },
  {
    id: "fbc-in-line",
    title: "Full case beside outline case",
    formula: "Cost to the horizon - OBC cost; in line while the difference is within the tolerance of the OBC cost",
    source: "PCD 484 paragraph 2: investment broadly in line with the option confirmed; the tolerance is our default",
    file: "flags/decision.ts",
    isConfirmed: false,
  },
  {
    id: "precision",
    title: "What printed digits can explain",
    formula:
      "EXACT: rounds to the printed figure. ROUNDING: within the sum of half units (root of squares beyond six parts). Else BREAK",
    source: "Half a unit of the last printed digit; independent roundings beyond six parts",
    file: "publishedTable.ts",
    isConfirmed: true,
  },
  {
    id: "discount-factor",
    title: "Discount factor",
    formula: "1 in the base year; else the factor of the year before / (1 + the rate of its step), shown to six places",
    source: "HM Treasury Green Book: 3.5% in years 0 to 30, 3% in 31 to 75, 2.5% after",
    file: "discount.ts",
    isConfirmed: true,
  },
  {
    id: "net-present-cost",
    title: "Net present cost",
    formula:
      "Cost of each year in real prices with optimism bias / product of (1 + discount rate), base year undiscounted, whole pounds; no VAT, debt, funding or reserves",
    source: "HM Treasury Green Book, discounting at the social time preference rate",
    file: "appraisal.ts",
    isConfirmed: true,
  },
  {
    id: "risk-adjustment",
    title: "Risk adjustment of an option",
    formula: "Net present cost x (1 + risk adjustment)",
    source: "HM Treasury Green Book: the cost of risk is added to the cost of an option",
    file: "options.ts",
    isConfirmed: true,
  },
  {
    id: "equivalent-annual-cost",
    title: "Equivalent annual cost",
    formula: "Net present cost / annuity-due factor of its years, whole pounds",
    source: "HM Treasury Green Book, comparing options of unequal life",
    file: "appraisal.ts",
    isConfirmed: true,
  },
  {
    id: "option-cost",
    title: "What an option costs and who pays",
    formula:
      "The whole sequence with that option counted: its own lines with the posts and lines without an option; do nothing counts its own lines only",
    source: "Our reading: doing nothing means none of what the case proposes",
    file: "options.ts",
    isConfirmed: false,
  },
  {
    id: "option-benefits",
    title: "Benefits of an option",
    formula: "The sum of an option's rows of one type in the years of the appraisal",
    source: "HM Treasury Green Book: cash-releasing, non-cash-releasing, quantified and qualitative benefits",
    file: "options.ts",
    isConfirmed: true,
  },
  {
    id: "net-present-social-value",
    title: "Net present social value",
    formula: "Present benefits - present costs, whole pounds; only where benefits carry money",
    source: "HM Treasury Green Book",
    file: "options.ts",
    isConfirmed: true,
  },
  {
    id: "benefit-cost-ratio",
    title: "Benefit-cost ratio",
    formula:
      "Present benefits / present costs, to four places; only where benefits carry money and costs are above nil",
    source: "HM Treasury Green Book",
    file: "appraisal.ts",
    isConfirmed: true,
  },
  {
    id: "option-difference",
    title: "Difference from doing nothing",
    formula: "Risk-adjusted net present cost of the option - that of doing nothing",
    source: "HM Treasury Green Book: options are compared with business as usual",
    file: "options.ts",
    isConfirmed: true,
  },
  {
    id: "option-lowest",
    title: "Place of an option, and the lowest that meets the objective",
    formula:
      "By risk-adjusted net present cost, among options that are said to meet the objective; the preferred option is stated",
    source: "Our convention: the preferred option is nobody's maximum but stated, with the comparison beside it",
    file: "options.ts",
    isConfirmed: true,
  },
  {
    id: "sensitivity",
    title: "One-way sensitivity",
    formula: "The present cost less savings with one driver at minus and at plus its range; the widest swing first",
    source: "HM Treasury Green Book, sensitivity analysis; a tenth to each side is usual",
    file: "sensitivity.ts",
    isConfirmed: true,
  },
  {
    id: "switching-value",
    title: "Switching value",
    formula:
      "The input at which a source gives way, a pressure ends or another option costs less; in closed form, else by bisection",
    source: "HM Treasury Green Book, switching values",
    file: "switching.ts",
    isConfirmed: true,
  },
  {
    id: "draws",
    title: "Many draws of the whole case",
    formula:
      "Every driver with a range drawn evenly at once; P10, P50 and P90 of the present cost less savings, with a penny bound",
    source: "Usual practice of quantified risk; numbers by xoshiro128** (Blackman and Vigna)",
    file: "draws.ts",
    isConfirmed: true,
  },
  {
    id: "fbc-due",
    title: "Full business case due",
    formula: "Date signed + months, as EDATE counts them",
    source: "PCD 484 paragraph 2: return to the Board within the next 12 months",
    file: "calendar.ts",
    isConfirmed: true,
  },
  {
    id: "case-status",
    title: "Status of the case",
    formula:
      "Draft: a gap or an error. Funded: neither. Ready: every source has reference, status and date, every pressure a name",
    source: "Our convention: the funding gate",
    file: "status.ts",
    isConfirmed: true,
  },
  {
    id: "case-findings",
    title: "Findings",
    formula: "Findings of the reader and flags of the model, by severity",
    source: "Count of findings",
    file: "evaluate.ts",
    isConfirmed: true,
  },
  {
    id: "case-fingerprint",
    title: "Fingerprint of the inputs",
    formula: "SHA-256 of the typed inputs in declaration order, first 16 hexadecimal digits",
    source: "SHA-256, FIPS 180-4",
    file: "evaluate.ts",
    isConfirmed: true,
  },
];

export const rulebook: ReadonlyMap<string, RulebookEntry> = new Map(ENTRIES.map((entry) => [entry.id, entry] as const));
