using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.ChartMarks;
using Palveluohjaus.Reporting.ControlCharts;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.ImportedFigures;
using Palveluohjaus.Reporting.PowerBi;
using Palveluohjaus.Reporting.Schedules;
using Palveluohjaus.Reporting.Texts;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Texts;

[TestClass]
public sealed partial class ReportingTextsTests
{
    private static readonly Dictionary<string, string> Finnish = Read(CultureInfo.InvariantCulture);
    private static readonly Dictionary<string, string> Swedish = Read(CultureInfo.GetCultureInfo("sv"));
    private static readonly Dictionary<string, string> English = Read(CultureInfo.GetCultureInfo("en"));

    [TestMethod]
    public void Every_text_exists_in_all_three_languages_with_the_same_placeholders()
    {
        foreach (var other in new[] { Swedish, English })
        {
            CollectionAssert.AreEquivalent(Finnish.Keys, other.Keys);
            foreach (var (key, text) in Finnish)
            {
                Assert.AreNotEqual(string.Empty, other[key].Trim(), key);
                Assert.AreEqual(Placeholders(text), Placeholders(other[key]), key);
            }
        }
    }

    [TestMethod]
    public void Every_metric_of_the_catalogue_is_named_explained_and_guided()
    {
        foreach (var metric in MetricCatalogue.All)
        {
            foreach (var part in new[] { "Name", "Meaning", "Formula", "Guide" })
                Assert.IsTrue(Finnish.ContainsKey($"Metric.{metric.Definition.Id}.{part}"), $"Metric.{metric.Definition.Id}.{part}");
        }
    }

    [TestMethod]
    public void Every_code_the_page_can_show_has_a_word()
    {
        Require<DashboardPeriod>("Overview.Period.");
        Require<LifeStage>("Overview.LifeStage.");
        Require<ServiceLanguage>("Overview.Language.");
        Require<Direction>("Overview.Direction.");
        Require<NotComputableReason>("NotComputable.");
    }

    [TestMethod]
    public void Every_job_of_the_catalogue_is_named_and_explained()
    {
        foreach (var job in JobCatalogue.Shipped)
        {
            foreach (var key in new[] { $"Job.{job.Name}", $"Job.{job.Name}.Description", $"Job.{job.Name}.When" })
                Assert.IsTrue(Finnish.ContainsKey(key), key);
            Assert.AreEqual(job.CanRun is not null, Finnish.ContainsKey($"Job.{job.Name}.Needs"), $"Job.{job.Name}.Needs");
        }

        Require<PowerBiFault>("PowerBiFault.");
        Require<PowerBiStep>("PowerBiStep.");
        Require<PowerBiWaitKind>("PowerBiWait.");
        Require<JobRunState>("JobRunState.");
        Require<JobFault>("JobFault.");
        Require<JobOrigin>("JobOrigin.");
    }

    [TestMethod]
    public void Every_mark_and_every_signal_of_a_control_chart_has_words()
    {
        Require<ChartMarkKind>("ChartMarks.Kind.");
        Require<MarkField>("ChartMarks.Field.");
        Require<MarkProblemKind>("ChartMarks.Problem.");
        foreach (var signal in Enum.GetValues<ControlSignals>().Where(signal => signal != ControlSignals.None))
        {
            foreach (var key in (string[])[$"ControlCharts.Signal.{signal}", $"ControlCharts.Finding.{signal}"])
                Assert.IsTrue(Finnish.ContainsKey(key), key);
        }

        foreach (var assurance in Enum.GetValues<ControlAssurance>().Where(assurance => assurance != ControlAssurance.NotKnown))
            Assert.IsTrue(Finnish.ContainsKey($"ControlCharts.Assurance.{assurance}"), assurance.ToString());
    }

    [TestMethod]
    public void Every_figure_that_can_be_entered_and_all_that_can_be_wrong_with_it_has_words()
    {
        foreach (var series in FigureSeries.All)
        {
            var keys = series.IsBaseline ? [$"Metric.{series.Id}.Name", $"ImportedFigures.Statistic.{series.Statistic}"] : (string[])[$"ImportedFigures.Series.{series.Id}"];
            foreach (var key in series.IsWhole ? keys : [.. keys, $"ImportedFigures.Unit.{series.Unit}"])
                Assert.IsTrue(Finnish.ContainsKey(key), key);
        }

        Require<FigureProblemKind>("ImportedFigures.Problem.");
        Require<FigureField>("ImportedFigures.Field.");
        Require<FigurePeriodKind>("ImportedFigures.Own.");
    }

    [TestMethod]
    public void The_page_of_metrics_is_what_the_catalogue_writes()
    {
        var page = File.ReadAllText(Path.Combine(SharedData.FindRepository(), "docs", "metrics.md")).ReplaceLineEndings("\n");

        Assert.AreEqual(DescribeMetrics.Write(), page, "metrics describe > docs/metrics.md");
        foreach (var metric in MetricCatalogue.All)
            StringAssert.Contains(page, $"\n### {metric.Definition.Id}\n", StringComparison.Ordinal);
    }

    [TestMethod]
    public void The_data_of_metrics_is_of_the_metrics_there_are()
    {
        CollectionAssert.AreEquivalent(MetricCatalogue.All.Select(metric => metric.Definition.Id).ToArray(), MetricData.Ids.ToArray());
        foreach (var definition in MetricCatalogue.All.Select(metric => metric.Definition))
            Assert.IsGreaterThanOrEqualTo(SmallCells.LeastShown, definition.MinimumN, definition.Id);
    }

    private static void Require<TEnum>(string prefix)
        where TEnum : struct, Enum
    {
        foreach (var name in Enum.GetNames<TEnum>())
            Assert.IsTrue(Finnish.ContainsKey(prefix + name), prefix + name);
    }

    private static string Placeholders(string text) => string.Join(' ', Placeholder().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));

    private static Dictionary<string, string> Read(CultureInfo culture)
    {
        var texts = new ResourceManager(typeof(ReportingTexts)).GetResourceSet(culture, createIfNotExists: true, tryParents: false)
            ?? throw new InvalidOperationException($"There are no texts in {culture}.");
        return texts.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    }

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Placeholder();
}
