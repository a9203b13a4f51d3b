/** The command line that kills itself at the call that its surroundings name. Built for a test and started by it. */
import { interrupt } from "./interrupt";

const { INTERRUPT_FOLDER = "", INTERRUPT_AT = "0", INTERRUPT_KIND = "" } = process.env;
interrupt(INTERRUPT_FOLDER, Number(INTERRUPT_AT), {
  kind: INTERRUPT_KIND === "kill halfway" ? "kill halfway" : "kill",
});
await import("../../../../src/cli/main");
