// Draws the line charts of a page: each <script type="application/json" data-for="id"> holds the data of the element with that id.
// {"kind":"lines","labels":["1/26",…],"unit":"pv","digits":0,"series":[{"name":"p50","values":[14,null,…],"role":"main|second|mark|oma|tuki|yht|huol"}]}
// A null is a gap: nothing to compute from, or hidden because so few are behind it.
import { use, init } from 'echarts/core';
import { LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { SVGRenderer } from 'echarts/renderers';

use([LineChart, GridComponent, TooltipComponent, SVGRenderer]);

const css = getComputedStyle(document.documentElement);
const token = (name) => css.getPropertyValue(name).trim();
const ink = token('--ink'), ink2 = token('--ink-2'), ink3 = token('--ink-3'), accent = token('--accent');
const mark = '#6b7785', grid = '#e6e6e6', rule = '#8a8d91';
const locale = { sv: 'sv-FI', en: 'en-GB' }[document.documentElement.lang] ?? 'fi-FI';
const narrow = 560, labelHeight = 18, characterWidth = 7.5;

/** A number as the page writes it: minus as −, no-break space in thousands. */
const number = (value, digits = 0) =>
  new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value).replace('-', '−');

const text = { fontFamily: token('--font') || 'sans-serif', fontSize: 13, color: ink2 };
const axisX = { type: 'category', boundaryGap: false, axisLine: { lineStyle: { color: rule } }, axisTick: { show: false }, axisLabel: { color: ink3, fontSize: 12, margin: 10, hideOverlap: true } };
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
  value != null && values[i - 1] == null && values[i + 1] == null ? { value, symbol: 'circle', symbolSize: 7 } : { value, symbol: 'none' });

const last = (values) => values.findLast((value) => value != null);

const lines = (data, width) => {
  const unit = data.unit === '%' && locale === 'en-GB' ? '%' : data.unit && `\u00a0${data.unit}`;
  const written = (value) => (data.digits === 0 && value > 0 && value < 1 ? '<\u00a01' : number(value, data.digits)) + unit;
  const single = data.series.length === 1;
  const endLabel = (name, value) => (single ? '' : `${name}\u00a0\u00a0`) + written(value);
  const ends = data.series.map(({ name, values }) => endLabel(name, last(values) ?? 0).length);
  const most = Math.max(...data.series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  return {
    grid: { left: 24 + characterWidth * (number(most).length + (data.unit === '%' ? 2 : 0)), right: 20 + characterWidth * Math.max(...ends), top: 16, bottom: 32 },
    tooltip: tooltip((at) => [at[0].axisValue, ...at.filter((point) => point.value != null).map((point) => (single ? '' : `${point.seriesName}: `) + written(point.value))]),
    xAxis: { ...axisX, data: data.labels },
    yAxis: { ...axisY, minInterval: data.unit === '%' ? 0 : 1, splitNumber: width < narrow ? 4 : 5, axisLabel: { color: ink3, fontSize: 12, formatter: (value) => number(value) + (data.unit === '%' ? unit : '') } },
    series: data.series.map(({ name, values, role = 'mark' }) => ({
      name, type: 'line', data: points(values), symbol: 'none', showAllSymbol: true, emphasis: { disabled: true }, lineStyle: looks[role], itemStyle: { color: looks[role].color }, z: role === 'main' ? 3 : 2,
      endLabel: { show: true, formatter: (point) => endLabel(name, point.value), color: role === 'main' || role === 'second' ? looks[role].color : role === 'mark' ? ink3 : ink2, fontSize: 13, fontWeight: role === 'main' ? 600 : 400, distance: 8 },
    })),
  };
};

/** Labels of lines that end at nearly the same height are pushed apart. */
const separate = (chart, data) => {
  const ends = data.series
    .map(({ values }, index) => ({ index, y: last(values) == null ? null : chart.convertToPixel({ yAxisIndex: 0 }, last(values)) }))
    .filter((end) => end.y != null)
    .sort((a, b) => a.y - b.y);
  const series = data.series.map(() => ({}));
  let free = -Infinity;
  for (const end of ends) {
    const y = Math.max(end.y, free);
    if (y > end.y) series[end.index] = { endLabel: { offset: [0, y - end.y] } };
    free = y + labelHeight;
  }
  if (series.some((one) => one.endLabel)) chart.setOption({ series });
};

const kinds = { lines };

for (const source of document.querySelectorAll('script[data-for]')) {
  const element = document.getElementById(source.dataset.for);
  const data = JSON.parse(source.textContent);
  const draw = kinds[data.kind];
  if (!element || !draw) continue;
  const chart = init(element, null, { renderer: 'svg' });
  const render = () => {
    chart.resize();
    chart.setOption({ animation: false, textStyle: text, aria: { enabled: false }, ...draw(data, element.clientWidth) }, true);
    separate(chart, data);
  };
  render();
  addEventListener('resize', render);
  addEventListener('beforeprint', render);
  document.fonts?.ready.then(render);
}
