using System.Globalization;
using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Registry;
using Palveluohjaus.Segmentation.Workshop;

namespace Palveluohjaus.Host.Cli.Models;

/// <summary>What the workshop's commands print for people.</summary>
internal static class WorkshopOutput
{
    public static Task<T> WithProgressAsync<T>(string title, Func<IProgress<WorkshopProgress>, T> work) => Output.WithProgressAsync<WorkshopProgress, T>(
        title,
        Describe,
        progress => Task.Run(() => work(progress)));

    /// <summary>The figures beside others' on the same rows, by group, and how far the rows have moved from the training.</summary>
    public static void Report(EvaluationReport report, IEnumerable<NamedFigures> others, DriftReport? drift)
    {
        Output.Result(string.Create(CultureInfo.InvariantCulture, $"On {report.Rows:N0} rows held out (with 95 % bootstrap intervals):"));
        Output.Result($"  {"",-22}{"accuracy",-24}{"macro-F1",-24}{"log-loss",-24}{"Brier",-24}calibration error");
        Line("this model", report.Overall);
        foreach (var other in others)
            Line(other.Name, other.Figures);
        if (report.Sets is { SingleShare: 0 } silent)
        {
            Output.Result(string.Create(CultureInfo.InvariantCulture, $"Sets asked to cover {silent.AskedCoverage:P0} cover {silent.Coverage:P1}, and none has one segment: it abstains on every row."));
        }
        else if (report.Sets is { } sets)
        {
            Output.Result(string.Create(
                CultureInfo.InvariantCulture,
                $"Sets asked to cover {sets.AskedCoverage:P0} cover {sets.Coverage:P1}; one segment in {sets.SingleShare:P1} of rows, right in {sets.AccuracyOfSingles:P1} of them; otherwise it abstains."));
        }

        Groups(report.Groups);
        Output.Result(report.LargestGap is { } gap
            ? string.Create(CultureInfo.InvariantCulture, $"Largest gap among groups of at least {EvaluatePredictions.MinimumGapRows} rows: by {gap.Dimension}, {gap.Best} over {gap.Worst} by {Interval(gap.Accuracy)}.")
            : $"No dimension has two groups of at least {EvaluatePredictions.MinimumGapRows} rows to compare.");
        if (drift is not null)
            Drift(drift);
    }

    /// <summary>Says on whose word versions made of another source count as not having seen these rows.</summary>
    public static void Caveats(WorkshopRows rows, params IReadOnlyList<(string Name, DataDescription Data)> versions)
    {
        foreach (var caveat in HeldOutRows.Caveats(rows, versions))
            Output.Say(caveat);
    }

    public static string Interval(Estimate estimate) =>
        string.Create(CultureInfo.InvariantCulture, $"{estimate.Value:F4} ({estimate.Low:F4}–{estimate.High:F4})");

    private static void Groups(IReadOnlyList<GroupFigures> groups)
    {
        if (groups.Count == 0)
            return;
        var dimension = Widest("by", groups.Select(group => group.Dimension));
        var name = Widest("group", groups.Select(group => group.Group));
        Output.Result($"  {"by".PadRight(dimension)}{"group".PadRight(name)}{"rows",8}  {"accuracy",-24}{"log-loss",-10}calibration error");
        foreach (var group in groups)
        {
            Output.Result(
                $"  {group.Dimension.PadRight(dimension)}{group.Group.PadRight(name)}"
                + string.Create(CultureInfo.InvariantCulture, $"{group.Rows,8:N0}  ")
                + (group.Figures is { } figures
                    ? string.Create(CultureInfo.InvariantCulture, $"{Interval(figures.Accuracy),-24}{figures.LogLoss.Value,-10:F4}{figures.CalibrationError.Value:F4}")
                    : "too few rows"));
        }

        static int Widest(string heading, IEnumerable<string> texts) => texts.Append(heading).Max(text => text.Length) + 2;
    }

    private static void Drift(DriftReport drift)
    {
        var most = drift.Columns.OrderByDescending(column => column.Stability).Take(3).Select(column => $"{column.Column} {Stability(column.Stability, column.State)}");
        Output.Result($"Drift from the training rows (population stability index): suggested segments {Stability(drift.SuggestedStability, drift.SuggestedState)}; most in {string.Join(", ", most)}.");

        static string Stability(double index, DriftState state) => string.Create(CultureInfo.InvariantCulture, $"{index:F3} ({Words(state)})");
    }

    private static string Words(DriftState state) => state switch
    {
        DriftState.TooFewRows => "too few rows to tell",
        DriftState.Stable => "stable",
        DriftState.Moderate => "moderate",
        DriftState.Large => "large",
        _ => throw new InvalidOperationException($"There is no state {state}."),
    };

    private static void Line(string name, QualityFigures figures) => Output.Result(
        $"  {name,-22}{Interval(figures.Accuracy),-24}{Interval(figures.MacroF1),-24}{Interval(figures.LogLoss),-24}{Interval(figures.Brier),-24}{Interval(figures.CalibrationError)}");

    private static string Describe(WorkshopProgress progress) => progress.Training is { } training
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{progress.Step}: round {training.RoundsDone:N0} of {training.RoundsAtMost:N0}{(double.IsNaN(training.ValidationLogLoss) ? "" : $", validation log-loss {training.ValidationLogLoss:F4}")}")
        : progress.Step;
}
