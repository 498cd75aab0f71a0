/** Where columns stand one below the other: a phone, or a desk with very large text. */
export const NARROW = "(max-width: 55.9rem)";
