/** Which add-in the page shows and which file it opens first: all it is told, so that it knows no add-in by itself. */

export type Settings = {
  /** The manifest of the add-in, on the page's own server; undefined for a workbook without an add-in. */
  readonly manifest: URL | undefined;
  /** The file to open first; undefined for an empty workbook. */
  readonly open: URL | undefined;
  /** Whether the pane is open at the start. */
  readonly isPaneOpen: boolean;
};

/**
 * The settings that stand beside the page, with those of its address before them: `?open=`, `?manifest=`, `?pane=closed`.
 * An address of another server is passed over, so that no link can make the page fetch from elsewhere.
 */
export async function readSettings(page: URL): Promise<Settings> {
  const answer = await fetch(new URL("workbench.json", page));
  const beside: unknown = answer.ok ? await answer.json() : {};
  return settingsOf(page, beside);
}

/** The same without fetching: the address of the page and what stands beside it. */
export function settingsOf(page: URL, beside: unknown): Settings {
  const standing = typeof beside === "object" && beside !== null ? (beside as Readonly<Record<string, unknown>>) : {};
  const asked = page.searchParams;
  const address = (name: string): URL | undefined => {
    const text = asked.get(name) ?? standing[name];
    if (typeof text !== "string" || text === "" || !URL.canParse(text, page)) return undefined;
    const url = new URL(text, page);
    return url.origin === page.origin ? url : undefined;
  };
  return {
    manifest: address("manifest"),
    open: address("open"),
    isPaneOpen: (asked.get("pane") ?? standing["pane"]) !== "closed",
  };
}
