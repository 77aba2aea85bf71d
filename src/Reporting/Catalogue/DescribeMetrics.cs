using System.Globalization;
using System.Resources;
using System.Text;
using Palveluohjaus.Reporting.Texts;

namespace Palveluohjaus.Reporting.Catalogue;

/// <summary>Writes the page of metrics, <c>docs/metrics.md</c>, from the catalogue and its texts.</summary>
public static class DescribeMetrics
{
    private static readonly ResourceManager Words = new(typeof(ReportingTexts));
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    /// <returns>Markdown with line feeds.</returns>
    public static string Write()
    {
        using var rules = new StreamReader(typeof(DescribeMetrics).Assembly.GetManifestResourceStream("metrics-rules.md") ?? throw new InvalidOperationException("metrics-rules.md is not in the assembly."));
        var page = new StringBuilder(rules.ReadToEnd().ReplaceLineEndings("\n"));
        foreach (var goal in Enum.GetValues<BenefitGoal>())
        {
            page.Append('\n').Append("## ").Append(NameOf(goal)).Append('\n');
            foreach (var definition in MetricCatalogue.All.Select(metric => metric.Definition).Where(definition => definition.Goal == goal))
                Write(definition, page);
        }

        return page.ToString();
    }

    private static void Write(MetricDefinition definition, StringBuilder page)
    {
        page.Append("\n### ").Append(definition.Id).Append("\n\n| | |\n|---|---|\n");
        Row("fi", Word("Name", CultureInfo.GetCultureInfo("fi")));
        Row("sv", Word("Name", CultureInfo.GetCultureInfo("sv")));
        Row("en", Word("Name", English));
        Row("definition", Word("Meaning", English));
        Row("formula", Word("Formula", English));
        Row("recording guide", Word("Guide", English));
        Row("unit", definition.Units);
        Row("direction", definition.Direction switch
        {
            Direction.HigherIsBetter => "higher is better",
            Direction.LowerIsBetter => "lower is better",
            _ => "neither way is better as such",
        });
        Row("minimum n", definition.MinimumN.ToString(CultureInfo.InvariantCulture));
        if (definition.NotComputableWhere.Count > 0)
            Row("not computable where", string.Join(' ', definition.NotComputableWhere.Select(reason => MetricWords.Of(reason, English))));
        if (definition.Target is { } target)
            Row("target", string.Create(CultureInfo.InvariantCulture, $"{target.Statistic} {target.Value}"));
        Row("source of the rule", definition.Source);

        void Row(string name, string value) => page.Append("| ").Append(name).Append(" | ").Append(value).Append(" |\n");

        string Word(string part, CultureInfo culture) => Words.GetString($"Metric.{definition.Id}.{part}", culture) ?? throw new InvalidOperationException($"Metric.{definition.Id}.{part} has no text.");
    }

    private static string NameOf(BenefitGoal goal) => goal switch
    {
        BenefitGoal.AccessAndContinuity => "Access, timeliness and continuity",
        BenefitGoal.Prevention => "Prevention",
        BenefitGoal.QualityAndEffect => "Quality and effect",
        BenefitGoal.WorkingAcrossProfessions => "Working across professions",
        BenefitGoal.Cost => "Cost",
        _ => throw new ArgumentOutOfRangeException(nameof(goal), goal, "Not a goal."),
    };
}
