/** The pages' rules of style: strict types, small functions, one job a component, nothing a screen reader stumbles over. */
import js from "@eslint/js";
import vue from "eslint-plugin-vue";
import accessibility from "eslint-plugin-vuejs-accessibility";
import globals from "globals";
import typescript from "typescript-eslint";

const SMALL = {
  "max-lines": ["error", { max: 300 }],
  "max-lines-per-function": ["error", { max: 40 }],
  complexity: ["error", 8],
};

const TYPES = {
  "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
  "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
  "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
};

/** How lines are broken is left to whoever writes them. */
const LAYOUT = [
  "html-closing-bracket-newline",
  "html-indent",
  "max-attributes-per-line",
  "multiline-html-element-content-newline",
  "singleline-html-element-content-newline",
];

/** In .vue files vue-tsc sees more than the linter does: the types of other components. */
const LEFT_TO_VUE_TSC = [
  "no-unsafe-argument",
  "no-unsafe-assignment",
  "no-unsafe-call",
  "no-unsafe-member-access",
  "no-unsafe-return",
  "no-useless-default-assignment",
  "unbound-method",
];

const IN_TESTS = ["unbound-method", "no-misused-spread", "no-implied-eval", "no-unsafe-call", "no-unsafe-assignment", "no-unsafe-member-access", "no-non-null-assertion"];

function off(rules) {
  return Object.fromEntries(rules.map((rule) => [`@typescript-eslint/${rule}`, "off"]));
}

const PAGES = {
  "vue/multi-word-component-names": "off",
  "vue/no-v-html": "error",
  "vue/no-static-inline-styles": "error",
  "vue/component-api-style": ["error", ["script-setup"]],
  "vue/define-macros-order": "error",
  "vue/block-order": ["error", { order: ["script", "template", "style"] }],
  "vue/require-typed-ref": "error",
  "vue/no-unused-refs": "error",
  "vue/no-useless-mustaches": "error",
  "vue/require-default-prop": "off",
  "vue/html-self-closing": ["error", { html: { void: "always", normal: "always", component: "always" } }],
  ...Object.fromEntries(LAYOUT.map((rule) => [`vue/${rule}`, "off"])),
  "vuejs-accessibility/label-has-for": ["error", { required: { some: ["nesting", "id"] } }],
  "vuejs-accessibility/no-static-element-interactions": "error",
};

export default typescript.config(
  { ignores: ["dist", "node_modules", "src/api/schema.d.ts"] },
  js.configs.recommended,
  ...typescript.configs.strictTypeChecked,
  ...vue.configs["flat/recommended"],
  ...accessibility.configs["flat/recommended"],
  {
    languageOptions: {
      globals: { ...globals.browser },
      parserOptions: {
        parser: typescript.parser,
        project: ["./tsconfig.json", "./tsconfig.worker.json"],
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: [".vue"],
      },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: { ...SMALL, ...TYPES, ...PAGES, eqeqeq: "error", "no-console": "error", "prefer-const": "error" },
  },
  { files: ["**/*.vue"], rules: off(LEFT_TO_VUE_TSC) },
  { files: ["src/service-worker.ts"], languageOptions: { globals: globals.serviceworker } },
  {
    files: ["**/*.{js,mjs}"],
    ...typescript.configs.disableTypeChecked,
    languageOptions: {
      globals: globals.node,
      parserOptions: { ...typescript.configs.disableTypeChecked.languageOptions?.parserOptions, project: null },
    },
  },
  { files: ["public/**"], languageOptions: { globals: globals.browser, sourceType: "script" }, rules: { "no-var": "off" } },
  { files: ["tests/**"], rules: { "max-lines-per-function": "off", "vue/one-component-per-file": "off", ...off(IN_TESTS) } },
);
