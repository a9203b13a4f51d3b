/** People beyond the posts of the case: Business groups, Postings. */
import {
  formatFte,
  NO_POSTS,
  type BusinessGroup,
  type Fte,
  type Month,
  type Posting,
  type RoleType,
} from "../../../model";
import { Fields, keyParts, keyText, lineOf, report, soundRows, where, type SheetRead } from "./lineMaking";

/** Donor groups from rows of Business groups. */
export function makeBusinessGroups(sheet: SheetRead): readonly BusinessGroup[] {
  return soundRows(sheet, ["name", "officerBwt"], ["name"]).flatMap((row) => {
    const fields = new Fields(row);
    const officerBwt = fields.as<Fte>("officerBwt") ?? NO_POSTS;
    const externallyFunded = fields.as<Fte>("externallyFunded");
    if (externallyFunded !== null && externallyFunded > officerBwt) {
      report(
        sheet,
        row,
        "externallyFunded",
        "C09_OUT_OF_RANGE",
        "error",
        `${where(sheet, row, "externallyFunded")} is ${formatFte(externallyFunded)}, more than the ${formatFte(officerBwt)} officers of the group.`,
        "Correct one of the two.",
      );
      return [];
    }
    const name = fields.text("name") ?? "";
    return [
      {
        line: lineOf(sheet, "Business groups", name, row),
        name,
        officerBwt,
        externallyFunded,
        unbudgeted: fields.as<Fte>("unbudgeted"),
        contributes: fields.as<boolean>("contributes"),
        rankGivenUp: fields.text("rankGivenUp"),
        order: fields.as<number>("order"),
      },
    ];
  });
}

/** People who can be posted, from rows of Postings. */
export function makePostings(sheet: SheetRead): readonly Posting[] {
  const keys = ["month", "roleType", "grade"];
  return soundRows(sheet, [...keys, "available"], keys).map((row) => {
    const fields = new Fields(row);
    return {
      line: lineOf(sheet, "Postings", keyText(...keyParts(sheet, fields, keys)), row),
      month: fields.as<Month>("month") as Month,
      roleType: fields.as<RoleType>("roleType") as RoleType,
      grade: fields.text("grade") ?? "",
      available: fields.as<Fte>("available") ?? NO_POSTS,
      leadTimeMonths: fields.as<number>("leadTimeMonths"),
    };
  });
}
