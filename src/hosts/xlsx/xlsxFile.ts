/** A workbook in a file on a disk: opened by path, and saved where the user said when a plan is applied. */
import { basename } from "node:path";
import type { HostResult } from "../../workbook";
import { UNZIP_LIMITS, type UnzipLimits } from "./archive";
import { type Disk, nodeDisk } from "./disk";
import { Refusal, notAWorkbook } from "./refusal";
import { type SaveTarget, type SavedFile, fileErrorReason, saveFile } from "./saveFile";
import { XlsxWorkbook } from "./xlsxWorkbook";

export type { SaveTarget, SavedFile } from "./saveFile";

/** How a file is to be opened; without a target a plan cannot be applied to it. */
export type OpenFileOptions = { readonly limits?: UnzipLimits; readonly target?: SaveTarget };

/** An open file: the port, and where the last applied plan was saved. */
export type XlsxFile = { readonly workbook: XlsxWorkbook; saved(): SavedFile | null };

/**
 * Opens a workbook file. Fails as a value: F06_NOT_A_WORKBOOK when there is no file that can be read, F07_TOO_LARGE when it
 * is larger than it could ever be allowed to unpack to. What is in it is judged by `read`.
 */
export async function openXlsxFile(
  path: string,
  options: OpenFileOptions = {},
  disk: Disk = nodeDisk,
): Promise<HostResult<XlsxFile>> {
  const fileName = basename(path);
  const limits = options.limits ?? UNZIP_LIMITS;
  try {
    const bytes = await readFileBytes(disk, path, limits);
    return { ok: true, value: openBytes(path, bytes, { ...options, limits }, disk) };
  } catch (error) {
    const reason = fileErrorReason(error);
    if (reason !== null) return { ok: false, failure: cannotOpen(reason).toFailure(fileName) };
    if (error instanceof Refusal) return { ok: false, failure: error.toFailure(fileName) };
    throw error;
  }
}

async function readFileBytes(disk: Disk, path: string, limits: UnzipLimits): Promise<Uint8Array> {
  if (path.includes("\0")) throw cannotOpen("the name holds a character that no file name may hold");
  const facts = await disk.factsBehind(path);
  if (!facts) throw cannotOpen("there is no such file");
  if (facts.kind === "folder") throw notAWorkbook("a folder");
  if (facts.kind !== "file") throw cannotOpen("it is not a file");
  if (facts.size > limits.totalBytes) {
    throw new Refusal({
      code: "F07_TOO_LARGE",
      message: (file) =>
        `${file} is larger than ${limits.totalBytes / 1024 / 1024} MB. The limit protects this computer.`,
      next: "Raise the limit with --max-unzip only for a file you trust.",
    });
  }
  return disk.readBytes(path);
}

function openBytes(
  path: string,
  bytes: Uint8Array,
  options: OpenFileOptions & { readonly limits: UnzipLimits },
  disk: Disk,
): XlsxFile {
  const { target, limits } = options;
  const readOptions = { fileName: basename(path), limits };
  let lastSaved: SavedFile | null = null;
  let sourceOnDisk = bytes;
  const workbook = new XlsxWorkbook(bytes, readOptions, async (written, source, plan) => {
    if (!target) throw new Error("a plan was applied to a file that was opened for reading only");
    const request = { written, source, sourcePath: path, sourceOnDisk, plan, target, options: readOptions };
    const saved = await saveFile(request, disk);
    if (!saved.ok) return saved;
    if (target.kind === "inPlace") sourceOnDisk = written;
    lastSaved = saved.value;
    return { ok: true, value: null };
  });
  return { workbook, saved: () => lastSaved };
}

function cannotOpen(reason: string): Refusal {
  return new Refusal({
    code: "F06_NOT_A_WORKBOOK",
    message: (file) => `${file} cannot be opened (${reason}).`,
    next: "Check the path, and that you may read the file.",
  });
}
