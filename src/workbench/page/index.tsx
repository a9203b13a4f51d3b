/** The workbench page: a stand-in for the spreadsheet program, to develop, test and demonstrate an add-in. */
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { rememberTrust } from "./conversation";

rememberTrust();
const place = document.getElementById("workbench");
if (!place) throw new Error("The page has no place for the workbench.");
createRoot(place).render(<App />);
