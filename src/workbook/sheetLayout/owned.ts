/** The sheets that the add-in writes. */

/** The sheets that the add-in owns, by role. */
export const ownedSheetNames = { results: "Model results", flags: "Model flags" } as const;

export type OwnedRole = keyof typeof ownedSheetNames;

/** What the second row of every owned sheet begins with. */
export const STAMP_BEGINNING = "Written by Business Case Finance";
