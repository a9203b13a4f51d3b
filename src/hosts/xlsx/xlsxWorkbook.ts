/** A workbook held as the bytes of an .xlsx or .xlsm file: the port over bytes, with no file system behind it. */
import type { HostResult, Receipt, Snapshot, Workbook, WritePlan } from "../../workbook";
import { type ReadOptions, readWorkbook } from "./readWorkbook";
import { writeWorkbook } from "./writeWorkbook";

/**
 * What becomes of written bytes before a plan counts as applied: saved to a disk, say. A failure leaves the workbook as it
 * was.
 */
export type Landing = (written: Uint8Array, source: Uint8Array, plan: WritePlan) => Promise<HostResult<null>>;

/** The port over bytes. */
export class XlsxWorkbook implements Workbook {
  #bytes: Uint8Array;

  constructor(
    bytes: Uint8Array,
    private readonly options: ReadOptions,
    private readonly landing: Landing = () => Promise.resolve({ ok: true, value: null }),
  ) {
    this.#bytes = bytes;
  }

  /** The workbook as it stands: the source, or what the last plan made of it. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** Reads the whole workbook; see `readWorkbook` for how it fails. */
  async read(): Promise<HostResult<Snapshot>> {
    return readWorkbook(this.#bytes, this.options);
  }

  /** Applies the plan whole or not at all; see `writeWorkbook` for how it fails, and the landing for how it may. */
  async apply(plan: WritePlan): Promise<HostResult<Receipt>> {
    const written = writeWorkbook(this.#bytes, plan, this.options);
    if (!written.ok) return written;
    const landed = await this.landing(written.value.bytes, this.#bytes, plan);
    if (!landed.ok) return landed;
    this.#bytes = written.value.bytes;
    return { ok: true, value: written.value.receipt };
  }
}
