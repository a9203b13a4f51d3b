/**
 * Written bytes onto a disk, so that at every moment the file under the final name is either the old one whole or the new
 * one whole. The source is never opened for writing. Nothing is believed to be written until it has been read back.
 */
import { randomBytes } from "node:crypto";
import { basename, dirname, extname, join, resolve } from "node:path";
import type { HostFailure, HostResult, WritePlan } from "../../workbook";
import { faultInWritten } from "./checkWritten";
import { type Disk, type FileFacts, nodeDisk } from "./disk";
import type { ReadOptions } from "./readWorkbook";
import { Refusal, shownText } from "./refusal";

/** Where a written workbook goes: to a file of its own, or over its source, of which a numbered .bak copy is kept. */
export type SaveTarget = { readonly kind: "copy"; readonly path: string } | { readonly kind: "inPlace" };

/** What is to be saved, and what it was made from. */
export type SaveRequest = {
  readonly written: Uint8Array;
  /** The workbook the plan was applied to. */
  readonly source: Uint8Array;
  readonly sourcePath: string;
  /** What the file at that path held when it was read, and must still hold. */
  readonly sourceOnDisk: Uint8Array;
  readonly plan: WritePlan;
  readonly target: SaveTarget;
  readonly options: ReadOptions;
};

/** Where it was saved, and the copy of the source that was kept when it was replaced. */
export type SavedFile = { readonly path: string; readonly backup: string | null };

/**
 * Saves written bytes: a temporary file in the target's folder, read back and checked, then renamed. Fails as a value with
 * W10_CANNOT_SAVE, W11_SAME_FILE or W03_CHANGED_SINCE_READ, and then nothing was changed.
 */
export async function saveFile(request: SaveRequest, disk: Disk = nodeDisk): Promise<HostResult<SavedFile>> {
  const shownPath = request.target.kind === "copy" ? request.target.path : request.sourcePath;
  try {
    return { ok: true, value: await save(request, disk) };
  } catch (error) {
    const failure = error instanceof Refusal ? error.toFailure(shownPath) : fileFailure(error, shownPath);
    if (failure) return { ok: false, failure };
    throw error;
  }
}

async function save(request: SaveRequest, disk: Disk): Promise<SavedFile> {
  const { target } = request;
  const sourcePath = resolve(request.sourcePath);
  const path = target.kind === "copy" ? resolve(target.path) : sourcePath;
  refuseBadName(path);
  const there = await disk.factsOf(path);
  const sourceFacts = await disk.factsBehind(sourcePath);
  refuseBadTarget(there);
  if (target.kind === "copy") await refuseSameFile(disk, sourcePath, sourceFacts, path, there);
  if (extname(path).toLowerCase() !== extname(sourcePath).toLowerCase()) throw otherEnding(extname(sourcePath));
  await refuseChangedSource(disk, sourcePath, sourceFacts, request);

  const temporary = temporaryBeside(path);
  const made: string[] = []; // what is taken away again when anything fails
  try {
    await writeTemporary(disk, temporary, request.written, made);
    await refuseFaults(disk, temporary, request);
    // A file that is replaced keeps its permissions; a new one takes those of its source, but can be written to.
    await disk.setMode(temporary, there?.mode ?? (sourceFacts?.mode ?? 0o600) | 0o200);
    const backup = target.kind === "inPlace" ? await keepBackup(disk, path, made) : null;
    if (target.kind === "inPlace") await refuseMovedSource(disk, path, sourceFacts);
    await renameOrTell(disk, temporary, path, request.written, made);
    made.length = 0;
    await disk.syncFolder(dirname(path)).catch(() => undefined); // the file is there; only a power cut could still tell
    return { path, backup };
  } finally {
    for (const leftover of made) await disk.remove(leftover).catch(() => undefined);
  }
}

async function writeTemporary(disk: Disk, path: string, bytes: Uint8Array, made: string[]): Promise<void> {
  try {
    await disk.writeNew(path, bytes);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") made.push(path); // half a file may be there, unless it is someone else's
    throw error;
  }
  made.push(path);
}

/** Renames; an error counts only when the new file did not get its name all the same, as can happen over a network. */
async function renameOrTell(
  disk: Disk,
  temporary: string,
  path: string,
  written: Uint8Array,
  made: string[],
): Promise<void> {
  try {
    await disk.rename(temporary, path);
  } catch (error) {
    let hasLanded: boolean;
    try {
      hasLanded = (await disk.factsOf(temporary)) === null && isEqual(await disk.readBytes(path), written);
    } catch {
      made.length = 0; // nobody can tell which file is the last good one: all of them stay
      throw cannotTell(temporary);
    }
    if (!hasLanded) throw error;
  }
}

// ---------------------------------------------------------------------------------------------- refusals

function refuseBadName(path: string): void {
  if (path.includes("\0")) throw cannotSave("the name holds a character that no file name may hold");
  const name = basename(path).split(".", 1)[0] ?? "";
  const isReserved = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/i.test(name);
  if (isReserved) throw cannotSave(`Windows keeps the name ${name} for a device`);
}

function refuseBadTarget(there: FileFacts | null): void {
  if (there?.kind === "link") throw cannotSave("it is a link to another file; name that file itself");
  if (there?.kind === "folder") throw cannotSave("it is a folder");
  if (there?.kind === "other") throw cannotSave("it is not a file");
}

async function refuseSameFile(
  disk: Disk,
  sourcePath: string,
  source: FileFacts | null,
  path: string,
  there: FileFacts | null,
): Promise<void> {
  if (!there) return;
  const isSame =
    there.identity === source?.identity || (await disk.realPath(sourcePath)) === (await disk.realPath(path));
  if (!isSame) return;
  throw new Refusal({
    code: "W11_SAME_FILE",
    severity: "error",
    message: "Refusing to overwrite the input.",
    next: "Use --in-place to replace it (a .bak copy is kept), or name another output.",
  });
}

/** The source must still be what was read: what was written is made of it. */
async function refuseChangedSource(
  disk: Disk,
  sourcePath: string,
  facts: FileFacts | null,
  request: SaveRequest,
): Promise<void> {
  const isSameSize = facts?.size === request.sourceOnDisk.length;
  if (!isSameSize || !isEqual(await disk.readBytes(sourcePath), request.sourceOnDisk))
    throw sourceChanged(request.sourcePath);
}

async function refuseMovedSource(disk: Disk, path: string, facts: FileFacts | null): Promise<void> {
  const now = await disk.factsOf(path);
  if (now?.identity !== facts?.identity || now?.changedAt !== facts?.changedAt) throw sourceChanged(path);
}

async function refuseFaults(disk: Disk, temporary: string, request: SaveRequest): Promise<void> {
  const onDisk = await disk.readBytes(temporary);
  const fault = faultInWritten(request.source, onDisk, request.plan, request.options);
  if (fault !== null) throw cannotSave(`when it was read back, ${shownText(fault)}`);
}

/**
 * Copies the file to the first free of name.1.bak, name.2.bak, ...: an earlier copy is never overwritten, and no copy has
 * such a name before it is whole.
 */
async function keepBackup(disk: Disk, path: string, made: string[]): Promise<string> {
  const copy = temporaryBeside(path);
  made.push(copy);
  await disk.copyNew(path, copy);
  for (let number = 1; ; number++) {
    const backup = `${path}.${number}.bak`;
    if (await disk.factsOf(backup)) continue;
    try {
      await disk.giveName(copy, backup);
    } catch (error) {
      if (errorCode(error) === "EEXIST") continue; // someone else was quicker: the next number then
      made.push(backup);
      throw error;
    }
    made.push(backup);
    return backup;
  }
}

/** A name that nothing has, in the folder of a file. */
function temporaryBeside(path: string): string {
  return join(dirname(path), `.case-finance-${randomBytes(8).toString("hex")}.tmp`);
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

// ---------------------------------------------------------------------------------------------- the words

function cannotSave(reason: string): Refusal {
  return new Refusal({
    code: "W10_CANNOT_SAVE",
    severity: "error",
    message: (file) => `${file} cannot be written (${reason}). Nothing was changed.`,
    next: "Choose another output (--out), or mend the cause and run again.",
  });
}

function cannotTell(temporary: string): Refusal {
  return new Refusal({
    code: "W10_CANNOT_SAVE",
    severity: "error",
    message: (file) =>
      `The disk failed while ${file} was given its name, and does not answer: it may hold the old workbook or the new one.`,
    next: `When the disk answers again, look at the file and its .bak copy; ${basename(temporary)} beside it can be deleted.`,
    isWorkbookChanged: true,
  });
}

function otherEnding(ending: string): Refusal {
  return cannotSave(
    `its name must end in ${ending === "" ? "nothing" : shownText(ending)}, as its source does, or Excel will not open it`,
  );
}

function sourceChanged(path: string): Refusal {
  return new Refusal({
    code: "W03_CHANGED_SINCE_READ",
    severity: "error",
    message: `${shownText(basename(path))} changed while we were working. Nothing was changed by us.`,
    next: "Run again.",
  });
}

const REASONS = new Map([
  ["EACCES", "you have no permission to write there"],
  ["EPERM", "you have no permission to write there, or it is open in another program"],
  ["EBUSY", "it is open in another program"],
  ["ETXTBSY", "it is open in another program"],
  ["ENOSPC", "the disk is full"],
  ["EDQUOT", "your share of the disk is full"],
  ["EFBIG", "the disk does not take a file that large"],
  ["ENAMETOOLONG", "the path is too long"],
  ["ENOENT", "the folder does not exist"],
  ["ENOTDIR", "part of the path is a file, not a folder"],
  ["EROFS", "the disk can only be read"],
  ["EIO", "the disk or the network failed"],
  ["ESTALE", "the connection to the network folder was lost"],
  ["ENOTCONN", "the connection to the network folder was lost"],
  ["ETIMEDOUT", "the connection to the network folder was lost"],
  ["EHOSTDOWN", "the connection to the network folder was lost"],
  ["ELOOP", "the path is a circle of links"],
  ["EMFILE", "too many files are open"],
  ["ENFILE", "too many files are open"],
  ["EISDIR", "it is a folder"],
  ["EXDEV", "it lies on another disk"],
  ["EINVAL", "the disk does not take such a name"],
]);

/** What an error of the file system says in words; null when it is no such error. */
export function fileErrorReason(error: unknown): string | null {
  const code = errorCode(error);
  if (code === null) return null;
  return REASONS.get(code) ?? `the system says ${code}`;
}

function fileFailure(error: unknown, path: string): HostFailure | null {
  const reason = fileErrorReason(error);
  return reason === null ? null : cannotSave(reason).toFailure(path);
}

/** The code of an error of the file system ("ENOENT"); null for an error of another kind. */
function errorCode(error: unknown): string | null {
  const { code, syscall } = (error ?? {}) as { code?: unknown; syscall?: unknown };
  return typeof code === "string" && typeof syscall === "string" ? code : null;
}
