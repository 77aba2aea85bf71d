// Draws the line charts of a page: each <script type="application/json" data-for="id"> holds the data of the element with that id.
// {"kind":"lines","labels":["1/26",…],"unit":"pv","digits":0,"series":[{"name":"p50","values":[14,null,…],"role":"main|second|mark|oma|tuki|yht|huol"}]}
// {"kind":"control","labels":[…],"points":[{"value":54.1,"shape":"run","tone":"better","note":"…"},…],"phases":[{"first":0,"end":9,"mean":…,"lower":…,"upper":…}],…}
// Both have "marks": {"bands":[{"first":4,"last":5,"name":"…"}],"changes":[{"at":9,"name":"…"}]} and "levels": [{"text":"Tavoite: 55 %","value":55,"role":"target|baseline"}]. A null is a gap: nothing to compute from, or hidden because so few are behind it.
import { use, init } from 'echarts/core';
import { LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { SVGRenderer } from 'echarts/renderers';

use([LineChart, GridComponent, TooltipComponent, SVGRenderer]);

const css = getComputedStyle(document.documentElement);
const token = (name) => css.getPropertyValue(name).trim();
const ink = token('--ink'), ink2 = token('--ink-2'), ink3 = token('--ink-3'), accent = token('--accent'), late = token('--late');
const mark = '#6b7785', grid = '#e6e6e6', rule = '#8a8d91';
const locale = { sv: 'sv-FI', en: 'en-GB' }[document.documentElement.lang] ?? 'fi-FI';
const narrow = 560, labelHeight = 18, characterWidth = 7.5, smallCharacterWidth = 6.6, tickWidth = 72, halfway = 0.5;

/** A number as the page writes it: minus as −, no-break space in thousands. */
const number = (value, digits = 0) =>
  new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value).replace('-', '−');

const text = { fontFamily: token('--font') || 'sans-serif', fontSize: 13, color: ink2 };

/** An axis of numbers under which the periods' names stand: bands and changes lie between two periods, where an axis of names has no place. */
const axisX = (labels, width, room) => {
  const interval = Math.max(1, Math.ceil((labels.length * tickWidth) / Math.max(width, 1))), min = labels.length === 1 ? -1 : -room;
  return {
    type: 'value', min, max: labels.length === 1 ? 1 : labels.length - 1 + room, interval, splitLine: { show: false },
    axisLine: { onZero: false, lineStyle: { color: rule } }, axisTick: { show: false }, axisPointer: { snap: true },
    axisLabel: { color: ink3, fontSize: 12, margin: 10, hideOverlap: true, formatter: (at) => ((at - min) % interval === 0 && labels[at]) || '' },
  };
};
const axisY = { type: 'value', min: 0, axisLine: { show: false }, axisTick: { show: false }, splitLine: { lineStyle: { color: grid } } };
const looks = { main: { color: accent, width: 2.5 }, second: { color: ink2, width: 1.5 }, mark: { color: mark, width: 1.5 },
  // Beside its colour each segment has its own way of being broken: two of the colours are as light as each other.
  oma: { color: token('--oma'), width: 2 }, tuki: { color: token('--tuki'), width: 2, type: [6, 3] }, yht: { color: token('--yht'), width: 2, type: [2, 2] }, huol: { color: token('--huol'), width: 2.5 },
};

// The tooltip is built as elements: the pages allow no inline style, which a tooltip written as HTML would need.
const tooltip = (format) => ({
  trigger: 'axis', confine: true, backgroundColor: '#fff', borderColor: ink3, borderWidth: 1, padding: [8, 12], textStyle: { ...text, color: ink },
  axisPointer: { type: 'line', lineStyle: { color: rule, type: 'solid' } },
  formatter: (points) => {
    const box = document.createElement('div');
    for (const line of format(points)) box.append(Object.assign(document.createElement('div'), { textContent: line }));
    return box;
  },
});

// A point with a gap on both sides has no line to show it, so it gets a dot of its own.
const points = (values) => values.map((value, i) =>
  value != null && values[i - 1] == null && values[i + 1] == null ? { value: [i, value], symbol: 'circle', symbolSize: 7 } : { value: [i, value], symbol: 'none' });

/** What is drawn beside the values: no dot, no tooltip. */
const aside = { type: 'line', symbol: 'none', showAllSymbol: true, silent: true, tooltip: { show: false }, emphasis: { disabled: true } };
const asideAxis = { type: 'value', show: false, min: 0, max: 1 };

/**
 * Excluded periods as grey bands and known changes as vertical lines, each with its name above the plot. Names that would meet stand in rows of their own,
 * and one that is wider than the plot is cut: the list of marks has it whole.
 */
// Drawn as lines on an axis of their own from 0 to 1: the library's components for areas and marks are 27 kB that the page has no room for.
const markings = ({ bands, changes }, count, room, left, plotWidth) => {
  const edge = Math.min(room, halfway), clamp = (at) => Math.min(Math.max(at, -edge), count - 1 + edge);
  const most = Math.floor(plotWidth / smallCharacterWidth);
  const pixel = (at) => left + (plotWidth * (at + room)) / Math.max(count - 1 + 2 * room, 1);
  const rows = [];
  const lines = [...bands.map(({ first, name }) => ({ at: clamp(first - halfway), name, width: 0 })), ...changes.map(({ at, name }) => ({ at: clamp(at - halfway), name, width: 1 }))]
    .sort((a, b) => a.at - b.at)
    .map(({ at, name, width }) => {
      const text = name.length > most ? `${name.slice(0, Math.max(1, most - 1))}…` : name;
      const length = text.length * smallCharacterWidth;
      const start = Math.max(left, Math.min(pixel(at), left + plotWidth - length));
      let row = rows.findIndex((end) => end + 8 < start);
      if (row < 0) row = rows.push(0) - 1;
      rows[row] = start + length;
      const label = { show: true, position: 'top', formatter: () => text, align: 'left', offset: [start - pixel(at), 0], distance: 6 + row * labelHeight, color: ink2, opacity: 1, fontSize: 12 };
      return { ...aside, yAxisIndex: 1, z: 1, clip: false, lineStyle: { color: ink2, width, opacity: width }, itemStyle: { opacity: 0 }, data: [[at, 0], { value: [at, 1], symbol: 'circle', symbolSize: 1, label }] };
    });
  return {
    height: rows.length * labelHeight,
    series: [
      ...bands.map(({ first, last }) => ({ ...aside, yAxisIndex: 1, z: 0, lineStyle: { width: 0 }, areaStyle: { color: '#ececee', opacity: 1 }, data: [[clamp(first - halfway), 1], [clamp(last + halfway), 1]] })),
      ...lines,
    ],
  };
};

/**
 * What is aimed at, and what once was, as dotted lines over the plot. The name of each stands over or under its line, where it is furthest from the lines of the values.
 * @param rows what else is drawn: lists of values, one a label
 * @param range the lowest and the highest value of the plot, about
 */
const levelLines = ({ levels, labels }, rows, room, [bottom, top], width, height) => {
  const steps = 12, enough = 16, clear = 8, reach = labels.length === 1 ? 1 : room, span = labels.length - 1 + 2 * reach, scale = height / (top - bottom || 1);
  const at = (pixel) => (pixel * span) / width - reach;
  const valueAt = (values, place) => {
    const index = Math.floor(place), [one, next] = [values[index], values[index + 1]];
    return one == null || next == null ? (one ?? next) : one + (next - one) * (place - index);
  };
  const taken = [];
  const find = (name, value) => {
    const length = name.length * smallCharacterWidth;
    let best = { name, length, left: 0, side: -1, distance: -1 };
    for (const side of [1, -1]) {
      const y = (value - bottom) * scale + side * 11;
      if (y < 8 || y > height - 8) continue;
      for (let step = 0; step <= steps; step++) {
        const left = (Math.max(0, width - length) * step) / steps;
        const near = [enough, ...taken.filter((other) => other.left < left + length && left < other.left + other.length).map((other) => Math.abs(other.y - y))];
        for (let part = 0; part <= 4 * steps; part++)
          for (const values of rows) {
            const beside = valueAt(values, at(left + (length * part) / (4 * steps)));
            if (beside != null) near.push(Math.abs((beside - bottom) * scale - y));
          }
        const distance = Math.min(...near);
        if (distance > best.distance) best = { name, length, left, y, side, distance };
      }
    }
    return best;
  };
  return levels.map(({ text, value, role }) => {
    const fits = Math.floor(width / smallCharacterWidth), whole = find(text.length > fits ? `${text.slice(0, Math.max(1, fits - 1))}…` : text, value);
    // On a narrow screen a long name lies over the lines wherever it stands: its number alone may not. The sentence above the chart has both.
    const short = whole.distance < clear ? find(text.slice(text.lastIndexOf(': ') + 1).trim(), value) : whole;
    const best = short.distance > whole.distance ? short : whole, name = best.name;
    taken.push(best);
    const color = role === 'target' ? accent : ink2;
    const label = { show: true, position: best.side > 0 ? 'top' : 'bottom', align: 'left', offset: [4, 0], distance: 3, formatter: () => name, color, backgroundColor: '#ffffffcc', opacity: 1, fontSize: 12 };
    return {
      ...aside, z: 5, lineStyle: { color, width: 1, type: role === 'target' ? [2, 3] : [8, 4] }, itemStyle: { opacity: 0 },
      data: [[-reach, value], { value: [at(best.left), value], symbol: 'circle', symbolSize: 1, label }, [labels.length - 1 + reach, value]],
    };
  });
};

const last = (values) => values.findLast((value) => value != null);

const unitOf = (data) => (data.unit === '%' && locale === 'en-GB' ? '%' : data.unit && `\u00a0${data.unit}`);

const write = (data, value, digits = data.digits) => (digits === 0 && value > 0 && value < 1 ? '<\u00a01' : number(value, digits)) + unitOf(data);

/** The axis of a share ends at 100 %: left to itself it would be rounded up beyond what can be. */
const topOf = (data, most) => (data.unit === '%' && most > 80 && most <= 100 ? 100 : null);

const leftOf = (data, most) => 24 + characterWidth * (number(most).length + (data.unit === '%' ? 2 : 0));

const lines = (data, width, height) => {
  const single = data.series.length === 1;
  const endLabel = (name, value) => (single ? '' : `${name}\u00a0\u00a0`) + write(data, value);
  const ends = data.series.map(({ name, values }) => endLabel(name, last(values) ?? 0).length);
  const most = Math.max(...data.series.flatMap(({ values }) => values.map((value) => value ?? 0)), ...data.levels.map(({ value }) => value));
  const left = leftOf(data, most), right = 20 + characterWidth * Math.max(...ends);
  const marked = markings(data.marks, data.labels.length, 0, left, width - left - right);
  return {
    grid: { left, right, top: 16 + marked.height, bottom: 32 },
    tooltip: tooltip((at) => [data.labels[at[0].dataIndex], ...at.filter((point) => point.value[1] != null).map((point) => (single ? '' : `${point.seriesName}: `) + write(data, point.value[1]))]),
    xAxis: axisX(data.labels, width - left - right, 0),
    yAxis: [{ ...axisY, minInterval: 1, max: topOf(data, most), splitNumber: width < narrow ? 4 : 5, axisLabel: { color: ink3, fontSize: 12, formatter: (value) => number(value) + (data.unit === '%' ? unitOf(data) : '') } }, asideAxis],
    series: [...data.series.map(({ name, values, role = 'mark' }) => ({
      name, type: 'line', data: points(values), symbol: 'none', showAllSymbol: true, emphasis: { disabled: true }, lineStyle: looks[role], itemStyle: { color: looks[role].color }, z: role === 'main' ? 3 : 2,
      endLabel: { show: true, formatter: (point) => endLabel(name, point.value[1]), color: role === 'main' || role === 'second' ? looks[role].color : role === 'mark' ? ink3 : ink2, fontSize: 13, fontWeight: role === 'main' ? 600 : 400, distance: 8 },
    })), ...levelLines(data, data.series.map(({ values }) => values), 0, [0, topOf(data, most) ?? most], width - left - right, height - 48 - marked.height), ...marked.series],
  };
};

const shapes = { ordinary: ['circle', 6], run: ['rect', 8], above: ['path://M5 0L10 9L0 9z', 12], below: ['path://M0 0L10 0L5 9z', 12], excluded: ['circle', 7] };
const tones = { plain: ink3, better: accent, worse: late };

/** The limits of a phase as lists of values, one a label. */
const limitsOf = ({ first, end, ...limits }) => [limits.upper, limits.mean, limits.lower].map((limit) => Array.from({ length: end }, (_, index) => (index < first ? null : limit)));

/** The value axis is zoomed to what there is, with a little room. */
const reachOf = (low, high) => (low === high ? [low - 1, high + 1] : [low - (high - low) * 0.08, high + (high - low) * 0.08]);

/** Single values with their limits (XmR): each phase has its own, and the value axis is zoomed to what there is. */
const control = (data, width, height) => {
  const { labels, points: all, phases, words } = data, room = 1, isNarrow = width < narrow;
  const reach = [...all.map(({ value }) => value), ...phases.flatMap(({ lower, upper }) => [lower, upper]), ...data.levels.map(({ value }) => value)].filter((value) => value != null);
  const [low, high] = [Math.min(...reach), Math.max(...reach)];
  const final = phases.at(-1)?.end === labels.length ? phases.at(-1) : undefined;
  const limitDigits = Math.max(1, data.digits);
  const says = (word, value) => `${word} ${write(data, value, limitDigits)}`;
  const ends = final && !isNarrow ? [[words.upper, final.upper], [words.mean, final.mean], [words.lower, final.lower]].map(([word, value]) => says(word, value)) : [];
  const left = leftOf(data, high), right = Math.max(16, ...ends.map((end) => 16 + smallCharacterWidth * end.length));
  const marked = markings(data.marks, labels.length, room, left, width - left - right);
  const limit = (phase, value, style, word, position = 'top') => ({
    ...aside, data: [[phase.first - halfway, value], { value: [phase.end - halfway, value], ...(phase === final && isNarrow ? inside(word, value, position) : {}) }], lineStyle: style, z: isNarrow ? 5 : 2, itemStyle: { opacity: 0 },
    endLabel: { show: phase === final && !isNarrow, formatter: () => says(word, value), color: ink2, opacity: 1, fontSize: 12, distance: 8 },
  });
  // Where there is no room beside the plot the words stand in it, at the ends of their lines.
  const inside = (word, value, position) => ({ symbol: 'circle', symbolSize: 1, label: { show: true, position, align: 'right', distance: 3, formatter: () => says(word, value), color: ink2, backgroundColor: '#fff', opacity: 1, fontSize: 12 } });
  const dash = { color: rule, width: 1, type: [4, 4] }, solid = { color: rule, width: 1.5 };
  return {
    grid: { left, right, top: 20 + marked.height, bottom: 32 },
    tooltip: tooltip((at) => {
      const index = at[0].dataIndex, { value, note } = all[index];
      return [labels[index], ...(value == null ? [] : [write(data, value)]), ...(note ? [note] : [])];
    }),
    xAxis: axisX(labels, width - left - right, room),
    yAxis: [{ ...axisY, min: null, scale: true, boundaryGap: low === high ? [0.5, 0.5] : ['8%', '8%'], max: topOf(data, high), ...(low >= 0 && low < (high - low) / 5 ? { min: 0 } : {}), splitNumber: isNarrow ? 4 : 5, axisLabel: { color: ink3, fontSize: 12, formatter: (value) => number(value, Number.isInteger(value) ? 0 : 1) + (data.unit === '%' ? unitOf(data) : '') } }, asideAxis],
    series: [
      {
        type: 'line', emphasis: { disabled: true }, lineStyle: { color: mark, width: 1.5 }, showAllSymbol: true, z: 4,
        data: all.map(({ value, shape, tone }, index) => ({ value: [index, shape === 'excluded' ? null : value], symbol: shapes[shape][0], symbolSize: shapes[shape][1], itemStyle: { color: tones[tone] } })),
      },
      {
        type: 'line', emphasis: { disabled: true }, lineStyle: { color: mark, width: 1, type: [2, 3] }, symbol: 'circle', symbolSize: 7, showAllSymbol: true, itemStyle: { color: '#fff', borderColor: '#767676', borderWidth: 1.5 }, z: 4,
        data: all.map(({ value, shape }, index) => [index, shape === 'excluded' ? value : null]),
      },
      ...phases.flatMap((phase) => [limit(phase, phase.upper, dash, words.upper), limit(phase, phase.mean, solid, words.mean), limit(phase, phase.lower, dash, words.lower, 'bottom')]),
      ...levelLines(data, [all.map(({ value }) => value), ...phases.flatMap(limitsOf)], room, reachOf(low, high), width - left - right, height - 52 - marked.height),
      ...marked.series,
    ],
  };
};

/** The lines that end with a label, by their place among the chart's series, and the value they end at. */
const endsOf = (data) => data.kind === 'control'
  ? [...Array(2), ...data.phases.flatMap(({ end, mean, lower, upper }) => (end === data.labels.length ? [upper, mean, lower] : Array(3)))]
  : data.series.map(({ values }) => last(values));

/** Labels of lines that end at nearly the same height are pushed apart. */
const separate = (chart, data) => {
  const values = endsOf(data);
  const ends = values
    .map((value, index) => ({ index, y: value == null ? null : chart.convertToPixel({ yAxisIndex: 0 }, value) }))
    .filter((end) => end.y != null)
    .sort((a, b) => a.y - b.y);
  const series = values.map(() => ({}));
  let free = -Infinity;
  for (const end of ends) {
    const y = Math.max(end.y, free);
    if (y > end.y) series[end.index] = { endLabel: { offset: [0, y - end.y] } };
    free = y + labelHeight;
  }
  if (series.some((one) => one.endLabel)) chart.setOption({ series });
};

const kinds = { lines, control };

for (const source of document.querySelectorAll('script[data-for]')) {
  const element = document.getElementById(source.dataset.for);
  const data = JSON.parse(source.textContent);
  const draw = kinds[data.kind];
  if (!element || !draw) continue;
  const chart = init(element, null, { renderer: 'svg' });
  const render = () => {
    chart.resize();
    chart.setOption({ animation: false, textStyle: text, aria: { enabled: false }, ...draw(data, element.clientWidth, element.clientHeight) }, true);
    separate(chart, data);
  };
  render();
  addEventListener('resize', render);
  addEventListener('beforeprint', render);
  document.fonts?.ready.then(render);
}
