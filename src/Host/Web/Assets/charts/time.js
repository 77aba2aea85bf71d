// Draws the line charts of a page: each <script type="application/json" data-for="id"> holds the data of the element with that id.
// {"kind":"lines","labels":["1/26",…],"unit":"pv","digits":0,"series":[{"name":"p50","values":[14,null,…],"role":"main|second|mark"}]}
import { use, init } from 'echarts/core';
import { LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { SVGRenderer } from 'echarts/renderers';

use([LineChart, ScatterChart, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

const css = getComputedStyle(document.documentElement);
const token = (name) => css.getPropertyValue(name).trim();
const ink = token('--ink'), ink2 = token('--ink-2'), ink3 = token('--ink-3'), accent = token('--accent');
const mark = '#6b7785', grid = '#e6e6e6', rule = '#8a8d91';
const locale = { sv: 'sv-FI', en: 'en-GB' }[document.documentElement.lang] ?? 'fi-FI';

/** A number as the page writes it: minus as −, no-break space in thousands. */
const number = (value, digits = 0) =>
  new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value).replace('-', '−');

const text = { fontFamily: token('--font') || 'sans-serif', fontSize: 13, color: ink2 };
const axisX = { type: 'category', boundaryGap: false, axisLine: { lineStyle: { color: rule } }, axisTick: { show: false }, axisLabel: { color: ink3, fontSize: 12, margin: 10 } };
const axisY = { type: 'value', min: 0, axisLine: { show: false }, axisTick: { show: false }, splitLine: { lineStyle: { color: grid } } };
const looks = { main: { color: accent, width: 2.5 }, second: { color: ink2, width: 1.5 }, mark: { color: mark, width: 1.5 } };

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

const lines = (data, width) => {
  const written = (value) => [number(value, data.digits), data.unit].filter(Boolean).join('\u00a0');
  return {
    grid: { left: 48, right: width < 560 ? 72 : 96, top: 16, bottom: 32 },
    tooltip: tooltip((points) => [points[0].axisValue, ...points.filter((point) => point.value != null).map((point) => `${point.seriesName}: ${written(point.value)}`)]),
    xAxis: { ...axisX, data: data.labels },
    yAxis: { ...axisY, axisLabel: { color: ink3, fontSize: 12, formatter: (value) => number(value) + (data.unit === '%' ? '\u00a0%' : '') } },
    series: data.series.map(({ name, values, role = 'mark' }) => ({
      name, type: 'line', data: values, symbol: 'none', lineStyle: looks[role], itemStyle: { color: looks[role].color },
      endLabel: { show: true, formatter: (point) => `${name}  ${written(point.value)}`, color: role === 'mark' ? ink3 : looks[role].color, fontSize: 13, fontWeight: role === 'main' ? 600 : 400, distance: 8 },
    })),
  };
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
  };
  render();
  addEventListener('resize', render);
  addEventListener('beforeprint', render);
  document.fonts?.ready.then(render);
}
