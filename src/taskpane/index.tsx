/**
 * The first thing that loads: small, so that something stands on the screen at once. It waits for Office, chooses the host
 * and brings in the pane. The only file of this folder that knows Office.js.
 */
import type { HostResult } from "../workbook";
import type { PaneHost } from "./paneHost";
import type { HostTheme } from "./theme";

/** How long Office.js may take to answer before the page says that it does not. */
const OFFICE_PATIENCE = 15_000;

void start();

async function start(): Promise<void> {
  const element = document.getElementById("pane");
  if (element === null) return;
  const tooLate = setTimeout(() => {
    element.textContent =
      "Excel has not answered yet. If this stays, check that appsforoffice.microsoft.com can be reached, then close the pane and open it again.";
  }, OFFICE_PATIENCE);
  if (typeof Office === "undefined") {
    clearTimeout(tooLate);
    element.textContent =
      "Office.js could not be loaded, so the pane cannot reach the workbook. Check that appsforoffice.microsoft.com can be reached, then close the pane and open it again.";
    return;
  }
  const { host } = await Office.onReady();
  clearTimeout(tooLate);
  if (host !== Office.HostType.Excel) {
    element.textContent =
      "This page is the pane of Business Case Finance. It works beside a workbook: open it in Excel.";
    return;
  }
  const [{ mountPane }, paneHost] = await Promise.all([
    import(/* webpackChunkName: "pane" */ "./mountPane"),
    excelHost(),
  ]);
  element.textContent = "";
  mountPane(element, paneHost, officeTheme, new URLSearchParams(location.search).get("do"));
}

/**
 * How much the pane asks of Excel at once. Smaller than Excel would give, since Office.js takes an answer apart in one go and
 * the pane must not stand still meanwhile; only a large workbook needs a few more requests for it.
 */
const PIECE_BYTES = 400_000;

/** The open workbook as the pane needs it. */
async function excelHost(): Promise<PaneHost> {
  const { ExcelWorkbook } = await import(/* webpackChunkName: "excel" */ "../hosts/excel");
  const isSetSupported = (version: string): boolean => Office.context.requirements.isSetSupported("ExcelApi", version);
  const workbook = new ExcelWorkbook(Excel.run.bind(Excel), {
    isSetSupported,
    createWorkbook: (base64) => Excel.createWorkbook(base64),
    limits: { bytes: PIECE_BYTES },
  });
  return {
    read: (work) => workbook.read(work),
    apply: (plan, work) => workbook.apply(plan, work),
    showCell: (sheet, address) => workbook.showCell(sheet, address),
    currentCell: () => workbook.currentCell(),
    watchEdits: async (listener) => {
      // Where edits cannot be watched the pane still works: it is then asked to check.
      await workbook.watchEdits(listener);
    },
    openAsset: async (path): Promise<HostResult<null>> => {
      const response = await fetch(path).catch(() => null);
      if (response?.ok !== true) return { ok: false, failure: assetMissing(path) };
      return workbook.openWorkbookFrom(base64Of(new Uint8Array(await response.arrayBuffer())));
    },
    isOneUndo: isSetSupported("1.20"),
  };
}

function assetMissing(path: string): Extract<HostResult<null>, { ok: false }>["failure"] {
  return {
    code: "W12_HOST_BUSY",
    severity: "error",
    message: `The file ${path} could not be fetched from the add-in's own address.`,
    next: "Check the connection, then try again.",
    isWorkbookChanged: false,
  };
}

function base64Of(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function officeTheme(): HostTheme | null {
  // Typed as always there; Excel on the web often gives none.
  const theme = Office.context.officeTheme as Partial<Office.OfficeTheme> | undefined;
  if (theme === undefined) return null;
  return { isDark: theme.isDarkTheme ?? null, background: theme.bodyBackgroundColor ?? null };
}
