/** Texts of the area problems. */
export default {};
