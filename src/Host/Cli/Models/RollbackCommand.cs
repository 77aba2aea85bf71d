using System.CommandLine;
using Palveluohjaus.Segmentation.Registry;

namespace Palveluohjaus.Host.Cli.Models;

/// <summary><c>model rollback</c>: brings back the champion before this one.</summary>
internal static class RollbackCommand
{
    public static Command Create()
    {
        var command = new Command("rollback", "Brings back the champion before this one; before the first there is none, and the scorecard suggests for clients.") { RegistryOptions.Models, RegistryOptions.Collection };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var registry = RegistryOptions.Open(parsed);
            var collection = RegistryOptions.CollectionOf(parsed);
            switch (await RegistryOptions.ChangingAsync(() => registry.RollbackAsync(collection, RegistryOptions.Who, cancellationToken)))
            {
                case ChampionOutcome.Changed changed:
                    Output.Result(changed.Event.To is { } version
                        ? $"{collection}/{version} is champion again, instead of {changed.Event.From}."
                        : $"{collection} has no champion any more{RegistryOptions.WithoutChampion(collection)}. Until now it was {changed.Event.From}.");
                    return ExitCodes.Done;
                case ChampionOutcome.Refused refused:
                    throw new CommandRefused(refused.Why);
                default:
                    throw new InvalidOperationException("There is no other outcome.");
            }
        });
        return command;
    }
}
