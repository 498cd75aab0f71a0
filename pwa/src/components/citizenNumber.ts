/** A citizen number as people type it, and whether it can be one. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK = "10X98765432";

/** A citizen number as people type it (spaces, small x) in its one spelling. */
export function tidyNumber(typed: string): string {
  return typed.normalize("NFKC").replaceAll(/\s/g, "").toUpperCase();
}

/** Whether the check character (GB 11643) is right: catches a wrong or swapped digit before anybody is asked. */
export function numberIsRight(number: string): boolean {
  if (!/^\d{17}[\dX]$/.test(number)) return false;
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(number[place]), 0);
  return CHECK[sum % 11] === number[17];
}
