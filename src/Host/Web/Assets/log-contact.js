// Makes the log-a-contact page nicer: keys, minutes that run, a draft kept in this browser. The page works without it.
const draftName = 'palveluohjaus.log-contact';
const draftKeptMilliseconds = 8 * 60 * 60 * 1000; // a shift; yesterday's half-written contact is nobody's any more
// Whom the contact is about is never kept: the desk is shared, and the next worker must not log it to this one's client.
const neverDrafted = ['ClientSearch', 'ClientId'];

const form = document.getElementById('log-contact');
if (form) start(form);
else if (document.querySelector('[data-receipt]')) forgetDraft();

function start(form) {
  const status = form.querySelector('.draft');
  let sent = false;

  for (const hint of document.querySelectorAll('[data-keys]')) hint.hidden = false;
  restoreDraft(form, status);
  countMinutes(form);
  offerMainTheme(form);

  form.addEventListener('input', () => saveDraft(form, status));
  form.addEventListener('submit', (event) => {
    // A double click sends once; the server would tell the second one apart all the same.
    if (sent) event.preventDefault();
    sent = true;
  });
  // The browser may bring this very page back with its script still running.
  addEventListener('pageshow', () => { sent = false; });

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey && event.key === 'Enter') {
      event.preventDefault();
      form.requestSubmit(form.querySelector('[value=save]'));
    } else if (event.altKey && event.key.toLowerCase() === 'a') {
      event.preventDefault();
      const anonymous = form.elements.Anonymous;
      anonymous.checked = !anonymous.checked;
      anonymous.focus();
      saveDraft(form, status);
    } else if (/^[1-9]$/.test(event.key) && !event.ctrlKey && !event.altKey && event.target.type === 'radio') {
      const choice = event.target.closest('[role=radiogroup]')?.querySelectorAll('input[type=radio]')[event.key - 1];
      if (choice) { choice.focus(); choice.click(); }
    }
  });
}

// The clock runs until someone types the minutes.
function countMinutes(form) {
  const minutes = form.elements.Minutes;
  if (minutes.value !== '' || minutes.getAttribute('aria-invalid')) return;
  const opened = Date.now();
  let typed = false;
  minutes.addEventListener('input', () => { typed = true; });
  const tick = () => { if (!typed) minutes.value = Math.max(1, Math.round((Date.now() - opened) / 60000)); };
  tick();
  setInterval(tick, 15000);
}

// The main theme is asked only when there are several to choose from; the first one ticked is offered.
function offerMainTheme(form) {
  const select = form.elements.MainTheme;
  const boxes = [...form.querySelectorAll('[name=Themes]')];
  const show = () => {
    const ticked = boxes.filter((box) => box.checked).map((box) => box.value);
    select.closest('.reveal').classList.toggle('off', ticked.length < 2);
    for (const option of select.options) option.hidden = option.value !== '' && !ticked.includes(option.value);
    if (!ticked.includes(select.value)) select.value = ticked.length === 1 ? ticked[0] : '';
  };
  for (const box of boxes) box.addEventListener('change', show);
  show();
}

// Hidden fields belong to the page that was sent, not to the draft: a draft must never bring an old submission key back.
function isDrafted(form, name) {
  return !neverDrafted.includes(name) && form.elements[name]?.type !== 'hidden';
}

function saveDraft(form, status) {
  try {
    const fields = [...new FormData(form)].filter(([name]) => isDrafted(form, name));
    localStorage.setItem(draftName, JSON.stringify({ savedAt: Date.now(), fields }));
    say(status, status.dataset.saved, new Date());
  } catch {
    // Storage may be full or switched off: the form works, only without a draft.
    status.hidden = true;
  }
}

function restoreDraft(form, status) {
  const draft = readDraft();
  // A page the server filled (after an error or a search) holds the latest already.
  if (!draft || form.dataset.fresh === undefined) return;
  const fields = draft.fields.filter(([name]) => isDrafted(form, name));
  const holds = (name, value) => fields.some(([n, v]) => n === name && (value === undefined || v === value));
  for (const field of form.querySelectorAll('[type=radio], [type=checkbox]')) {
    // A radio group that was left empty keeps the page's own choice; a box that was not ticked is unticked.
    if (field.type === 'checkbox' || holds(field.name)) field.checked = holds(field.name, field.value);
  }
  for (const [name, value] of fields) {
    const field = form.elements[name];
    if (field && 'value' in field && !['radio', 'checkbox'].includes(field.type) && !(field instanceof RadioNodeList)) field.value = value;
  }
  say(status, status.dataset.restored, new Date(draft.savedAt));
  offerDiscard(form);
}

// What was brought back may be a colleague's: it stays easy to throw away until the contact is saved.
function offerDiscard(form) {
  const discard = form.querySelector('[data-discard]');
  discard.hidden = false;
  discard.addEventListener('click', () => {
    forgetDraft();
    // Not form.action: that is the buttons of that name.
    location.assign(form.getAttribute('action'));
  });
}

// A draft that is too old, or that cannot be read, is deleted as soon as it is seen.
function readDraft() {
  try {
    const draft = JSON.parse(localStorage.getItem(draftName));
    const age = Date.now() - draft?.savedAt;
    if (Array.isArray(draft?.fields) && age >= 0 && age <= draftKeptMilliseconds) return draft;
  } catch { /* not a draft */ }
  forgetDraft();
  return null;
}

function forgetDraft() {
  try { localStorage.removeItem(draftName); } catch { /* nothing was kept */ }
}

function say(status, sentence, moment) {
  const time = status.dataset.time
    .replace(/H+/, (hours) => String(moment.getHours()).padStart(hours.length, '0')).replace('mm', String(moment.getMinutes()).padStart(2, '0'));
  status.querySelector('span').textContent = sentence.replace('{0}', time);
  status.hidden = false;
}
