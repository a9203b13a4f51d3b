/** A workbook held as the bytes of an .xlsx or .xlsm file: the port over bytes, with no file system behind it. */
import type { HostResult, Receipt, Snapshot, Workbook, WritePlan } from "../../workbook/workbook";
import { type ReadOptions, readWorkbook } from "./readWorkbook";

/** The port over bytes. `bytes` are those of the workbook as it stands: the source's, or after `apply` the written ones. */
export class XlsxWorkbook implements Workbook {
  #bytes: Uint8Array;

  constructor(
    bytes: Uint8Array,
    private readonly options: ReadOptions,
  ) {
    this.#bytes = bytes;
  }

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** Reads the whole workbook; see `readWorkbook` for how it fails. */
  async read(): Promise<HostResult<Snapshot>> {
    return readWorkbook(this.#bytes, this.options);
  }

  apply(_plan: WritePlan): Promise<HostResult<Receipt>> {
    throw new Error("not yet");
  }
}
