import { draftName, isKept, timeIn } from './drafts.js';
import { keepForms, keptNames } from './keep-forms.js';

const goWithinMilliseconds = 1500;
const askEveryMilliseconds = 60000;
const going = {};
for (const link of document.querySelectorAll('[data-go]')) going[link.dataset.go] = link;
let wentAt = 0;

// Single keys work only outside fields, and for those who have not switched them off.
const usesSingleKeys = document.querySelector('[data-single-keys]') !== null;
document.addEventListener('keydown', (event) => {
  if (!usesSingleKeys || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea, [contenteditable]')) return;
  if (event.key === 'n' || event.key === 'N') {
    const link = document.querySelector('[data-key="n"]');
    if (link) { event.preventDefault(); link.click(); }
  } else if (event.key === '/') {
    const field = document.querySelector('[data-key="/"]');
    if (field) { event.preventDefault(); field.focus(); }
  } else if (event.key === '?') {
    const link = document.querySelector('[data-key="?"]');
    if (link) { event.preventDefault(); link.click(); }
  } else if (event.key === 'j' || event.key === 'k') {
    if (moveInList(event.key === 'j' ? 1 : -1)) event.preventDefault();
  } else if (event.key === 'g' || event.key === 'G') {
    wentAt = Date.now();
    return;
  } else if (Date.now() - wentAt < goWithinMilliseconds && going[event.key.toLowerCase()]) {
    event.preventDefault();
    going[event.key.toLowerCase()].click();
  }
  wentAt = 0;
});

// J and K move from row to row of the work list; Enter opens the row, as it opens any link that has the focus.
function moveInList(step) {
  const links = [...document.querySelectorAll('.work [data-open]')];
  const at = links.findIndex((link) => link.closest('li').contains(document.activeElement));
  const next = links[at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step];
  next?.focus();
  return next !== undefined;
}

// Esc closes an open definition and returns to its button.
document.addEventListener('keydown', (event) => {
  const open = event.key === 'Escape' && document.querySelector('details.def[open]');
  if (open) { open.open = false; open.querySelector('summary').focus(); }
});

// Whether the server can be reached. A browser knows only of its own network; a request that failed knows better.
const online = document.querySelector('[data-online]');
if (online) {
  const show = (isOnline) => {
    online.classList.toggle('off', !isOnline);
    const text = isOnline ? online.dataset.online : online.dataset.offline;
    const said = online.querySelector('[data-said]');
    if (said.textContent !== text) said.textContent = text;
    online.hidden = false;
  };
  const ask = () => fetch(document.querySelector('link[rel=stylesheet]').href, { method: 'HEAD', cache: 'no-store' }).then(() => show(true), () => show(false));
  show(navigator.onLine);
  addEventListener('online', ask);
  addEventListener('offline', () => show(false));
  setInterval(() => { if (document.visibilityState === 'visible') ask(); }, askEveryMilliseconds);
}

// A contact that was begun in this browser and not sent. Whose it is was never kept: see log-contact.js.
const unfinished = document.querySelector('[data-draft-note]');
if (unfinished) {
  try {
    const draft = JSON.parse(localStorage.getItem(draftName));
    if (isKept(draft)) {
      const time = timeIn(unfinished.dataset.time, new Date(draft.savedAt));
      const said = unfinished.querySelector('[data-draft-said]');
      said.textContent = said.dataset.draftSaid.replace('{0}', time);
      unfinished.hidden = false;
    }
  } catch { /* not a draft, or no storage */ }
}

keepForms();

// A page that needs the keyboard at once names the element itself; without script the autofocus attribute does the same.
document.querySelector('[data-focus]')?.focus();

// What must be typed elsewhere can be copied; without script it is selected by hand.
for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', async () => {
    const field = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(field.value);
    document.querySelector('[data-copy-status]').textContent = field.dataset.copied;
  });
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}

// Who leaves the desk leaves nothing half-written on it.
document.querySelector('form[action="/sign-out"]')?.addEventListener('submit', () => {
  for (const store of [localStorage, sessionStorage]) {
    for (const name of Object.keys(store)) if (name.startsWith(draftName) || name.startsWith(keptNames)) store.removeItem(name);
  }
});
