/** Opens what the settings name: the add-in by its manifest, its functions, the first workbook. Then shows the desk. */
import { FluentProvider, Spinner, webDarkTheme, webLightTheme } from "@fluentui/react-components";
import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import { Desk } from "./Desk";
import { type AddIn, type WorksheetFunction, readFunctions, readManifest } from "./manifest";
import { type OpenWorkbook, newWorkbook, openWorkbook } from "./openWorkbook";
import { readSettings } from "./settings";

type Opened = {
  readonly addIn: AddIn | undefined;
  readonly functions: readonly WorksheetFunction[];
  readonly first: OpenWorkbook;
  readonly isPaneOpen: boolean;
};

type State =
  | { readonly kind: "opening" }
  | { readonly kind: "failed"; readonly message: string }
  | ({ readonly kind: "open" } & Opened);

export function App(): ReactNode {
  const isDark = useDarkPreference();
  const [state, setState] = useState<State>({ kind: "opening" });
  useEffect(() => {
    let isWanted = true;
    openAll(new URL(window.location.href)).then(
      (opened) => isWanted && setState({ kind: "open", ...opened }),
      (error: unknown) => isWanted && setState({ kind: "failed", message: sentenceOf(error) }),
    );
    return () => {
      isWanted = false;
    };
  }, []);
  return (
    <FluentProvider theme={isDark ? webDarkTheme : webLightTheme} applyStylesToPortals>
      {state.kind === "open" ? (
        <Desk {...state} paper={isDark ? DARK_PAPER : LIGHT_PAPER} />
      ) : (
        <main className="opening">
          <h1>Workbench</h1>
          {state.kind === "opening" ? (
            <Spinner label="Opening the workbook" />
          ) : (
            <p role="alert">The workbench could not start. {state.message}</p>
          )}
        </main>
      )}
    </FluentProvider>
  );
}

const DARK_PAPER = { isDark: true };
const LIGHT_PAPER = { isDark: false };

async function openAll(page: URL): Promise<Opened> {
  const settings = await readSettings(page);
  const addIn = settings.manifest ? readManifest(await textAt(settings.manifest), page) : undefined;
  const described = addIn?.worksheetFunctions;
  const functions = described
    ? readFunctions(JSON.parse(await textAt(described.metadata)) as unknown, described.namespace)
    : [];
  const first = settings.open
    ? await openWorkbook(
        new Uint8Array(await (await answerAt(settings.open)).arrayBuffer()),
        decodeURIComponent(settings.open.pathname.split("/").at(-1) ?? "Book1.xlsx"),
        functions,
      )
    : await newWorkbook(functions);
  return { addIn, functions, first, isPaneOpen: settings.isPaneOpen };
}

async function textAt(address: URL): Promise<string> {
  return (await answerAt(address)).text();
}

async function answerAt(address: URL): Promise<Response> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address.pathname} is not on this server (${answer.status}).`);
  return answer;
}

/** What went wrong, as a sentence. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function useDarkPreference(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = window.matchMedia(DARK);
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => window.matchMedia(DARK).matches,
  );
}

const DARK = "(prefers-color-scheme: dark)";
