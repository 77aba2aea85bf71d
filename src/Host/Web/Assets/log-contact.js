// Makes the log-a-contact page nicer: keys, minutes that run, a draft kept in this browser. The page works without it.
import { desk, draftName, isKept, timeIn } from './drafts.js';

// Whom the contact is about is never kept: the desk is shared, and the next worker must not log it to this one's client.
const neverDrafted = ['ClientSearch', 'ClientId', 'CaseId'];

// A form opened for one client or case has a draft of its own, in this tab only, so that it neither takes nor overwrites another's.
const place = () => (location.search ? { store: sessionStorage, name: draftName + location.search } : { store: localStorage, name: draftName });
const leaving = `${draftName}.leaving`;

const resendMilliseconds = 5000;

const form = document.getElementById('log-contact');
if (form) start(form);
else if (document.querySelector('[data-receipt]')) forgetSent();

function start(form) {
  const status = form.querySelector('.draft');

  for (const hint of document.querySelectorAll('[data-keys]')) hint.hidden = false;
  restoreDraft(form, status);
  countMinutes(form);
  offerMainTheme(form);
  offerToKeepOpen(form);
  searchWhileTyping(form);
  sendOnce(form, status);

  form.addEventListener('input', () => saveDraft(form, status));

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

// Saving goes by script, so that a server that is away takes nothing from the page: what was typed stays, and is sent again under the same key.
function sendOnce(form, status) {
  const saves = ['save', 'save-and-assess', 'enter'];
  let busy = false;
  let resending = null;

  // While the server or its database is away, or its disk is full, the form is sent again until that is over. Who types on sends it by hand.
  form.addEventListener('input', () => { clearTimeout(resending); resending = null; });

  form.addEventListener('submit', async (event) => {
    // A double click sends once; the server would tell the second one apart all the same.
    if (busy) { event.preventDefault(); return; }
    busy = true;
    const button = event.submitter ?? form.querySelector('[value=save]');
    const searchesFirst = button.value === 'enter' && !form.elements.Anonymous.checked && form.elements.ClientSearch?.value.trim();
    if (!saves.includes(button.value) || searchesFirst) return;

    event.preventDefault();
    clearTimeout(resending);
    // Said once: it would be read out at every attempt.
    const isResent = resending !== null;
    resending = null;
    const body = new URLSearchParams(new FormData(form, button));
    if (!isResent) {
      // From here on this content may be stored under this key: the draft keeps them together, and the clock stands still.
      form.dataset.sent = 'true';
      saveDraft(form, status);
      say(status, status.dataset.saving, new Date());
    }
    let answer;
    try {
      answer = await fetch(form.getAttribute('action'), { method: 'POST', body, headers: { 'X-Address-Wanted': 'true', Accept: 'text/html' } });
    } catch {
      answer = null;
    }

    const address = answer?.headers.get('X-Address');
    if (address) {
      say(status, status.dataset.sent, new Date());
      forgetDraft();
      location.assign(address);
    } else if (!answer || answer.status >= 500) {
      busy = false;
      const isFull = answer?.status === 507;
      const isAway = !answer || answer.status === 503 || isFull;
      const isAsSent = new URLSearchParams(new FormData(form, button)).toString() === body.toString();
      if (isAway && isAsSent) resending = setTimeout(() => form.requestSubmit(button), resendMilliseconds);
      if (isResent && resending !== null) return;
      say(status, resending === null ? status.dataset.away : isFull ? status.dataset.full : status.dataset.waiting, new Date());
      status.classList.add('away');
    } else {
      // It was refused, which stores nothing: the browser asks once more and shows why.
      try { sessionStorage.setItem(leaving, JSON.stringify([location.search !== '', place().name])); } catch { /* then the draft is thrown away by hand */ }
      const action = document.createElement('input');
      Object.assign(action, { type: 'hidden', name: 'action', value: button.value });
      form.append(action);
      HTMLFormElement.prototype.submit.call(form);
    }
  });

  // The browser may bring this very page back with its script still running. What was sent is not offered for sending once more.
  addEventListener('pageshow', (event) => {
    if (event.persisted && form.dataset.sent) location.reload();
    else busy = false;
  });
}

// From the third letter on the matches come as one types. The search goes as the button's does: in the form, never in an address.
function searchWhileTyping(form) {
  const field = form.elements.ClientSearch;
  if (!field) return;
  let timer;
  let earlier;
  field.addEventListener('input', () => {
    clearTimeout(timer);
    earlier?.abort();
    if (field.value.trim().length >= 3) timer = setTimeout(show, 300);
  });
  form.addEventListener('submit', () => { clearTimeout(timer); earlier?.abort(); });
  field.addEventListener('keydown', (event) => {
    const first = event.key === 'ArrowDown' && form.querySelector('.hits [type=radio]');
    if (first) { event.preventDefault(); first.focus(); first.checked = true; }
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.ctrlKey && event.target.matches('.hits [type=radio]')) {
      event.preventDefault();
      form.requestSubmit(form.querySelector('[value=pick]'));
    }
  });

  async function show() {
    const request = earlier = new AbortController();
    const body = new URLSearchParams(new FormData(form));
    body.delete('ClientId');
    body.set('action', 'suggest');
    let page;
    try {
      const answer = await fetch(form.getAttribute('action'), { method: 'POST', body, signal: request.signal, headers: { Accept: 'text/html' } });
      if (!answer.ok) return;
      page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    } catch {
      return; // typed on, or the server is away: the button searches all the same
    }

    const found = page.querySelector('.hits');
    const shown = form.querySelector('.hits');
    // Whoever is choosing already is not to lose the list under their hand.
    if (!found || request.signal.aborted || shown?.contains(document.activeElement)) return;
    shown?.remove();
    form.querySelector('.seek').parentElement.querySelector('[data-found]').after(found);
    form.querySelector('[data-found]').textContent = found.querySelector('[role=status]')?.textContent ?? '';
  }
}

// A question of how it goes changes nothing of the case: it is left open unless one says otherwise.
function offerToKeepOpen(form) {
  const box = form.elements.KeepsCaseOpen;
  if (!box) return;
  const cases = form.querySelector('[name=CaseId]');
  let typed = box.checked;
  const joins = () => {
    if (!cases) return false;
    if (cases.value) return true;
    const themes = [...form.querySelectorAll('[name=Themes]:checked')].map((each) => each.value);
    const main = form.elements.MainTheme.value || themes[0];
    return [...(cases.options ?? [])].some((option) => option.dataset.theme && option.dataset.theme === main);
  };
  box.addEventListener('change', () => { typed = true; });
  form.addEventListener('change', () => {
    if (!typed) box.checked = form.querySelector('[name=RepeatReason]:checked')?.value === 'AskedForStatus' && joins();
  });
}

// The clock runs until someone types the minutes.
function countMinutes(form) {
  const minutes = form.elements.Minutes;
  if (minutes.value !== '' || minutes.getAttribute('aria-invalid')) return;
  const opened = Date.now();
  let typed = false;
  minutes.addEventListener('input', () => { typed = true; });
  const tick = () => { if (!typed && !form.dataset.sent) minutes.value = Math.max(1, Math.round((Date.now() - opened) / 60000)); };
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

// Hidden fields belong to the page that was sent, not to the draft; the submission key goes along only once the form was sent under it.
function isDrafted(form, name) {
  return !neverDrafted.includes(name) && form.elements[name]?.type !== 'hidden';
}

function saveDraft(form, status) {
  try {
    const fields = [...new FormData(form)].filter(([name]) => isDrafted(form, name));
    const { store, name } = place();
    store.setItem(name, JSON.stringify({ savedAt: Date.now(), desk, fields, key: form.dataset.sent ? form.elements.SubmissionKey.value : undefined }));
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
  if (draft.key) {
    // It may have been stored before the answer was lost: the same key lets the server tell.
    form.elements.SubmissionKey.value = draft.key;
    form.dataset.sent = 'true';
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

// A draft that is too old, another's, or cannot be read is deleted as soon as it is seen.
function readDraft() {
  try {
    const { store, name } = place();
    const draft = JSON.parse(store.getItem(name));
    if (isKept(draft)) return draft;
  } catch { /* not a draft */ }
  forgetDraft();
  return null;
}

function forgetDraft() {
  try {
    const { store, name } = place();
    store.removeItem(name);
  } catch { /* nothing was kept */ }
}

// The browser itself sent the form, and here is its receipt.
function forgetSent() {
  try {
    const [isOfTab, name] = JSON.parse(sessionStorage.getItem(leaving)) ?? [];
    if (name) (isOfTab ? sessionStorage : localStorage).removeItem(name);
    sessionStorage.removeItem(leaving);
  } catch { /* nothing was kept */ }
}

function say(status, sentence, moment) {
  const time = timeIn(status.dataset.time, moment);
  status.classList.remove('away');
  status.querySelector('span').textContent = sentence.replace('{0}', time);
  status.hidden = false;
}
