/** Whether a page was reached from another page of ours (then its heading takes the focus) or is the first one. */
let navigations = 0;

export function arrived(): void {
  navigations += 1;
}

export function cameByNavigation(): boolean {
  return navigations > 1;
}
