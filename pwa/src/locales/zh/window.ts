/** Texts of the area window. */
export default {};
