using System.CommandLine;
using System.Globalization;
using Palveluohjaus.Segmentation.Registry;

namespace Palveluohjaus.Host.Cli.Models;

/// <summary><c>model list</c>: every version there is, and which are in use.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var command = new Command("list", "Lists the versions there are; a star marks the one in use.") { RegistryOptions.Models, RegistryOptions.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var registry = RegistryOptions.Open(parsed);
            var collections = RegistryOptions.Reading(registry.List);
            if (parsed.GetValue(RegistryOptions.Json))
            {
                Output.Result(FiguresJson.Write(collections));
                return ExitCodes.Done;
            }

            foreach (var collection in collections)
            {
                Output.Result($"{collection.Name}{(collection is { Champion: null, Error: null } ? $"  (no champion{RegistryOptions.WithoutChampion(collection.Name)})" : "")}{(collection.Error is null ? "" : $"  BROKEN: {collection.Error}")}");
                if (OverrideOf(registry, collection) is { } overridden)
                    Output.Result($"    champion against the gate's findings, by {overridden.Who} on {overridden.AtUtc.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: {overridden.OverrideReason}");
                foreach (var version in collection.Versions)
                    Output.Result($"  {(version.IsChampion ? "*" : " ")} {version.Name,-16}{Describe(version)}");
            }

            if (collections.Count == 0)
                Output.Say($"There are no models in {registry.Root}: 'model train' makes one.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static ChampionEvent? OverrideOf(ModelRegistry registry, CollectionListing collection) => collection is { Champion: { } champion, Error: null }
        ? registry.History(collection.Name).LastOrDefault(entry => entry.To == champion && entry.Action == ChampionAction.Promoted && entry.OverrideReason is not null)
        : null;

    private static string Describe(VersionListing version) => version.Metrics is { } metrics
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{metrics.TrainedAtUtc:yyyy-MM-dd HH:mm} UTC  accuracy {metrics.Test.Overall.Accuracy.Value:F4}  log-loss {metrics.Test.Overall.LogLoss.Value:F4}  on {metrics.Test.Rows:N0} rows of {metrics.Data.Source}{(metrics.IsSynthetic ? " (synthetic)" : "")}")
        : $"BROKEN: {version.Error}";
}
