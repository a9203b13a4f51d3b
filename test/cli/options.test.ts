import { describe, expect, it } from "vitest";
import { parseRequest, UsageError } from "../../src/cli/options";

const READING = { choices: {}, unzipMegabytes: null, isJson: false };

describe("a command line that can be followed", () => {
  it.each([
    ["check a.xlsx", { ...READING, kind: "check", files: ["a.xlsx"], needsReady: false }],
    [
      "check a.xlsx b.xlsx --json",
      { ...READING, isJson: true, kind: "check", files: ["a.xlsx", "b.xlsx"], needsReady: false },
    ],
    ["--json check a.xlsx", { ...READING, isJson: true, kind: "check", files: ["a.xlsx"], needsReady: false }],
    ["check a.xlsx --require ready", { ...READING, kind: "check", files: ["a.xlsx"], needsReady: true }],
    ["check -- -a.xlsx --json", { ...READING, kind: "check", files: ["-a.xlsx", "--json"], needsReady: false }],
    [
      "check a.xlsx --max-unzip 500",
      { ...READING, unzipMegabytes: 500, kind: "check", files: ["a.xlsx"], needsReady: false },
    ],
    [
      "run a.xlsx --out b.xlsx",
      {
        ...READING,
        kind: "run",
        files: ["a.xlsx"],
        target: { kind: "copy", out: "b.xlsx" },
        needsReady: false,
        hasAllFigures: false,
      },
    ],
    [
      "run a.xlsx --out=-b.xlsx --all-figures",
      {
        ...READING,
        kind: "run",
        files: ["a.xlsx"],
        target: { kind: "copy", out: "-b.xlsx" },
        needsReady: false,
        hasAllFigures: true,
      },
    ],
    [
      "run a.xlsx --in-place",
      {
        ...READING,
        kind: "run",
        files: ["a.xlsx"],
        target: { kind: "in place" },
        needsReady: false,
        hasAllFigures: false,
      },
    ],
    ["explain a.xlsx cost.total", { ...READING, kind: "explain", file: "a.xlsx", subject: "cost.total" }],
    ["explain a.xlsx Costs!H9", { ...READING, kind: "explain", file: "a.xlsx", subject: "Costs!H9" }],
    ["--help", { kind: "help", about: null }],
    ["-h", { kind: "help", about: null }],
    ["run --help", { kind: "help", about: "run" }],
    ["check a.xlsx --help", { kind: "help", about: "check" }],
    ["--version", { kind: "version" }],
  ])("%s", (line, expected) => {
    expect(parseRequest(line.split(" "))).toEqual(expected);
  });

  it("hands every choice about reading on to the reader", () => {
    const words = ["check", "a.xlsx", "--staffing", "My posts", "--costs", "My costs", "--results", "Our results"];
    const more = [
      "--set-aside",
      "Costs!9",
      "--set-aside",
      "Savings",
      "--confirm",
      "H12@Costs!H1",
      "--confirm",
      "S04@Costs",
    ];
    expect(parseRequest([...words, ...more, "--as-at", "2019-02-25", "--max-rows", "50000"])).toMatchObject({
      choices: {
        staffing: "My posts",
        costs: "My costs",
        results: "Our results",
        setAside: ["Costs!9", "Savings"],
        confirm: ["H12@Costs!H1", "S04@Costs"],
        asAt: "2019-02-25",
        rowsMaximum: 50_000,
      },
    });
  });
});

describe("a command line that cannot be followed says why and how it should be", () => {
  it.each([
    ["", /what to do/, /--help/],
    ["chek a.xlsx", /no command chek/, /case-finance check\?/],
    ["frobnicate", /no command frobnicate/, /check, run or explain/],
    ["diff a.xlsx b.xlsx", /no command diff/, /check, run or explain/],
    ["check", /name of a workbook/, /check case\.xlsx/],
    ["run", /name of a workbook/, /--out/],
    ["run a.xlsx", /where to write/, /--out .*--in-place/],
    ["run a.xlsx --out b.xlsx --in-place", /cannot both/, /Keep/],
    ["explain", /one workbook and one figure/, /explain case\.xlsx/],
    ["explain a.xlsx", /1 word is given/, /explain case\.xlsx/],
    ["explain a.xlsx 'Model results'!B5", /3 words are given/, /quotes/],
    ["check a.xlsx --jsno", /no option --jsno/, /--json\?/],
    ["check a.xlsx --setaside Costs!9", /no option --setaside/, /--set-aside\?/],
    ["check a.xlsx --resluts X", /no option --resluts/, /--results\?/],
    ["check a.xlsx --colour", /no option --colour/, /check --help/],
    ["check a.xlsx -x", /no option -x/, /--/],
    ["check a.xlsx --no-json", /no option --no-json/, /--help/],
    ["check a.xlsx --__proto__ x", /no option --__proto__/, /--help/],
    ["check a.xlsx --constructor", /no option --constructor/, /--help/],
    ["check a.xlsx --out b.xlsx", /does not go with check/, /run/],
    ["check a.xlsx --in-place", /does not go with check/, /run/],
    ["explain a.xlsx cost.total --all-figures", /does not go with explain/, /run/],
    ["check a.xlsx --json=yes", /--json takes no value/, /alone/],
    ["check a.xlsx --staffing", /--staffing needs a value/, /--staffing NAME/],
    ["check a.xlsx --staffing=", /--staffing needs a value/, /--staffing NAME/],
    ["check --staffing --json a.xlsx", /--json stands in its place/, /--staffing=--json/],
    ["check a.xlsx --staffing A --staffing B", /more than once/, /once/],
    ["check a.xlsx --json --json", /more than once/, /once/],
    ["check a.xlsx --as-at yesterday", /not a day/, /2019-02-25/],
    ["check a.xlsx --as-at 25/02/2019", /not a day/, /2019-02-25/],
    ["check a.xlsx --as-at 2019-02-30", /not a day/, /2019-02-25/],
    ["check a.xlsx --as-at 2019-2-5", /not a day/, /2019-02-25/],
    ["check a.xlsx --max-rows 0", /whole number/, /--max-rows/],
    ["check a.xlsx --max-rows 1.5", /whole number/, /--max-rows/],
    ["check a.xlsx --max-rows 1048577", /from 1 to 1,048,576/, /--max-rows/],
    ["check a.xlsx --max-rows=-1", /whole number/, /--max-rows/],
    ["check a.xlsx --max-unzip much", /whole number/, /--max-unzip/],
    ["check a.xlsx --max-unzip 99999", /from 1 to 4,000/, /--max-unzip/],
    ["check a.xlsx --confirm yes", /does not name a question/, /H12@Costs!H1/],
    ["check a.xlsx --confirm H12", /does not name a question/, /H12@Costs!H1/],
    ["check a.xlsx --require funded", /not something that can be required/, /ready/],
  ])("%s", (line, message, next) => {
    const words = line === "" ? [] : line.split(" ");
    let thrown: unknown;
    try {
      parseRequest(words);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(UsageError);
    expect((thrown as UsageError).message).toMatch(message);
    expect((thrown as UsageError).next).toMatch(next);
  });
});
