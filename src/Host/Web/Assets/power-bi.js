import { models } from 'powerbi-client';

// Shows a dashboard's report from Power BI in the page, keeps its token alive, and shows the built-in dashboard in its place when it cannot be shown.
// The words for each state stand on the page, in the reader's language.

const section = document.querySelector('[data-power-bi]');
const part = (name) => section.querySelector(`[data-${name}]`);
const [note, said, retry, skip, frame, source, status] = ['note', 'said', 'retry', 'skip', 'report', 'source', 'status'].map(part);
const builtIn = document.querySelector('[data-built-in]');

/** What stands around a report, and not around the built-in dashboard. */
const around = [frame, skip, source, document.querySelector('[data-limits]')].filter((element) => element);

const longestAnswer = 30_000, longestLoading = 45_000, longestWait = 30_000, longestPause = 60_000, refusedAgain = 30_000;
const narrow = 700;

/** The library's own class of these selectors gives them the name of another kind, and its check refuses them. */
const slicerTarget = 'http://powerbi.com/product/schema#slicerTargetSelector';

/** A share of a token's life, not the same for all: those who opened their reports together do not ask together. */
const renewAt = () => 0.7 + 0.1 * Math.random();

let report, renewal, isShown = false, hasEnded = false;

/** What has gone by since a moment. A browser's clock may be off, and be set right meanwhile; the other one stands still while the machine sleeps. */
const moment = () => ({ date: Date.now(), steady: performance.now() });
const since = (then) => Math.max(Date.now() - then.date, performance.now() - then.steady);

const wait = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

function tell(state, ...values) {
  const text = values.reduce((words, value, place) => words.replace(`{${place}}`, value), section.dataset[state]);
  note.classList.toggle('note-soon', state !== 'loading');
  note.hidden = false;

  // Said after the note is there: a live region that appears with its words is not read out everywhere.
  requestAnimationFrame(() => { said.textContent = text; });
}

function show() {
  isShown = true;
  note.hidden = true;
  status.textContent = section.dataset.shown;
}

/** The report will not come: what the reader gets is the built-in dashboard, with the same filter. */
function giveUp(state, ...values) {
  if (hasEnded) return;
  hasEnded = true;
  clearTimeout(renewal?.timer);
  if (report) window.powerbi.reset(frame);
  for (const element of around) element.hidden = true;
  status.textContent = '';
  tell(state, ...values);
  retry.hidden = false;
  builtIn.classList.add('shown');
  builtIn.hidden = false;
  if (section.dataset.charts) document.head.append(Object.assign(document.createElement('script'), { src: section.dataset.charts }));
}

const timeOf = (moment) => new Date(moment).toLocaleTimeString(section.dataset.formatLocale, { hour: '2-digit', minute: '2-digit' });

/** Asks our server for what opens the report. */
async function ask(isRefused) {
  let answer, told;
  try {
    answer = await fetch('/api/v1/power-bi/embed-token', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Accept-Language': document.documentElement.lang, 'X-CSRF-Token': document.querySelector('[data-token] input').value },
      body: JSON.stringify({ dashboard: section.dataset.powerBi, isRefused }),
      signal: AbortSignal.timeout(longestAnswer),
    });
    told = await answer.json();
  } catch {
    return { state: 'away' };
  }
  if (answer.ok) return { given: { ...told, at: moment(), life: Date.parse(told.expiresAt) - Date.parse(told.serverTime) } };
  if (answer.status === 401 || answer.status === 403) return { state: 'signedOut' };
  if (answer.status === 503) return { state: told.until ? 'busy' : 'away', wait: told.waitSeconds && told.waitSeconds * 1000, until: told.until && timeOf(told.until) };
  return { state: 'refused', reason: told.reason ?? answer.status };
}

const filter = ({ table, column, values }) => new models.BasicFilter({ table, column }, 'In', ...values).toJSON();

function contrast() {
  if (!matchMedia('(forced-colors: active)').matches) return models.ContrastMode.None;
  return matchMedia('(prefers-color-scheme: dark)').matches ? models.ContrastMode.HighContrastBlack : models.ContrastMode.HighContrastWhite;
}

function configure(given) {
  const { filters, period, leftOut } = JSON.parse(section.dataset.passed);
  const isOurs = given.pageName !== null;
  return {
    type: 'report',
    tokenType: models.TokenType.Embed,
    permissions: models.Permissions.Read,
    viewMode: models.ViewMode.View,
    id: given.reportId,
    embedUrl: given.embedUrl,
    accessToken: given.token,
    contrastMode: contrast(),
    filters: filters.map(filter),
    // A report of the county's own opens at its first page, and has no slicer of ours.
    ...(isOurs ? { pageName: given.pageName, slicers: [{ selector: { $schema: slicerTarget, target: { table: period.table, column: period.column } }, state: { filters: [filter(period)] } }] } : {}),
    settings: {
      // Our own page tells what is limited and how; its pages are our dashboards, once in each language.
      panes: { filters: { visible: !isOurs }, pageNavigation: { visible: !isOurs } },
      background: models.BackgroundType.Transparent,
      layoutType: models.LayoutType.Custom,
      customLayout: { displayOption: innerWidth > narrow ? models.DisplayOption.FitToWidth : models.DisplayOption.ActualSize },
      localeSettings: { language: section.dataset.language, formatLocale: section.dataset.formatLocale },
      hideErrors: true,
    },
  };
}

/** @param {number} afterMilliseconds */
function renewLater(afterMilliseconds, failures = 0) {
  clearTimeout(renewal.timer);
  Object.assign(renewal, { due: moment(), after: afterMilliseconds, failures, timer: setTimeout(renew, afterMilliseconds) });
}

function keepAlive(given) {
  renewal = { ...renewal, given };
  renewLater(given.life * renewAt());
}

/** The token is replaced in the report as it stands: nothing is loaded again. */
async function renew(isRefused = false) {
  if (hasEnded || renewal.isAsking) return;
  renewal.isAsking = true;
  const { state, given, reason, wait: asked } = await ask(isRefused === true);
  renewal.isAsking = false;
  if (hasEnded) return;
  if (given) {
    try {
      await report.setAccessToken(given.token);
    } catch {
      giveUp('expired');
      return;
    }
    if (isShown) show();
    keepAlive(given);
    return;
  }
  const left = renewal.given.life - since(renewal.given.at);
  if (state === 'signedOut' || state === 'refused') giveUp(state, reason);
  else if (left <= 0 || isRefused === true) giveUp('expired');
  else {
    tell('renewing');
    const pause = Math.min(longestPause, renewal.given.life / 20) * 2 ** renewal.failures * (0.75 + 0.5 * Math.random());
    renewLater(Math.min(Math.max(asked ?? 0, Math.min(pause, longestPause)), Math.max(left, 0)), renewal.failures + 1);
  }
}

function failed({ detail: { message, errorCode, level } }) {
  if (message === 'TokenExpired') {
    const isAgain = renewal.refused && since(renewal.refused) < refusedAgain;
    renewal.refused = moment();
    if (isAgain) giveUp('expired');
    else renew(true);
  } else if (!isShown && (level === undefined || level >= models.TraceType.Error)) {
    // Once the report is there, Power BI itself says what of it cannot be drawn.
    giveUp('refused', /^\w{1,60}$/.test(message) ? message : errorCode ?? '');
  }
}

function embed(given) {
  for (const element of around) element.hidden = false;
  renewal = {};
  try {
    report = window.powerbi.embed(frame, configure(given));
  } catch {
    // The library takes addresses of Power BI only.
    giveUp('refused', 'EmbedUrl');
    return;
  }
  report.setComponentTitle(section.dataset.title);
  const late = setTimeout(() => giveUp('away'), longestLoading);
  report.on('loaded', () => {
    clearTimeout(late);
    show();
    if (given.pageName === null && /[?&](period|from|to)=./.test(location.search)) tell('periodNotPassed');
  });
  report.on('error', failed);
  keepAlive(given);
}

// A machine that slept runs its timers late.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && renewal?.due && !hasEnded && since(renewal.due) >= renewal.after) renew();
});

async function open() {
  builtIn.hidden = true;
  builtIn.querySelector('[data-needs-script]').remove();
  tell('loading');
  let first = await ask(false);
  if (first.wait && first.wait <= longestWait) {
    tell('waiting', first.wait / 1000);
    await wait(first.wait);
    first = await ask(false);
  }
  if (first.given) embed(first.given);
  else giveUp(first.state, first.until ?? first.reason);
}

open();
