// Makes the log-a-contact page nicer: keys, minutes that run, a draft kept in this browser. The page works without it.
const draftName = 'palveluohjaus.log-contact';
const draftKeptMilliseconds = 12 * 60 * 60 * 1000; // a shift; yesterday's half-written contact is nobody's any more

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
function readFields(form) {
  return [...new FormData(form)].filter(([name]) => form.elements[name]?.type !== 'hidden');
}

function saveDraft(form, status) {
  try {
    localStorage.setItem(draftName, JSON.stringify({ savedAt: Date.now(), fields: readFields(form) }));
    const now = new Date();
    status.querySelector('span').textContent = status.dataset.saved.replace('{0}', status.dataset.time
      .replace(/H+/, (hours) => String(now.getHours()).padStart(hours.length, '0')).replace('mm', String(now.getMinutes()).padStart(2, '0')));
    status.hidden = false;
  } catch {
    // Storage may be full or switched off: the form works, only without a draft.
    status.hidden = true;
  }
}

function restoreDraft(form, status) {
  let draft;
  try { draft = JSON.parse(localStorage.getItem(draftName)); } catch { return; }
  // A page the server filled (after an error or a search) holds the latest already.
  if (!draft || form.dataset.fresh === undefined || Date.now() - draft.savedAt > draftKeptMilliseconds) return;
  const holds = (name, value) => draft.fields.some(([n, v]) => n === name && (value === undefined || v === value));
  for (const field of form.querySelectorAll('[type=radio], [type=checkbox]')) {
    // A radio group that was left empty keeps the page's own choice; a box that was not ticked is unticked.
    if (field.type === 'checkbox' || holds(field.name)) field.checked = holds(field.name, field.value);
  }
  for (const [name, value] of draft.fields) {
    const field = form.elements[name];
    if (field && 'value' in field && !['radio', 'checkbox'].includes(field.type) && !(field instanceof RadioNodeList)) field.value = value;
  }
  status.hidden = false;
  status.querySelector('span').textContent = status.dataset.restored;
}

function forgetDraft() {
  try { localStorage.removeItem(draftName); } catch { /* nothing was kept */ }
}
