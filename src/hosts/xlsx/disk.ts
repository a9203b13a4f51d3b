/**
 * The few things that saving asks of a file system. They stand behind a type so that a test can let each of them fail, or
 * stop the world at it, and then look at what is left on the disk.
 */
import { type BigIntStats, constants } from "node:fs";
import { chmod, copyFile, link, lstat, open, readFile, realpath, rename, stat, unlink } from "node:fs/promises";

/** What is known of a file without opening it. */
export type FileFacts = {
  readonly kind: "file" | "folder" | "link" | "other";
  readonly mode: number;
  readonly size: number;
  /** Device and number in it: two names of one file agree in both. */
  readonly identity: string;
  readonly changedAt: bigint;
};

/** A file system as saving needs it. Every function throws Node's own errors. */
export type Disk = {
  /** Facts of what stands at a path, a link taken as itself; null when nothing does. */
  readonly factsOf: (path: string) => Promise<FileFacts | null>;
  /** The same of what a link leads to. */
  readonly factsBehind: (path: string) => Promise<FileFacts | null>;
  /** The path with every link followed; null when nothing stands there. */
  readonly realPath: (path: string) => Promise<string | null>;
  readonly readBytes: (path: string) => Promise<Uint8Array>;
  /** Writes a file that must not exist yet, readable by its owner alone, down to the disk. */
  readonly writeNew: (path: string, bytes: Uint8Array) => Promise<void>;
  readonly setMode: (path: string, mode: number) => Promise<void>;
  /** Copies to a file that must not exist yet, down to the disk. */
  readonly copyNew: (from: string, to: string) => Promise<void>;
  /** Gives a file another name, which must not be taken, all at once. */
  readonly giveName: (from: string, to: string) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
  /** Makes the names in a folder as lasting as the files. */
  readonly syncFolder: (path: string) => Promise<void>;
};

/** The file system of this computer. */
export const nodeDisk: Disk = {
  factsOf: (path) => facts(lstat(path, { bigint: true })),
  factsBehind: (path) => facts(stat(path, { bigint: true })),
  realPath: (path) => orNull(realpath(path)),
  readBytes: async (path) => new Uint8Array(await readFile(path)),
  async writeNew(path, bytes) {
    const file = await open(path, "wx", 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  },
  setMode: (path, mode) => chmod(path, mode),
  async copyNew(from, to) {
    await copyFile(from, to, constants.COPYFILE_EXCL);
    await syncPath(to, "r+");
  },
  giveName,
  rename: (from, to) => rename(from, to),
  remove: (path) => unlink(path),
  async syncFolder(path) {
    // Windows does not let a folder be opened like this, and keeps its names without being asked.
    if (process.platform !== "win32") await syncPath(path, "r");
  },
};

/** What says that a file cannot have two names here: memory sticks, some network folders. */
const NO_LINKS = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EINVAL"]);

async function giveName(from: string, to: string): Promise<void> {
  try {
    await link(from, to); // fails when the name is taken, which renaming would not
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (typeof code !== "string" || !NO_LINKS.has(code)) throw error;
    if ((await orNull(lstat(to))) !== null) throw Object.assign(new Error(to), { code: "EEXIST", syscall: "link" });
    return rename(from, to);
  }
  await unlink(from);
}

async function syncPath(path: string, flags: string): Promise<void> {
  const file = await open(path, flags);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function facts(found: Promise<BigIntStats>): Promise<FileFacts | null> {
  const stats = await orNull(found);
  if (!stats) return null;
  const kind = stats.isFile() ? "file" : stats.isDirectory() ? "folder" : stats.isSymbolicLink() ? "link" : "other";
  return {
    kind,
    mode: Number(stats.mode) & 0o777,
    size: Number(stats.size),
    identity: `${stats.dev}:${stats.ino}`,
    changedAt: stats.mtimeNs,
  };
}

async function orNull<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if ((error as { code?: unknown }).code === "ENOENT") return null;
    throw error;
  }
}
