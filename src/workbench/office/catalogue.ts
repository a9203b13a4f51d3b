/** Every class of the object model, and what each of them has: the list behind `npm run members`. */
import type { RemoteClass } from "./classModel";
import { commentClass, commentClasses, commentCollectionClass } from "./classes/comments";
import {
  conditionalFormatClass,
  conditionalFormatClasses,
  conditionalFormatCollectionClass,
} from "./classes/conditionalFormats";
import { dataValidationClass } from "./classes/dataValidation";
import { autoFilterClass, filterClass } from "./classes/filters";
import { functionResultClass, functionsClass } from "./classes/functions";
import { nameClasses, namedItemClass, namedItemCollectionClass } from "./classes/names";
import {
  customPropertyCollectionClass,
  customXmlPartCollectionClass,
  documentPropertiesClass,
  propertyClasses,
  settingCollectionClass,
  worksheetCustomPropertyCollectionClass,
} from "./classes/properties";
import { rangeClass, rangeSortClass, removeDuplicatesClasses } from "./classes/range";
import {
  rangeAreasClass,
  rangeAreasCollectionClass,
  rangeCollectionClass,
  workbookRangeAreasClass,
} from "./classes/rangeAreas";
import {
  formatProtectionClass,
  rangeBorderClass,
  rangeBorderCollectionClass,
  rangeFillClass,
  rangeFontClass,
  rangeFormatClass,
} from "./classes/rangeFormat";
import { rangeViewClass, rangeViewCollectionClass } from "./classes/rangeView";
import {
  tableClass,
  tableCollectionClass,
  tableColumnClass,
  tableColumnCollectionClass,
  tableRowClass,
  tableRowCollectionClass,
  tableScopedCollectionClass,
  tableSortClass,
} from "./classes/table";
import { applicationClass, workbookClass, workbookClasses, workbookProtectionClass } from "./classes/workbook";
import {
  pageLayoutClass,
  worksheetClass,
  worksheetCollectionClass,
  worksheetFreezePanesClass,
  worksheetProtectionClass,
} from "./classes/worksheet";
import { serviceClasses } from "./runtimeObjects";

/** All classes, each once. */
export function allClasses(): readonly RemoteClass[] {
  return [
    workbookClass,
    applicationClass,
    workbookProtectionClass,
    ...workbookClasses,
    worksheetCollectionClass,
    worksheetClass,
    worksheetProtectionClass,
    worksheetFreezePanesClass,
    pageLayoutClass,
    rangeClass,
    rangeSortClass,
    ...removeDuplicatesClasses,
    rangeFormatClass,
    rangeFillClass,
    rangeFontClass,
    rangeBorderCollectionClass,
    rangeBorderClass,
    formatProtectionClass,
    rangeViewClass,
    rangeViewCollectionClass,
    rangeAreasClass,
    rangeCollectionClass,
    rangeAreasCollectionClass,
    workbookRangeAreasClass,
    conditionalFormatCollectionClass,
    conditionalFormatClass,
    ...conditionalFormatClasses,
    dataValidationClass,
    tableCollectionClass,
    tableScopedCollectionClass,
    tableClass,
    tableColumnCollectionClass,
    tableColumnClass,
    tableRowCollectionClass,
    tableRowClass,
    tableSortClass,
    autoFilterClass,
    filterClass,
    namedItemCollectionClass,
    namedItemClass,
    ...nameClasses,
    documentPropertiesClass,
    customPropertyCollectionClass,
    worksheetCustomPropertyCollectionClass,
    settingCollectionClass,
    customXmlPartCollectionClass,
    ...propertyClasses,
    commentCollectionClass,
    commentClass,
    ...commentClasses,
    functionsClass,
    functionResultClass,
    ...serviceClasses,
  ];
}

/** The members of a class as the wire knows them: "get Values", "set Values", "GetRange", "[]", "_RegisterXEvent". */
export function membersOf(remoteClass: RemoteClass): Set<string> {
  const members = new Set<string>();
  for (const [name, property] of Object.entries(remoteClass.properties ?? {})) {
    if (property.read) members.add(`get ${name}`);
    if (property.write) members.add(`set ${name}`);
  }
  for (const name of Object.keys(remoteClass.navigations ?? {})) members.add(`nav ${name}`);
  for (const name of Object.keys(remoteClass.methods ?? {})) members.add(`call ${name}`);
  for (const name of Object.keys(remoteClass.events ?? {})) members.add(`event ${name}`);
  if (remoteClass.index) members.add("item");
  return members;
}
