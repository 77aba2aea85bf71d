using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Host.Cli;

/// <summary><c>database check</c>: whether the file is sound and the audit whole. Backups are in <see cref="BackupCommands"/>.</summary>
internal static class DatabaseCommand
{
    private const int FaultsShown = 20;

    private static readonly Option<int> Faults = new("--faults") { Description = "Faults to print at most of each kind.", DefaultValueFactory = _ => FaultsShown };
    private static readonly Option<string[]> Heads = new("--head")
    {
        Description = "An audit head that an earlier check or start printed, CHAIN:ENTRIES:HASH: the audit must still hold it.",
        AllowMultipleArgumentsPerToken = true,
    };

    public static Command Create()
    {
        var check = new Command("check", "Checks the database file and every entry of the audit. Fails when something is wrong.") { Faults, Heads };
        check.SetAction(CheckAsync);
        Faults.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var faults) && faults < 1)
                result.AddError("--faults must be at least 1.");
        });
        return new Command("database", "The database itself.") { check, SchemaCommands.Migrate(), SchemaCommands.Script(), BackupCommands.Backup(), BackupCommands.Restore(), BackupCommands.List() };
    }

    private static async Task<int> CheckAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var noted = (parsed.GetValue(Heads) ?? [])
            .Select(text => NotedHead.Parse(text) ?? throw new CommandRefused($"'{VisibleText.Of(text)}' is not an audit head: write it as it was printed, CHAIN:ENTRIES:HASH."))
            .ToList();
        var data = parsed.GetRequiredValue(CommonOptions.Data);
        try
        {
            await using var services = await CommandServices.OpenExistingAsync(data, cancellationToken);
            await using var scope = services.CreateAsyncScope();
            var isFileSound = await CheckFileAsync(scope.ServiceProvider.GetRequiredService<GuidanceDbContext>(), parsed.GetValue(Faults), cancellationToken);
            var isAuditWhole = await CheckAuditAsync(scope.ServiceProvider.GetRequiredService<CheckAudit>(), noted, parsed.GetValue(Faults), cancellationToken);
            return isFileSound && isAuditWhole ? ExitCodes.Done : ExitCodes.Failed;
        }
        catch (CryptographicException)
        {
            throw new CommandRefused($"The keys in {data.FullName} cannot be read: restore the directory 'keys' that belongs to this database from its backup.");
        }
        catch (Exception damaged) when (StorageFaults.IsDamaged(damaged))
        {
            Output.Result("The database file is damaged: SQLite cannot read it to its end. Restore it from a backup.");
            return ExitCodes.Failed;
        }
    }

    private static async Task<bool> CheckFileAsync(GuidanceDbContext guidance, int maxFaults, CancellationToken cancellationToken)
    {
        var integrity = await guidance.CheckIntegrityAsync(maxFaults, cancellationToken);
        Print("file", integrity, integrity.Count, maxFaults);
        var references = await guidance.CheckForeignKeysAsync(cancellationToken);
        Print("references", references, references.Count, maxFaults);
        return integrity.Count + references.Count == 0;
    }

    private static async Task<bool> CheckAuditAsync(CheckAudit checkAudit, IReadOnlyList<NotedHead> noted, int maxFaults, CancellationToken cancellationToken)
    {
        var check = await Output.WithProgressAsync<long, AuditCheck>(
            "Checking the audit.",
            entries => string.Create(CultureInfo.InvariantCulture, $"{entries:N0} entries"),
            progress => checkAudit.RunAsync(noted, maxFaults, progress, cancellationToken));
        Print("audit", [.. check.FirstFaults.Select(Describe)], check.Faults, maxFaults);
        Output.Result(string.Create(CultureInfo.InvariantCulture, $"audit: {check.Entries:N0} entries read"));
        PrintHeads(check.Heads);
        return check.Faults == 0;
    }

    /// <summary>Prints the heads in the form that <c>--head</c> takes.</summary>
    public static void PrintHeads(IReadOnlyList<NotedHead> heads)
    {
        foreach (var head in heads)
            Output.Result($"audit head {head}");
    }

    private static void Print(string what, IReadOnlyList<string> faults, long count, int maxShown)
    {
        if (count == 0)
        {
            Output.Result($"{what}: nothing wrong");
            return;
        }

        foreach (var fault in faults.Take(maxShown))
            Output.Result($"{what}: {VisibleText.Of(fault)}");
        if (count > maxShown)
            Output.Result(string.Create(CultureInfo.InvariantCulture, $"{what}: … and {count - maxShown:N0} more"));
    }

    private static string Describe(AuditFault fault) => fault.Kind switch
    {
        AuditFaultKind.Altered => $"{fault.Place} was altered",
        AuditFaultKind.Removed when fault.Count == 1 => $"{fault.Place} was removed; the one after it, if any, cannot be verified",
        AuditFaultKind.Removed => string.Create(CultureInfo.InvariantCulture,
            $"{fault.Place} and those to entry {fault.Place.Number + fault.Count - 1} were removed; the one after them, if any, cannot be verified"),
        AuditFaultKind.Added when fault.Place.Chain < 0 => string.Create(CultureInfo.InvariantCulture, $"the entry with the key {fault.Place.Number} belongs to no chain: the product did not write it"),
        AuditFaultKind.Added => $"{fault.Place} was added: the product did not write it",
        AuditFaultKind.HeadAltered => $"the head of chain {Number(fault)} was altered, or the keys are not those of this database",
        AuditFaultKind.HeadMissing => $"the head of chain {Number(fault)} was removed",
        AuditFaultKind.HeadAdded => $"a head of chain {Number(fault)} was added: there is no such chain",
        AuditFaultKind.HeadOfOtherEntries => $"the head of chain {Number(fault)} belongs to other entries: entries or head were put back to another time",
        AuditFaultKind.NotAsNoted => $"{fault.Place} is not the one that was noted: the audit was put back to an earlier time",
        AuditFaultKind.AuditMissing => "there are clients, cases or a noted head, and no audit: it was removed whole",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault.Kind, "Not a kind of fault."),
    };

    private static string Number(AuditFault fault) => fault.Place.Chain.ToString(CultureInfo.InvariantCulture);
}
