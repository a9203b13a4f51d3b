/** What the work on a file has around it: where words go, and how a file is opened. */
import { trustedUnzipLimits } from "../hosts/xlsx";
import { openXlsxFile, type SaveTarget, type XlsxFile } from "../hosts/xlsx/xlsxFile";
import type { HostResult } from "../workbook";
import type { ReadingRequest } from "./options";
import type { Palette } from "./textLayout";

/** Where answers, and everything that is not an answer, go. */
export type Console = {
  /** Standard output: answers and nothing else. */
  readonly answer: (text: string) => void;
  /** Standard error: complaints, and progress when it is a terminal. */
  readonly remark: (text: string) => void;
  readonly isAnswerOnTerminal: boolean;
  readonly isRemarkOnTerminal: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/** What the work on one file needs from the run as a whole. */
export type Session = {
  readonly console: Console;
  readonly palette: Palette;
  /** True from the moment in which bytes may reach the disk. */
  isWriting: boolean;
  readonly progress: (doing: string) => void;
};

/** Opens a workbook file with what the person trusts it to unpack to; with a target a plan can be applied to it. */
export async function openCase(
  file: string,
  { unzipMegabytes }: ReadingRequest,
  target: SaveTarget | null,
): Promise<HostResult<XlsxFile>> {
  return openXlsxFile(file, {
    ...(unzipMegabytes === null ? {} : { limits: trustedUnzipLimits(unzipMegabytes) }),
    ...(target === null ? {} : { target }),
  });
}
