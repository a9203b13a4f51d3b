/** Saving: the source is never harmed, no half file ever stands under the final name, and nothing is left behind. */
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UNZIP_LIMITS, readWorkbook, writeWorkbook } from "../../../src/hosts/xlsx";
import { type Disk, nodeDisk } from "../../../src/hosts/xlsx/disk";
import { openXlsxFile } from "../../../src/hosts/xlsx/xlsxFile";
import type { SaveTarget } from "../../../src/hosts/xlsx/saveFile";
import type { HostResult, Receipt } from "../../../src/workbook/workbook";
import { madeFlags, madePlan } from "./madePlan";
import { codeOf, madeXlsx, valueOf } from "./madeXlsx";

const plan = madePlan(madeFlags());
const sourceBytes = madeXlsx({});
const writtenBytes = valueOf(writeWorkbook(sourceBytes, plan, { fileName: "case.xlsx" })).bytes;
const isWindows = process.platform === "win32";

let folder = "";
let source = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "case-finance-test-"));
  source = join(folder, "case.xlsx");
  writeFileSync(source, sourceBytes);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(path));
const leftovers = (): string[] => readdirSync(folder).filter((name) => name.endsWith(".tmp"));

async function apply(target: SaveTarget, disk?: Disk, path = source): Promise<HostResult<Receipt>> {
  const opened = valueOf(await openXlsxFile(path, { target }));
  const file = disk ? valueOf(await openXlsxFile(path, { target }, disk)) : opened;
  return file.workbook.apply(plan);
}
const toCopy = (name: string): SaveTarget => ({ kind: "copy", path: join(folder, name) });

describe("saving to a file of its own", () => {
  it("leaves the source as it was and the output whole", async () => {
    expect(codeOf(await apply(toCopy("out.xlsx")))).toBe("read");
    expect(bytesOf(source)).toEqual(sourceBytes);
    expect(bytesOf(join(folder, "out.xlsx"))).toEqual(writtenBytes);
    expect(readdirSync(folder).sort()).toEqual(["case.xlsx", "out.xlsx"]);
  });

  it("replaces an output of an earlier run, and may be applied twice", async () => {
    const file = valueOf(await openXlsxFile(source, { target: toCopy("out.xlsx") }));
    expect(file.saved()).toBeNull();
    expect(codeOf(await file.workbook.apply(plan))).toBe("read");
    expect(codeOf(await file.workbook.apply(plan))).toBe("read");
    expect(file.saved()).toEqual({ path: join(folder, "out.xlsx"), backup: null });
    expect(bytesOf(join(folder, "out.xlsx"))).toEqual(writtenBytes);
  });

  it.skipIf(isWindows)(
    "gives a new file the permissions of its source, and lets a file that is there keep its own",
    async () => {
      chmodSync(source, 0o440);
      await apply(toCopy("new.xlsx"));
      expect(statSync(join(folder, "new.xlsx")).mode & 0o777).toBe(0o640);
      writeFileSync(join(folder, "old.xlsx"), "");
      chmodSync(join(folder, "old.xlsx"), 0o604);
      await apply(toCopy("old.xlsx"));
      expect(statSync(join(folder, "old.xlsx")).mode & 0o777).toBe(0o604);
    },
  );

  it("refuses to overwrite the input, by whatever name it goes", async () => {
    expect(codeOf(await apply(toCopy("case.xlsx")))).toBe("W11_SAME_FILE");
    expect(codeOf(await apply({ kind: "copy", path: join(folder, ".", "x", "..", "case.xlsx") }))).toBe(
      "W11_SAME_FILE",
    );
    linkSync(source, join(folder, "hard.xlsx"));
    expect(codeOf(await apply(toCopy("hard.xlsx")))).toBe("W11_SAME_FILE");
    expect(bytesOf(source)).toEqual(sourceBytes);
  });

  it.skipIf(isWindows)("refuses the input behind a folder that is a link, and any output that is a link", async () => {
    mkdirSync(join(folder, "real"));
    symlinkSync(folder, join(folder, "real", "loop"));
    expect(codeOf(await apply({ kind: "copy", path: join(folder, "real", "loop", "case.xlsx") }))).toBe(
      "W11_SAME_FILE",
    );
    symlinkSync(source, join(folder, "link.xlsx"));
    symlinkSync(join(folder, "nowhere.xlsx"), join(folder, "dangling.xlsx"));
    for (const name of ["link.xlsx", "dangling.xlsx"]) {
      const result = await apply(toCopy(name));
      expect(codeOf(result)).toBe("W10_CANNOT_SAVE");
      if (!result.ok) expect(result.failure.message).toContain("link");
    }
    expect(existsSync(join(folder, "nowhere.xlsx"))).toBe(false);
  });

  it.each([
    ["a folder that does not exist", "nowhere/out.xlsx", "the folder does not exist"],
    ["a folder", "folder.xlsx", "it is a folder"],
    ["a path through a file", "case.xlsx/out.xlsx", "part of the path is a file"],
    ["a name that is too long", `${"x".repeat(300)}.xlsx`, "the path is too long"],
    ["a name with a NUL", "a\0b.xlsx", "a character that no file name may hold"],
    ["a device of Windows", "CON.xlsx", "Windows keeps the name CON"],
    ["another ending", "out.xlsm", "its name must end in .xlsx"],
  ])("says in words that it cannot write to %s", async (_, name, reason) => {
    mkdirSync(join(folder, "folder.xlsx"));
    const result = await apply(toCopy(name));
    expect(codeOf(result)).toBe("W10_CANNOT_SAVE");
    if (result.ok) return;
    expect(result.failure.message).toContain(reason);
    expect(result.failure.message).toContain("Nothing was changed.");
    expect(result.failure.isWorkbookChanged).toBe(false);
    expect(leftovers()).toEqual([]);
  });

  it("stops when the source has changed since it was read", async () => {
    const { workbook } = valueOf(await openXlsxFile(source, { target: toCopy("out.xlsx") }));
    const other = sourceBytes.slice();
    other[other.length - 1] = 1;
    writeFileSync(source, other);
    expect(codeOf(await workbook.apply(plan))).toBe("W03_CHANGED_SINCE_READ");
    expect(existsSync(join(folder, "out.xlsx"))).toBe(false);
  });

  it("does not believe a disk that gives back other bytes than it was given", async () => {
    const disk: Disk = {
      ...nodeDisk,
      readBytes: async (path) =>
        path.endsWith(".tmp") ? (await nodeDisk.readBytes(path)).subarray(0, 900) : nodeDisk.readBytes(path),
    };
    const result = await apply(toCopy("out.xlsx"), disk);
    expect(codeOf(result)).toBe("W10_CANNOT_SAVE");
    if (!result.ok) expect(result.failure.message).toContain("read back");
    expect(readdirSync(folder)).toEqual(["case.xlsx"]);
  });
});

describe("saving in place", () => {
  it("keeps numbered copies that are never overwritten", async () => {
    writeFileSync(`${source}.1.bak`, "mine");
    const file = valueOf(await openXlsxFile(source, { target: { kind: "inPlace" } }));
    expect(codeOf(await file.workbook.apply(plan))).toBe("read");
    expect(file.saved()).toEqual({ path: source, backup: `${source}.2.bak` });
    expect(codeOf(await file.workbook.apply(plan))).toBe("read");
    expect(readFileSync(`${source}.1.bak`, "utf8")).toBe("mine");
    expect(bytesOf(`${source}.2.bak`)).toEqual(sourceBytes);
    expect(bytesOf(`${source}.3.bak`)).toEqual(writtenBytes);
    expect(bytesOf(source)).toEqual(writtenBytes);
    expect(leftovers()).toEqual([]);
  });

  it.skipIf(isWindows)("refuses a source that is a link", async () => {
    symlinkSync(source, join(folder, "link.xlsx"));
    expect(codeOf(await apply({ kind: "inPlace" }, undefined, join(folder, "link.xlsx")))).toBe("W10_CANNOT_SAVE");
    expect(bytesOf(source)).toEqual(sourceBytes);
  });
});

describe("a disk that fails or a program that dies", () => {
  const targets: [string, SaveTarget["kind"]][] = [
    ["to a copy", "copy"],
    ["in place", "inPlace"],
  ];

  it.each(targets)("at any step %s leaves the old file whole or the new one whole", async (_, kind) => {
    for (const mode of ["fails", "fails after", "dies", "dies after"] as const) {
      for (let step = 0; ; step++) {
        rmSync(folder, { recursive: true });
        mkdirSync(folder);
        writeFileSync(source, sourceBytes);
        const out = join(folder, "out.xlsx");
        writeFileSync(out, "earlier output");
        const target: SaveTarget = kind === "copy" ? { kind, path: out } : { kind };
        const opened = valueOf(await openXlsxFile(source, { target }, nodeDisk));
        expect(opened.saved()).toBeNull();
        const disk = faultyDisk(step, mode);
        const file = valueOf(await openXlsxFile(source, { target }, disk.afterOpening));
        const result = await file.workbook.apply(plan);
        if (!disk.wasHit()) {
          expect(codeOf(result)).toBe("read");
          break;
        }
        const final = kind === "copy" ? out : source;
        const before = kind === "copy" ? new TextEncoder().encode("earlier output") : sourceBytes;
        const after = writtenBytes;
        const found = Buffer.from(bytesOf(final));
        expect(found.equals(before) || found.equals(after)).toBe(true);
        if (kind === "copy") expect(bytesOf(source)).toEqual(sourceBytes);
        if (result.ok) expect(found.equals(after)).toBe(true);
        else {
          expect(result.failure.code).toBe("W10_CANNOT_SAVE");
          // What the message says of the file is true, and a program that lives to say so leaves nothing behind.
          if (!result.failure.isWorkbookChanged) expect(found.equals(before)).toBe(true);
          if (mode.startsWith("fails")) expect(readdirSync(folder).sort()).toEqual(["case.xlsx", "out.xlsx"]);
        }
        // Once the source is replaced, what it was is beside it.
        if (kind === "inPlace" && found.equals(after)) expect(bytesOf(`${source}.1.bak`)).toEqual(sourceBytes);
      }
    }
  });

  /** A disk whose step of that number fails before or after it is done, and after which, if it dies, nothing works. */
  function faultyDisk(step: number, mode: "fails" | "fails after" | "dies" | "dies after") {
    let count = 0;
    let isHit = false;
    const failure = Object.assign(new Error("disk"), { code: "EIO", syscall: "test" });
    const wrap =
      <A extends unknown[], R>(act: (...given: A) => Promise<R>) =>
      async (...given: A): Promise<R> => {
        if (isHit && mode.startsWith("dies")) throw failure;
        if (count++ !== step + OPENING_STEPS || isHit) return act(...given);
        isHit = true;
        if (mode.endsWith("after")) await act(...given);
        throw failure;
      };
    const afterOpening: Disk = {
      factsOf: wrap(nodeDisk.factsOf),
      factsBehind: wrap(nodeDisk.factsBehind),
      realPath: wrap(nodeDisk.realPath),
      readBytes: wrap(nodeDisk.readBytes),
      writeNew: wrap(nodeDisk.writeNew),
      setMode: wrap(nodeDisk.setMode),
      copyNew: wrap(nodeDisk.copyNew),
      giveName: wrap(nodeDisk.giveName),
      rename: wrap(nodeDisk.rename),
      remove: wrap(nodeDisk.remove),
      syncFolder: wrap(nodeDisk.syncFolder),
    };
    return { afterOpening, wasHit: () => isHit };
  }

  /** Opening asks for the file's facts and its bytes. */
  const OPENING_STEPS = 2;

  it("removes half a temporary file", async () => {
    const disk: Disk = {
      ...nodeDisk,
      async writeNew(path, bytes) {
        await nodeDisk.writeNew(path, bytes.subarray(0, 10));
        throw Object.assign(new Error("full"), { code: "ENOSPC", syscall: "write" });
      },
    };
    const result = await apply(toCopy("out.xlsx"), disk);
    expect(result).toMatchObject({ ok: false, failure: { code: "W10_CANNOT_SAVE", severity: "error" } });
    if (!result.ok) expect(result.failure.message).toContain("the disk is full");
    expect(readdirSync(folder)).toEqual(["case.xlsx"]);
  });
});

describe("opening", () => {
  it("says in words what cannot be opened", async () => {
    for (const [path, words] of [
      ["nowhere.xlsx", "there is no such file"],
      [".", "It looks like a folder"],
      ["a\0.xlsx", "no file name may hold"],
    ]) {
      const result = await openXlsxFile(path === "." ? folder : join(folder, path!));
      expect(codeOf(result)).toBe("F06_NOT_A_WORKBOOK");
      if (!result.ok) expect(result.failure.message).toContain(words);
    }
  });

  it("does not load a file that is larger than it may ever unpack to", async () => {
    expect(codeOf(await openXlsxFile(source, { limits: { ...UNZIP_LIMITS, totalBytes: 100 } }))).toBe("F07_TOO_LARGE");
  });

  it("reads what was opened", async () => {
    const { workbook } = valueOf(await openXlsxFile(source));
    expect(await workbook.read()).toEqual(readWorkbook(sourceBytes, { fileName: "case.xlsx" }));
  });
});
