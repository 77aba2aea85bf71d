// What the pages agree on about a contact that was begun in this browser and not sent.
export const draftName = 'palveluohjaus.log-contact';
// Whose draft it is: at a shared desk it is offered to nobody else.
export const desk = document.querySelector('[data-desk]')?.dataset.desk ?? '';
const keptMilliseconds = 8 * 60 * 60 * 1000; // a shift; yesterday's half-written contact is nobody's any more

export function isKept(draft) {
  const age = Date.now() - draft?.savedAt;
  return draft?.desk === desk && Array.isArray(draft.fields) && age >= 0 && age <= keptMilliseconds;
}

// A time of day in the page's own pattern.
export function timeIn(pattern, moment) {
  return pattern.replace(/H+/, (hours) => String(moment.getHours()).padStart(hours.length, '0')).replace('mm', String(moment.getMinutes()).padStart(2, '0'));
}
