using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards.Interventions;

/// <summary>The change from before to after by method and measure. There is nobody to compare with, and the sentence says so.</summary>
internal static class EffectFigure
{
    private const int Change = 0;
    private const int Low = 1;
    private const int High = 2;
    private const int Size = 3;
    private const int Completed = 4;

    public static DashboardBars Draw(DashboardQuestion asked)
    {
        var words = asked.Words;
        TableColumn[] columns =
        [
            new("intervention-effect", "mean-change", Units.Points, 1, words["Effect.Change"]),
            new("intervention-effect", "change-low", Units.Points, 1, words["Effect.Low"]),
            new("intervention-effect", "change-high", Units.Points, 1, words["Effect.High"]),
            new("intervention-effect", "effect-size", Units.StandardDeviations, 2, words["Effect.Size"]),
            new("intervention-effect", "completed", Units.Percent, 0, words["Effect.Completed"]),
        ];
        var tables = new DashboardTables(asked);
        var parts = tables.Parts(Dimension.Measure, columns).OrderBy(part => part.Figures[Size].Value is null).ThenByDescending(part => part.Figures[Size].Value).ToList();
        var table = tables.Table(parts, Dimension.Measure, columns, words["Effect.Title"], $"{Find(words, parts)} {words["Effect.NoComparison"]}", words["Effect.Source"]);
        var widest = parts.Max(part => RangeOf(part)?.High) is { } high and > 0 ? high : 1;
        return new DashboardBars
        {
            Id = "effects",
            Metrics = [DashboardFacts.Find("intervention-effect").Definition],
            Table = table with
            {
                // A row is of a measure within a method, and the facts know each by itself.
                Lists = [],
                Columns = [.. table.Columns, words["Effect.Measured"]],
                Rows = [.. table.Rows.Zip(parts, (row, part) => row with { Cells = [.. row.Cells, DashboardWords.CountCell(part.Figures[Change])] })],
            },
            Column = Size,
            Bars = [.. parts.Select(part => RangeOf(part) is { } range ? new DashboardBar(Math.Max(0, range.Value) / widest, null, range.Low / widest, range.High / widest, range.High < 0 ? words["Effect.Worse"] : null) : null)],
            Key = words["Effect.Key"],
            IsWide = true,
        };
    }

    /// <summary>The effect size with the interval of the change, in the same standard deviations.</summary>
    private static (double Value, double Low, double High)? RangeOf(TablePart part) =>
        part.Figures[Size].Value is { } size && part.Figures[Change].Value is { } change && change != 0 && part.Figures[Low].Value is { } low && part.Figures[High].Value is { } high
            ? (size, low * size / change, high * size / change)
            : null;

    private static string Find(DashboardWords words, List<TablePart> parts)
    {
        var known = parts.FindAll(part => part.Figures[Change].Value is not null && part.Figures[Low].Value is not null);
        var sure = known.FindAll(part => part.Figures[Low].Value > 0 && part.Figures[Size].Value is not null);
        var open = known.FindAll(part => part.Figures[Low].Value <= 0 && part.Figures[High].Value >= 0);
        List<string> said = [];
        if (sure.Count > 0)
            said.Add(words["Effect.Largest", sure[0].Name, Write(sure[0], Change, 1), Write(sure[0], Size, 2), DashboardWords.Number(sure[0].Figures[Change].N)]);
        said.AddRange(known.Where(part => part.Figures[High].Value < 0).Select(part => words["Effect.ForWorse", part.Name, Write(part, Change, 1)]));
        if (open.Count > 0)
            said.Add(words["Effect.MayBeChance", string.Join("; ", open.Select(part => part.Name))]);
        return string.Join(' ', said);
    }

    private static string Write(TablePart part, int column, int digits) => DashboardWords.Number(part.Figures[column].Value!.Value, digits);
}
