/** Lists of areas as files write them: "A1:B2 D4". */
import { type Area, parseArea } from "../area";

/** The areas of a list; what is no area is left out. */
export function areasOf(list: string | undefined): Area[] {
  return (list ?? "").split(/\s+/).flatMap((text) => {
    const area = text === "" ? undefined : parseArea(text);
    return area ? [area] : [];
  });
}
