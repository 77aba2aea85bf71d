// DuckDB beside our facts: the same metrics of a year by unit, computed from the raw tables that FactsBench wrote as CSV.
// node facts-peer.mjs FOLDER FROM TO    instants as tenths of microseconds since 1970; prints JSON.
import { DuckDBInstance } from '@duckdb/node-api';

const [folder, from, to] = process.argv.slice(2);
const day = 864_000_000_000n;
const rounds = 3;

const raw = {
  cases: `SELECT * FROM read_csv('${folder}/cases.csv', header = true, columns = {
    'id': 'VARCHAR', 'client': 'VARCHAR', 'unit': 'VARCHAR', 'received': 'BIGINT', 'closed': 'BIGINT'})`,
  contacts: `SELECT * FROM read_csv('${folder}/contacts.csv', header = true, columns = {
    'id': 'VARCHAR', 'case_id': 'VARCHAR', 'client': 'VARCHAR', 'opens': 'BOOLEAN', 'unit': 'VARCHAR', 'channel': 'VARCHAR', 'language': 'VARCHAR',
    'asked': 'VARCHAR', 'theme': 'VARCHAR', 'started': 'BIGINT', 'reason': 'VARCHAR', 'outcome': 'VARCHAR'})`,
  events: `SELECT * FROM read_csv('${folder}/events.csv', header = true, columns = {
    'seq': 'BIGINT', 'case_id': 'VARCHAR', 'kind': 'VARCHAR', 'occurred': 'BIGINT', 'unit': 'VARCHAR'})`,
};

// The facts, as anyone would write them in SQL.
const neighbours = `SELECT id, lag(started) OVER w AS previous, lead(started) OVER w AS next FROM contacts
  WHERE client IS NOT NULL AND theme IS NOT NULL WINDOW w AS (PARTITION BY client, theme ORDER BY started, id)`;
const runs = `SELECT case_id, unit, lag(unit) OVER (PARTITION BY case_id ORDER BY occurred, seq) AS before FROM events WHERE unit IS NOT NULL AND kind <> 'Corrected'`;
const facts = {
  contact_facts: `SELECT c.*, n.previous FROM contacts c LEFT JOIN (${neighbours}) n USING (id)`,
  case_facts: `SELECT c.*, coalesce(h.handoffs, 0) AS handoffs, coalesce(h.returned, false) AS returned, a.acted, o.next,
      CASE WHEN o.outcome IS NULL THEN NULL ELSE c.closed IS NOT NULL AND coalesce(h.handoffs, 0) = 0 AND k.contacts = 1
        AND o.outcome IN ('SolvedHere', 'GuidedToService', 'NothingFurther') END AS resolved
    FROM cases c
    LEFT JOIN (SELECT case_id, count(*) FILTER (before IS NOT NULL AND unit <> before) AS handoffs,
        count(*) FILTER (before IS NULL OR unit <> before) > count(DISTINCT unit) AS returned FROM (${runs}) GROUP BY case_id) h ON h.case_id = c.id
    LEFT JOIN (SELECT case_id, min(occurred) AS acted FROM events WHERE kind IN
        ('FirstAssessmentMade', 'NeedsAssessmentStarted', 'NeedsAssessmentCompleted', 'ServiceArranged', 'FollowedUp', 'Closed') GROUP BY case_id) a ON a.case_id = c.id
    LEFT JOIN (SELECT case_id, outcome, n.next FROM contacts LEFT JOIN (${neighbours}) n USING (id) WHERE opens) o ON o.case_id = c.id
    LEFT JOIN (SELECT case_id, count(*) AS contacts FROM contacts GROUP BY case_id) k ON k.case_id = c.id`,
};

const within = (column) => `${column} >= ${from} AND ${column} < ${to}`;
const days = (end, start) => `(${end} - ${start})::DOUBLE / ${day}`;
const share = (part, whole = 'true') => `100.0 * count(*) FILTER (${whole} AND (${part})) / nullif(count(*) FILTER (${whole}), 0)`;
const metrics = {
  contacts: ['contact_facts', within('started'), { count: 'count(*)', 'anonymous-share': share('client IS NULL') }],
  arrivals: ['case_facts', within('received'), { count: 'count(*)' }],
  throughput: ['case_facts', within('closed'), { count: 'count(*)' }],
  'lead-time': ['case_facts', `${within('closed')} AND closed >= received`, {
    p50: `quantile_cont(${days('closed', 'received')}, 0.5)`, p85: `quantile_cont(${days('closed', 'received')}, 0.85)`,
    p95: `quantile_cont(${days('closed', 'received')}, 0.95)`, mean: `avg(${days('closed', 'received')})` }],
  'waiting-time': ['case_facts', `${within('acted')} AND acted >= received`, {
    p50: `quantile_cont(${days('acted', 'received')}, 0.5)`, p85: `quantile_cont(${days('acted', 'received')}, 0.85)` }],
  'handoffs-per-case': ['case_facts', within('received'), { mean: 'avg(handoffs)', 'two-or-more': share('handoffs >= 2') }],
  'ping-pong': ['case_facts', within('received'), { share: share('returned') }],
  'repeat-contacts': ['contact_facts', `${within('started')} AND client IS NOT NULL`, {
    'share-7-days': share(`previous IS NOT NULL AND started - previous <= ${7n * day}`), 'share-30-days': share(`previous IS NOT NULL AND started - previous <= ${30n * day}`) }],
  'failure-demand': ['contact_facts', within('started'), { share: `CASE WHEN count(reason) > 0 THEN ${share("reason <> 'NewNeed'")} END` }],
  'language-match': ['contact_facts', `${within('started')} AND language IS NOT NULL AND asked IS NOT NULL`, { share: share('language = asked') }],
  'first-contact-resolution': ['case_facts', `${within('received')} AND client IS NOT NULL AND resolved IS NOT NULL AND received + ${30n * day} <= ${to}`, {
    'share-30-days': share(`resolved AND (next IS NULL OR next - received > ${30n * day})`) }],
};

const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
const connection = await instance.connect();
const seconds = async (work) => {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e9;
};

// The pass: raw tables read, facts computed and kept, every metric answered once from them.
const read = await seconds(async () => {
  for (const [table, select] of Object.entries(raw))
    await connection.run(`CREATE TABLE ${table} AS ${select}`);
});
const queryOf = (metric) => {
  const [table, where, statistics] = metrics[metric];
  return `SELECT coalesce(unit, 'not-known') AS unit, ${Object.entries(statistics).map(([name, sql]) => `${sql} AS "${name}"`).join(', ')} FROM ${table} WHERE ${where} GROUP BY 1`;
};
const compute = await seconds(async () => {
  for (const [table, select] of Object.entries(facts))
    await connection.run(`CREATE TABLE ${table} AS ${select}`);
  for (const metric of Object.keys(metrics))
    await connection.runAndReadAll(queryOf(metric));
});

// Answers from the raw tables: the facts are views, computed anew for every question.
for (const [table, select] of Object.entries(facts))
  await connection.run(`DROP TABLE ${table}; CREATE VIEW ${table} AS ${select}`);
const answers = [];
const values = [];
for (const metric of Object.keys(metrics)) {
  const taken = [];
  let rows;
  for (let round = 0; round < rounds; round++)
    taken.push(await seconds(async () => { rows = (await connection.runAndReadAll(queryOf(metric))).getRowObjects(); }));
  answers.push({ metric, milliseconds: 1000 * taken.sort((a, b) => a - b)[rounds >> 1] });
  for (const { unit, ...statistics } of rows)
    for (const [statistic, value] of Object.entries(statistics))
      values.push({ metric, statistic, unit, value: value === null ? null : Number(value) });
}

console.log(JSON.stringify({ readSeconds: read, computeSeconds: compute, answers, values }));
