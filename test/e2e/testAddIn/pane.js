/* global Office, Excel */
const show = (id, text) => {
  document.getElementById(id).textContent = text;
};
const attempt = (work) => Excel.run(work).catch((error) => show("error", error.code));

async function stamp(event) {
  await attempt(async (context) => {
    context.workbook.getActiveCell().values = [["stamped"]];
    await context.sync();
  });
  event.completed();
}

Office.onReady(async ({ host, platform }) => {
  show("host", `${host} ${platform}`);
  Office.actions.associate("stamp", stamp);
  await attempt(async (context) => {
    const { worksheets } = context.workbook;
    worksheets.onSelectionChanged.add(async ({ address }) => show("selected", address));
    worksheets.onChanged.add(async ({ address, triggerSource }) => show("changed", `${address} ${triggerSource}`));
    await context.sync();
  });
  document.getElementById("write").addEventListener("click", () =>
    attempt(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      sheet.getRange("B2:C3").values = [
        ["Line", "Amount"],
        ["Rent", 1234.5],
      ];
      sheet.getRange("C3").numberFormat = [["#,##0.00"]];
      sheet.getRange("B2:C2").format.fill.color = "#DDEBF7";
      const rule = sheet.getRange("C3").conditionalFormats.add(Excel.ConditionalFormatType.custom);
      rule.custom.rule.formula = "=C3>1000";
      rule.custom.format.fill.color = "#FFC7CE";
      await context.sync();
    }),
  );
  document.getElementById("other").addEventListener("click", () => Excel.createWorkbook());
  document.getElementById("unknown").addEventListener("click", () =>
    attempt(async (context) => {
      context.workbook.worksheets.getActiveWorksheet().charts.load("items/name");
      await context.sync();
    }),
  );
});
