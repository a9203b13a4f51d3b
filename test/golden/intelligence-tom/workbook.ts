/** The worked example as it is shipped. */
import { exampleWorkbook } from "../../examples/exampleWorkbook";
import { intelligenceTom } from "../../examples/intelligenceTom";

export const workbook = exampleWorkbook(intelligenceTom);
