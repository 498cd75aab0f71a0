/** Texts of the area admin. */
export default {};
