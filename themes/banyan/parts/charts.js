// The chart engine: Apache ECharts with the kinds of charts that site/chart declares, and no others. figure.js loads it
// when a figure comes near; it stands under one name for that script to find.
import * as core from "echarts/core";
import { BarChart, LineChart, SankeyChart, ScatterChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, MarkPointComponent, TitleComponent, TooltipComponent } from "echarts/components";
import { LabelLayout, LegacyGridContainLabel } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";

// In the order of the whole library: what is registered later is painted above.
core.use([
	LineChart, BarChart, ScatterChart, SankeyChart,
	GridComponent, TooltipComponent, TitleComponent, MarkPointComponent, MarkLineComponent, LegendComponent, AriaComponent,
	LabelLayout, LegacyGridContainLabel, SVGRenderer,
]);

globalThis.mingshanCharts = { init: core.init };
