/** Texts of the area gate. */
export default {};
