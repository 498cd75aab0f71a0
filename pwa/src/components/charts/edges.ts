/** Room beside the days of a chart, for the numbers of its lines and half of the last day's name; rem. */
export const LEFT = 3.4;
export const RIGHT = 1.75;
