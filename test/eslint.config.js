import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** Text from a workbook is never handed to anything that would run it as markup or as code. */
const injection = [
  {
    selector: "MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]",
    message: "Workbook text must not become markup: set textContent, or let React render it.",
  },
  {
    selector:
      "CallExpression[callee.property.name=/^write(ln)?$/]:matches([callee.object.name='document'], [callee.object.property.name='document'])",
    message: "Workbook text must not become markup: let React render it.",
  },
  {
    selector: "JSXAttribute[name.name='dangerouslySetInnerHTML'], Property[key.name='dangerouslySetInnerHTML']",
    message: "Workbook text must not become markup: render it as children.",
  },
];

/** What would make two runs over the same workbook differ, or round where no rule says so. */
const impureOrInexact = [
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: "The model gives the same answer every time: chance is not one of its inputs.",
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='round']",
    message: "Math.round sends -0.5 to 0 and names no mode: round by a named mode from money.ts.",
  },
  {
    selector: "MemberExpression[property.name='toFixed']",
    message: "toFixed rounds the binary fraction, not the amount (1.005 becomes 1.00): format money by money.ts.",
  },
  {
    selector: "MemberExpression[object.name='Number'][property.name='parseFloat']",
    message: "parseFloat reads '12 apples' as 12 and amounts as binary fractions: parse money by money.ts.",
  },
];

export default tseslint.config(
  { ignores: ["**/*.js"] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: `${import.meta.dirname}/..` },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      // "!= null" asks for null and undefined at once: a blank, and a place in a list that is not there.
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-eval": "error",
      "no-new-func": "error",
      "no-restricted-syntax": ["error", ...injection],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      // Amounts are numbers with a brand, which the rule takes for something else; the compiler already refuses the rest.
      "@typescript-eslint/no-unsafe-unary-minus": "off",
      // A workbook in memory answers the port's promises without anything to wait for.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
    },
  },
  {
    files: ["src/**/*.tsx"],
    ...reactHooks.configs.flat["recommended-latest"],
  },
  {
    files: ["src/model/**/*.ts"],
    rules: {
      "no-restricted-syntax": ["error", ...injection, ...impureOrInexact],
      "no-restricted-globals": [
        "error",
        { name: "Date", message: "The model has no clock: today's date, where a rule needs it, is an input." },
        {
          name: "parseFloat",
          message: "parseFloat reads '12 apples' as 12 and amounts as binary fractions: parse money by money.ts.",
        },
      ],
    },
  },
);
