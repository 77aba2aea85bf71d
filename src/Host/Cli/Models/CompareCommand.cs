using System.CommandLine;
using System.Globalization;
using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Registry;
using Palveluohjaus.Segmentation.Workshop;

namespace Palveluohjaus.Host.Cli.Models;

/// <summary><c>model compare</c>: two versions on the same rows, which neither has seen.</summary>
internal static class CompareCommand
{
    private static readonly Argument<string> First = new("first") { Description = "A version." };
    private static readonly Argument<string?> Second = new("second") { Description = "Another; the champion when not given.", Arity = ArgumentArity.ZeroOrOne };

    public static Command Create()
    {
        var command = new Command("compare", "Holds two versions against each other on the same rows, which neither has seen.")
        {
            First, Second, RegistryOptions.Models, RegistryOptions.Collection, RegistryOptions.Json,
        };
        SourceOptions.AddTo(command);
        MeasuringOptions.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = MeasuringOptions.Read(parsed);
        var registry = RegistryOptions.Open(parsed);
        var first = RegistryOptions.VersionOf(registry, parsed, parsed.GetRequiredValue(First));
        var second = RegistryOptions.VersionOf(registry, parsed, parsed.GetValue(Second), first.Collection);
        if (first == second)
            throw new CommandRefused($"{first.Collection}/{first.Version} is compared with itself.");
        var one = RegistryOptions.Load(registry, first.Collection, first.Version);
        var other = RegistryOptions.Load(registry, second.Collection, second.Version);
        if (!one.Model.Schema.Matches(other.Model.Schema))
            throw new CommandRefused($"{one.Id} and {other.Id} read other columns or tell other segments apart: they cannot score the same rows.");

        var metricsOfOne = RegistryOptions.MetricsOf(registry, first.Collection, first.Version);
        var rows = await SourceOptions.ReadAsync(parsed, $"model compare {one.Id} {other.Id}", one, metricsOfOne, cancellationToken);
        var dataOfOne = metricsOfOne.Data;
        var dataOfOther = RegistryOptions.MetricsOf(registry, second.Collection, second.Version).Data;
        WorkshopOutput.Caveats(rows, (one.Id, dataOfOne), (other.Id, dataOfOther));
        var comparison = await WorkshopOutput.WithProgressAsync(
            $"Comparing {one.Id} with {other.Id}.",
            _ => MeasureVersion.Compare((one, dataOfOne), (other, dataOfOther), rows, options));
        if (parsed.GetValue(RegistryOptions.Json))
            Output.Result(FiguresJson.Write(comparison));
        else
            Tell(one.Id, other.Id, comparison);
        return ExitCodes.Done;
    }

    private static void Tell(string first, string second, ModelComparison comparison)
    {
        Output.Result(string.Create(CultureInfo.InvariantCulture, $"On {comparison.Rows:N0} rows that neither has seen:"));
        Output.Result(string.Create(CultureInfo.InvariantCulture, $"  {first}: accuracy {comparison.FirstAccuracy:F4}, log-loss {comparison.FirstLogLoss:F4}"));
        Output.Result(string.Create(CultureInfo.InvariantCulture, $"  {second}: accuracy {comparison.SecondAccuracy:F4}, log-loss {comparison.SecondLogLoss:F4}"));
        Output.Result($"  difference in accuracy {WorkshopOutput.Interval(comparison.AccuracyDifference)}, in log-loss {WorkshopOutput.Interval(comparison.LogLossDifference)}");
        Output.Result(string.Create(
            CultureInfo.InvariantCulture,
            $"  only the first is right on {comparison.McNemar.OnlyFirstRight:N0} rows, only the second on {comparison.McNemar.OnlySecondRight:N0}; McNemar's p = {comparison.McNemar.PValue:G3}"));
    }
}
