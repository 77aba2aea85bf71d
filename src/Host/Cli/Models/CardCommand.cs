using System.CommandLine;

namespace Palveluohjaus.Host.Cli.Models;

/// <summary><c>model card</c>: a version's card, as it was saved.</summary>
internal static class CardCommand
{
    private static readonly Argument<string?> Version = new("version") { Description = "The version; the champion when not given.", Arity = ArgumentArity.ZeroOrOne };

    public static Command Create()
    {
        var command = new Command("card", "Prints a version's card and says where it lies with its drawings.") { Version, RegistryOptions.Models, RegistryOptions.Collection };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var registry = RegistryOptions.Open(parsed);
            var (collection, version) = RegistryOptions.VersionOf(registry, parsed, parsed.GetValue(Version));
            Output.Result(RegistryOptions.Reading(() => registry.Card(collection, version)));
            Output.Say($"With its drawings: {Path.Combine(registry.Root, collection, version)}");
            return ExitCodes.Done;
        });
        return command;
    }
}
