// Makes the first assessment nicer: every answer is saved as it is given, the suggestion follows, and keys choose. The page works without it.
const form = document.getElementById('assessment');
const retryMilliseconds = 5000;
if (form) start(form);

function start(form) {
  const state = document.getElementById('save-state');
  let sent = null; // what the latest answered post held
  let waiting = null;
  let isSending = false;
  let isLeaving = false;
  let isRenewed = false; // the form's token was asked anew, once for a post
  let isHeld = false; // after a conflict: nothing goes out before somebody has looked at it and edits again

  for (const hint of document.querySelectorAll('[data-keys]')) hint.hidden = false;
  for (const button of form.querySelectorAll('[data-no-script]')) button.hidden = true;
  sent = fieldsOf(form);

  // One post at a time: no older answer can arrive after a newer one.
  async function save() {
    clearTimeout(waiting);
    if (isSending || isLeaving || isHeld) return;
    const fields = fieldsOf(form);
    if (holds(sent, fields)) return;
    isSending = true;
    state.textContent = state.dataset.saving;
    try {
      const body = new URLSearchParams(new FormData(form));
      for (const name of ['Segment', 'ReasonText', 'ReviewOn']) body.delete(name);
      body.set('action', 'save');
      const answer = await fetch(form.getAttribute('action'), { method: 'POST', body, headers: { 'X-Requested-With': 'fetch' } });
      if (answer.status >= 500) throw new Error('not saved');
      if (answer.status === 400 && !isRenewed && (isRenewed = await renew())) {
        isSending = false;
        save();
        return;
      }

      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (answer.redirected || !page.getElementById('assessment')) {
        isSending = false;
        stop(answer, page);
        return;
      }
      isRenewed = false;
      take(page, fields);
      isHeld = answer.status === 409;
    } catch {
      state.textContent = state.dataset.lost;
      waiting = setTimeout(() => { isSending = false; save(); }, retryMilliseconds);
      return;
    }
    isSending = false;
    save(); // what was answered meanwhile
  }

  // Whoever signed in again has another token than the form was drawn with.
  async function renew() {
    const answer = await fetch(form.getAttribute('action'));
    const token = !answer.redirected && new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('#assessment [name=__RequestVerificationToken]');
    if (token) form.querySelector('[name=__RequestVerificationToken]').value = token.value;
    return Boolean(token);
  }

  // It was not saved, and sending it again would not help. What was typed stays in view, or the page that came back tells of it.
  function stop(answer, page) {
    const { pathname } = new URL(answer.url);
    if (answer.redirected && pathname === '/sign-in') tell('signedOut', '/sign-in', 'signIn');
    else if (answer.redirected) tell('closed', pathname, 'card');
    else if (answer.status === 409) show(page);
    else if (answer.status === 404) tell('gone');
    else tell('signedOut', '/sign-in', 'signIn'); // the form belongs to a session that has ended
  }

  function tell(what, address, words) {
    state.textContent = state.dataset[what];
    if (!address) return;
    const link = document.createElement('a');
    Object.assign(link, { href: address, target: '_blank', rel: 'noopener', textContent: state.dataset[words] });
    state.append(' ', link);
  }

  // Another has decided: the answer says who, and which answers came too late.
  function show(page) {
    isLeaving = true;
    document.title = page.title;
    document.querySelector('main').replaceChildren(...page.querySelector('main').childNodes);
    document.querySelector('main [data-focus]')?.focus();
  }

  // Of what came back: the suggestion, the counts and the notes, and what another professional has answered. What is being typed stays.
  function take(page, fields) {
    const kept = keptOf(form);
    const before = fieldsOf(form);
    const drawn = JSON.parse(form.elements.Drawn.value);
    for (const old of document.querySelectorAll('[data-swap]')) {
      const fresh = page.getElementById(old.id);
      if (!fresh || old.dataset.swap === 'text') continue;
      // A conflict is told of until its own item is set anew.
      if (old.dataset.of && !fresh.firstElementChild && same(sent[old.dataset.of], fields[old.dataset.of])) continue;
      if (old.contains(document.activeElement) && old.id === 'suggestion-in') swapAround(old, fresh);
      else old.replaceChildren(...fresh.childNodes);
      if (fresh.dataset.next) old.dataset.next = fresh.dataset.next;
      else delete old.dataset.next;
    }
    restore(form, kept);
    for (const control of page.querySelectorAll('#assessment .stack input[type=radio], #assessment .stack input[type=checkbox]')) {
      const own = [...form.querySelectorAll(`[name="${CSS.escape(control.name)}"]`)].find((each) => each.value === control.value);
      // What was changed here after sending goes out next, and is not overwritten.
      if (own && same(before[control.name], fields[control.name])) own.checked = control.checked;
    }
    takeSteps(page, before, fields, drawn);
    const next = document.getElementById('suggestion-in').dataset.next;
    for (const item of form.querySelectorAll('.items li')) item.classList.toggle('next', item.dataset.code === next);
    for (const hint of document.querySelectorAll('[data-keys]')) hint.hidden = false;
    const after = fieldsOf(form);
    sent = Object.fromEntries([...new Set([...Object.keys(after), ...Object.keys(fields)])].map((name) => [name, same(before[name], fields[name]) ? after[name] : fields[name]]));
    const live = document.getElementById('live');
    const now = document.getElementById('jump').textContent.trim();
    if (live.textContent !== now) live.textContent = now;
  }

  // The words on what was done at once. Where another wrote while these were being changed, the form goes on being drawn from what it was: the next saving finds the conflict.
  function takeSteps(page, before, fields, drawn) {
    const now = JSON.parse(form.elements.Drawn.value);
    for (const step of page.querySelectorAll('#assessment .stack textarea')) {
      const own = document.getElementById(step.id);
      if (own && same(before[step.name], fields[step.name])) {
        // What differs in spaces at the ends alone is still being typed.
        if (own.value.trim() !== step.value.trim()) own.value = step.value;
      } else if (own && step.value.trim() !== (fields[step.name]?.[0] ?? '').trim()) {
        const kind = step.closest('[data-flag]').dataset.flag;
        const index = Number(step.dataset.code);
        const was = drawn.redFlags.filter((raised) => raised.flag === index || raised.flag === kind);
        now.redFlags = [...now.redFlags.filter((raised) => raised.flag !== index && raised.flag !== kind), ...was];
        form.elements.Drawn.value = JSON.stringify(now);
      }
    }
  }

  form.addEventListener('change', (event) => {
    if (!event.target.closest('.stack')) return;
    isHeld = false;
    save();
  });
  form.addEventListener('input', (event) => {
    if (!event.target.matches('.stack textarea')) return;
    isHeld = false;
    clearTimeout(waiting);
    waiting = setTimeout(save, 1000);
  });
  form.addEventListener('submit', () => { isLeaving = true; });
  addEventListener('pageshow', () => { isLeaving = false; });
  addEventListener('beforeunload', (event) => { if (!isLeaving && !holds(sent, fieldsOf(form))) event.preventDefault(); });
  addEventListener('focus', () => { save(); }); // signed in again in another tab
  // Back from signing in again in another tab.
  addEventListener('focus', () => save());
  addEventListener('online', () => { isSending = false; save(); });

  document.addEventListener('keydown', (event) => {
    const key = event.key.toLowerCase();
    if (event.altKey && !event.ctrlKey && key === 'v') {
      const confirm = form.querySelector('[data-confirm]');
      if (confirm) { event.preventDefault(); confirm.click(); }
    } else if (event.altKey && !event.ctrlKey && key === 'o') {
      event.preventDefault();
      const override = form.querySelector('[data-override]');
      override.open = true;
      (override.querySelector('input:checked') ? override.querySelector('.whys button') : override.querySelector('input:enabled')).focus();
    } else if (/^[0-3]$/.test(event.key) && !event.ctrlKey && !event.altKey && event.target.closest?.('.rate')) {
      const choice = event.target.closest('.rate').querySelectorAll('input')[event.key];
      event.preventDefault();
      choice.focus();
      choice.click();
    }
  });
}

function fieldsOf(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    const control = form.elements[name];
    const first = control instanceof RadioNodeList ? control[0] : control;
    if (first?.closest('.stack')) (fields[name] ??= []).push(value);
  }
  return fields;
}

function same(one, other) { return JSON.stringify(one ?? []) === JSON.stringify(other ?? []); }

function holds(sent, fields) { return [...new Set([...Object.keys(sent), ...Object.keys(fields)])].every((name) => same(sent[name], fields[name])); }

function keptOf(form) {
  const decide = document.getElementById('decide');
  return {
    // Without a suggestion the list stands open by itself; that is no wish of the professional's once there is one.
    open: decide.querySelector('[data-confirm]') ? [...decide.querySelectorAll('details')].map((details) => details.open) : [],
    segment: decide.querySelector('[name=Segment]:checked')?.value,
    texts: [...decide.querySelectorAll('textarea, input[type=text]')].map((field) => [field.id, field.value]),
    scroll: form.querySelector('.mid')?.scrollTop ?? 0,
  };
}

function restore(form, kept) {
  const decide = document.getElementById('decide');
  [...decide.querySelectorAll('details')].forEach((details, index) => { details.open ||= kept.open[index] ?? false; });
  for (const [id, value] of kept.texts) {
    const field = document.getElementById(id);
    if (field) field.value = value;
  }
  const chosen = kept.segment && kept.open[0] !== false && decide.querySelector(`[name=Segment][value="${CSS.escape(kept.segment)}"]:enabled`);
  if (chosen) chosen.checked = true;
  const mid = form.querySelector('.mid');
  if (mid) mid.scrollTop = kept.scroll;
}

// The focus is in the panel: it goes to the same control of the fresh one.
function swapAround(old, fresh) {
  const focused = document.activeElement;
  const path = focused.id ? `#${CSS.escape(focused.id)}` : focused.name ? `[name="${CSS.escape(focused.name)}"][value="${CSS.escape(focused.value)}"]` : focused.tagName.toLowerCase();
  old.replaceChildren(...fresh.childNodes);
  old.querySelector(path)?.focus();
}
