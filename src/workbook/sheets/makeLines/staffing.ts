/** Posts of the case. */
import {
  formatFte,
  formatMoney,
  fte,
  FTE_PER_POST,
  pence,
  productHalfUp,
  type Fte,
  type Month,
  type Movement,
  type Payer,
  type Post,
  type PrintedPence,
  type Priority,
  type Rate,
  type RoleType,
  type Zone,
} from "../../../model";
import { shownText } from "../../scan/cleanText";
import type { ReadRow } from "../readRows";
import { Fields, lineOf, report, reportMissing, soundRows, sourceNamed, where, type SheetRead } from "./lineMaking";
import { scaleKey, type PointsByGrade } from "./pay";

/**
 * Posts from rows of Staffing.
 * @param scales the pay scales of the case; a post on one of them needs no cost of its own. Null: they could not be read.
 */
export function makePosts(sheet: SheetRead, scales: PointsByGrade | null): readonly Post[] {
  const required = [
    "reference",
    "businessGroup",
    "location",
    "roleType",
    "grade",
    "baseline",
    "proposed",
    "strength",
    "startMonth",
  ];
  return soundRows(sheet, required, ["reference"]).flatMap((row) => {
    const fields = new Fields(row);
    const post: Omit<Post, "line"> = {
      reference: fields.text("reference") ?? "",
      businessGroup: fields.text("businessGroup") ?? "",
      location: fields.text("location") ?? "",
      roleType: fields.as<RoleType>("roleType") ?? "Staff",
      grade: fields.text("grade") ?? "",
      baseline: fields.as<Fte>("baseline") ?? fte(0),
      proposed: fields.as<Fte>("proposed") ?? fte(0),
      strength: fields.as<Fte>("strength") ?? fte(0),
      startMonth: fields.as<Month>("startMonth") as Month,
      annualCost: fields.as<PrintedPence>("annualCost"),
      unit: fields.text("unit"),
      role: fields.text("role"),
      movement: fields.as<Movement>("movement"),
      endMonth: fields.as<Month>("endMonth"),
      unitCost: fields.as<PrintedPence>("unitCost"),
      scalePoint: fields.as<number>("scalePoint"),
      paidBy: fields.as<Payer>("paidBy") ?? "Case",
      fundingSource: sourceNamed(fields.text("fundingSource")),
      externallyFunded: fields.as<Fte>("externallyFunded"),
      inTraining: fields.as<Fte>("inTraining"),
      leaversAMonth: fields.as<Fte>("leaversAMonth"),
      priority: fields.as<Priority>("priority"),
      zone: fields.as<Zone>("zone"),
      shiftAllowance: fields.as<Rate>("shiftAllowance"),
      vacancyFactor: fields.as<Rate>("vacancyFactor"),
      headcount: fields.as<number>("headcount"),
      paragraphs: fields.as<readonly string[]>("paragraphs") ?? [],
    };
    return isPostConsistent(sheet, row, post, scales)
      ? [{ line: lineOf(sheet, "Staffing", post.reference, row), ...post }]
      : [];
  });
}

function isPostConsistent(
  sheet: SheetRead,
  row: ReadRow,
  post: Omit<Post, "line">,
  scales: PointsByGrade | null,
): boolean {
  const change = post.proposed - post.baseline;
  const isMoved = post.movement === "Redistribution in" || post.movement === "Redistribution out";
  const isPaidHere = post.paidBy === "Case" && !isMoved;
  const points = scales?.get(scaleKey(post.roleType, post.grade));
  let isConsistent = true;
  const refuse = (field: string, code: string, message: string, next: string): void => {
    report(sheet, row, field, code, "error", message, next);
    isConsistent = false;
  };
  if (post.proposed === 0 && post.annualCost !== null && post.annualCost.amount !== 0) {
    refuse(
      "annualCost",
      "C09_OUT_OF_RANGE",
      `${where(sheet, row, "annualCost")} is ${formatMoney(post.annualCost.amount)} for no proposed posts; Annual cost is a full year of the proposed posts.`,
      "Enter 0, and the cost of one post as Unit cost.",
    );
  } else if (isPaidHere && post.unitCost === null && scales !== null && points === undefined) {
    if (post.proposed === 0 && change !== 0) {
      refuse(
        "unitCost",
        "C07_MISSING_REQUIRED",
        `${where(sheet, row, "unitCost")}: Unit cost is blank; posts are removed and the saving needs the cost of one post.`,
        "Enter Unit cost, in a column of that heading.",
      );
    } else if (post.annualCost === null && post.proposed !== 0) {
      const scaleToo = scales.size > 0 ? `, or the pay of ${shownText(post.grade)} on Pay scales` : "";
      reportMissing(sheet, row, "annualCost", `Enter Annual cost or Unit cost${scaleToo}; enter 0 if it is nothing.`);
      isConsistent = false;
    }
  }
  if (post.movement !== null && change !== 0) {
    const isRise = post.movement === "Growth" || post.movement === "Redistribution in";
    if (isRise !== change > 0) {
      refuse(
        "movement",
        "X03_MOVEMENT_SIGN",
        `${where(sheet, row, "movement")} says ${post.movement}, and the posts ${change > 0 ? "rise" : "fall"} by ${formatFte(fte(Math.abs(change)))}.`,
        "Correct Movement, Baseline BWT or Proposed BWT.",
      );
    }
  }
  if (post.scalePoint !== null && points !== undefined && !points.has(post.scalePoint)) {
    refuse(
      "scalePoint",
      "C09_OUT_OF_RANGE",
      `${where(sheet, row, "scalePoint")} is ${post.scalePoint}; Pay scales has ${shownText(post.grade)} at ${[...points].sort((a, b) => a - b).join(", ")}.`,
      "Enter a point of the scale, or add this one to Pay scales.",
    );
  }
  if (post.endMonth !== null && post.endMonth < post.startMonth) {
    refuse(
      "endMonth",
      "C09_OUT_OF_RANGE",
      `${where(sheet, row, "endMonth")} is before the Start month.`,
      "Correct Start month or End month.",
    );
  }
  if (post.unitCost !== null && post.annualCost !== null && post.proposed > 0) {
    const perPost = productHalfUp([post.annualCost.amount, FTE_PER_POST], post.proposed);
    if (Math.abs(perPost - post.unitCost.amount) > POUND_IN_PENCE) {
      report(
        sheet,
        row,
        "unitCost",
        "X02_COST_DISAGREES",
        "warning",
        `${where(sheet, row, "unitCost")} is ${formatMoney(post.unitCost.amount)} a post; Annual cost gives ${formatMoney(pence(perPost))}. Unit cost is used.`,
        "Correct one of them, or leave one out.",
      );
    }
  }
  return isConsistent;
}

const POUND_IN_PENCE = 100;
