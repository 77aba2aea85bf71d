// Keeps what is typed into a form that asks for it (data-keep, the name of its draft) in this tab until it has been stored: a session that ends,
// a link that is followed or another language takes nothing. The form works without it.
import { desk, isKept, timeIn } from './drafts.js';

export const keptNames = 'palveluohjaus.kept:';
const sent = 'palveluohjaus.sent';

export function keepForms() {
  const forms = [...document.querySelectorAll('form[data-keep]')];
  try {
    // The page that tells that something was stored ends the draft it was sent from. Any other page ends nothing.
    if (document.querySelector('[data-stored]') && sessionStorage.getItem(sent)) sessionStorage.removeItem(sessionStorage.getItem(sent));
    // A page that offers to send the form once more has not settled it.
    if (!document.querySelector('[data-resend]')) sessionStorage.removeItem(sent);
    for (const form of forms) keep(form);
    // A refused form is the answer to a sending, which the browser cannot show again: Back asks for the page anew instead, and gets the draft.
    // The contact form has its own draft: see log-contact.js.
    if (document.querySelector('form[data-keep]:not([data-fresh])') || document.querySelector('.summary ~ #log-contact:not([data-fresh])')) history.replaceState(null, '', location.href);
  } catch { /* no storage: the forms work, only without drafts */ }
  for (const button of document.querySelectorAll('[data-add-row]')) {
    button.addEventListener('click', (event) => {
      const row = addRow(button.closest('[data-rows]'));
      if (row) { event.preventDefault(); row.querySelector('select, input').focus(); }
    });
  }
}

function keep(form) {
  const name = keptNames + form.dataset.keep;
  const line = form.querySelector('.draft');
  form.addEventListener('input', () => { if (store(form, name)) say(line, line.dataset.saved, Date.now()); });
  form.addEventListener('submit', () => sessionStorage.setItem(sent, name));

  const draft = read(name);
  // A page the server filled holds the latest already.
  if (!draft || form.dataset.fresh === undefined) return;
  restore(form, draft.fields);
  const details = form.closest('details');
  if (details) details.open = true;
  say(line, line.dataset.restored, draft.savedAt);
  const discard = form.querySelector('[data-discard]');
  discard.hidden = false;
  discard.addEventListener('click', () => {
    sessionStorage.removeItem(name);
    location.assign(form.getAttribute('action'));
  });
}

// Hidden fields belong to the page that was sent, except what tells the version that was read, or one sending from another.
const isDrafted = (field) => field.name && !field.disabled && 'value' in field && (field.type !== 'hidden' || field.dataset.kept !== undefined) && !['submit', 'button'].includes(field.type);
const isTick = (field) => field.type === 'radio' || field.type === 'checkbox';

function store(form, name) {
  const fields = [...form.elements].filter((field) => isDrafted(field) && (!isTick(field) || field.checked)).map((field) => [field.name, field.value]);
  try {
    sessionStorage.setItem(name, JSON.stringify({ savedAt: Date.now(), desk, fields }));
    return true;
  } catch {
    return false;
  }
}

function read(name) {
  try {
    const draft = JSON.parse(sessionStorage.getItem(name));
    if (isKept(draft)) return draft;
  } catch { /* not a draft */ }
  sessionStorage.removeItem(name);
  return null;
}

function restore(form, fields) {
  const left = {};
  for (const [name, value] of fields) (left[name] ??= []).push(value);
  for (const rows of form.querySelectorAll('[data-rows]')) {
    while (rows.querySelectorAll('.needs-row').length < (left[rows.dataset.rows]?.length ?? 0) && addRow(rows));
  }
  for (const field of form.elements) {
    if (!isDrafted(field)) continue;
    if (isTick(field)) field.checked = left[field.name]?.includes(field.value) ?? false;
    else if (left[field.name]?.length) field.value = left[field.name].shift();
  }
  for (const details of form.querySelectorAll('details')) {
    if ([...details.querySelectorAll('input:checked, textarea, select, input[type=text]')].some((field) => isTick(field) ? !field.defaultChecked : field.value !== '')) details.open = true;
  }
}

// One more empty row like the last, as long as there is room.
function addRow(rows) {
  const all = rows.querySelectorAll('.needs-row');
  if (all.length >= Number(rows.dataset.most)) return null;
  const row = all[all.length - 1].cloneNode(true);
  for (const field of row.querySelectorAll('input, select')) {
    field.removeAttribute('id');
    field.removeAttribute('aria-invalid');
    if (field.type === 'text') field.value = '';
    else field.selectedIndex = 0;
    const label = field.getAttribute('aria-label');
    if (label) field.setAttribute('aria-label', label.replace(/\d+/, all.length + 1));
  }
  all[all.length - 1].after(row);
  return row;
}

function say(line, sentence, moment) {
  line.querySelector('span').textContent = sentence.replace('{0}', timeIn(line.dataset.time, new Date(moment)));
  line.hidden = false;
}
