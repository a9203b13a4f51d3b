/**
 * A shim over the file system: counts the calls that concern a folder, and at one of them kills the program or lets the
 * call fail. What runs above it is the program as it is, which knows of nothing.
 */
import { readFileSync, writeFileSync } from "node:fs";
import fileSystem, { type FileHandle } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

/** What happens at the call: the program ends before it or in the middle of it; or it fails, alone or with all after it. */
export type Interruption =
  { readonly kind: "kill" | "kill halfway" } | { readonly kind: "fail" | "fail from here"; readonly code: string };

/** What came of it: the calls made, by name, and how to have the file system back as it was. */
export type Interrupted = { readonly calls: readonly string[]; readonly restore: () => void };

type Call = (...given: unknown[]) => Promise<unknown>;
const CALLS = [
  "lstat",
  "stat",
  "realpath",
  "readFile",
  "open",
  "chmod",
  "copyFile",
  "link",
  "rename",
  "unlink",
] as const;
const HANDLE_CALLS = ["writeFile", "sync", "close"] as const;

/** Lets the n-th call on a path in the folder, counted from 1, be interrupted; none when there are fewer. */
export function interrupt(folder: string, at: number, interruption: Interruption): Interrupted {
  const calls: string[] = [];
  const real = { ...fileSystem };

  /** Counts a call, and makes it or interrupts it; `half` does half of what the call would have done. */
  const counted = async (name: string, make: () => Promise<unknown>, half: () => Promise<void>): Promise<unknown> => {
    calls.push(name);
    const isLater = calls.length > at && interruption.kind === "fail from here";
    if (calls.length !== at && !isLater) return make();
    if (interruption.kind === "kill") return die();
    await half();
    if (!("code" in interruption)) return die();
    const { code } = interruption;
    throw Object.assign(new Error(`${code}: made to fail`), { code, syscall: name });
  };

  for (const name of CALLS) {
    const call = real[name] as Call;
    const shim: Call = async (...given) => {
      if (!given.some((path) => typeof path === "string" && path.startsWith(folder))) return call(...given);
      const made = await counted(
        name,
        () => call(...given),
        async () => {
          if (name === "copyFile") writeFileSync(String(given[1]), firstHalf(readFileSync(String(given[0]))));
        },
      );
      if (name === "open") shimHandle(made as FileHandle, counted);
      return made;
    };
    Object.assign(fileSystem, { [name]: shim });
  }
  syncBuiltinESMExports();
  return {
    calls,
    restore: () => {
      Object.assign(fileSystem, real);
      syncBuiltinESMExports();
    },
  };
}

function shimHandle(
  handle: FileHandle,
  counted: (name: string, make: () => Promise<unknown>, half: () => Promise<void>) => Promise<unknown>,
): void {
  const writeFile = handle.writeFile.bind(handle);
  const close = handle.close.bind(handle);
  for (const name of HANDLE_CALLS) {
    const call = handle[name].bind(handle) as Call;
    const shim: Call = (...given) =>
      counted(
        `handle.${name}`,
        () => call(...given),
        async () => {
          if (name === "writeFile") await writeFile(firstHalf(given[0] as Uint8Array));
          if (name === "close") await close(); // a handle that could not be closed is gone all the same
        },
      );
    Object.assign(handle, { [name]: shim });
  }
}

function firstHalf(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, bytes.length >> 1);
}

/** As if the power had gone: nothing of this program runs any more. */
function die(): never {
  process.kill(process.pid, "SIGKILL");
  for (;;); // until it arrives
}
