/// <reference types="office-js" />

// The types of office.js mention one type of the browser, in a corner that nothing here touches.
interface HTMLElement {
  readonly nodeType: number;
}
