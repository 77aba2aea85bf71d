using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Host.Cli;

/// <summary><c>database check</c>: whether the tables are sound, the audit whole and the facts those of a rebuild. Copying to a server is in <see cref="CopyCommand"/>. Backups are in <see cref="BackupCommands"/>.</summary>
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
        var check = new Command("check", "Checks the database's tables, every entry of the audit, and the facts against a rebuild. Fails when something is wrong.") { Faults, Heads };
        check.SetAction(CheckAsync);
        Faults.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var faults) && faults < 1)
                result.AddError("--faults must be at least 1.");
        });
        return new Command("database", "The database itself.") { check, SchemaCommands.Migrate(), SchemaCommands.Script(), CopyCommand.Create(), BackupCommands.Backup(), BackupCommands.Restore(), BackupCommands.List() };
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
            var contexts = Storage.ContextsOf(scope.ServiceProvider);
            var areTablesSound = services.GetRequiredService<DatabaseSettings>().IsServer
                ? await CheckTablesAsync(contexts, parsed.GetValue(Faults), cancellationToken)
                : await CheckFilesAsync(contexts, parsed.GetValue(Faults), cancellationToken);

            // Of damaged tables no facts can be measured. The audit comes last, so that its heads end what is printed.
            if (!areTablesSound)
                Output.Result("facts: not checked, because the tables are not sound");
            var areFactsRight = areTablesSound && await CheckFactsAsync(scope.ServiceProvider.GetRequiredService<CompareFacts>(), cancellationToken);
            var isAuditWhole = await CheckAuditAsync(scope.ServiceProvider.GetRequiredService<CheckAudit>(), noted, parsed.GetValue(Faults), cancellationToken);
            return areTablesSound && isAuditWhole && areFactsRight ? ExitCodes.Done : ExitCodes.Failed;
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

    private static async Task<bool> CheckFilesAsync(IReadOnlyList<DbContext> contexts, int maxFaults, CancellationToken cancellationToken)
    {
        var (integrity, references) = (new List<string>(), new List<string>());
        foreach (var context in contexts)
        {
            integrity.AddRange(await context.CheckIntegrityAsync(maxFaults, cancellationToken));
            references.AddRange(await context.CheckForeignKeysAsync(cancellationToken));
        }

        Print("file", integrity, integrity.Count, maxFaults);
        Print("references", references, references.Count, maxFaults);
        return integrity.Count + references.Count == 0;
    }

    private static async Task<bool> CheckTablesAsync(IReadOnlyList<DbContext> contexts, int maxFaults, CancellationToken cancellationToken)
    {
        var (integrity, references) = (new List<string>(), new List<string>());
        string? leftToAdministrator = null;
        foreach (var context in contexts)
        {
            var checkedTables = await context.CheckServerIntegrityAsync(maxFaults, cancellationToken);
            leftToAdministrator ??= checkedTables.LeftToAdministrator;
            integrity.AddRange(checkedTables.Faults);
            references.AddRange(await context.FindOrphansAsync(cancellationToken));
        }

        if (leftToAdministrator is not null)
            Output.Result($"tables: {leftToAdministrator}");
        else
            Print("tables", integrity, integrity.Count, maxFaults);
        Print("references", references, references.Count, maxFaults);
        return integrity.Count + references.Count == 0;
    }

    private static async Task<bool> CheckFactsAsync(CompareFacts compareFacts, CancellationToken cancellationToken)
    {
        var comparison = await Output.WithProgressAsync<int, FactsComparison>(
            "Measuring the facts again, aside, to compare them.",
            cases => string.Create(CultureInfo.InvariantCulture, $"{cases:N0} cases"),
            progress => compareFacts.RunAsync(progress, cancellationToken));
        if (!comparison.IsBuilt)
        {
            Output.Result("facts: none have been built yet");
            return true;
        }

        foreach (var kind in comparison.Kinds.Where(kind => kind.Count > 0))
        {
            Output.Result(string.Create(
                CultureInfo.InvariantCulture, $"facts: {kind.Kind}: of {kind.Compared:N0} a rebuild has {kind.Missing:N0} that are missing, {kind.Extra:N0} are too many, {kind.Other:N0} say something else"));
        }

        if (!comparison.IsSame)
            Output.Result("facts: 'metrics refresh --rebuild' builds them again; tell the product's maintainers, for a refresh should have left none");
        else
            Output.Result("facts: nothing wrong");
        if (comparison.ClientsLeftOut + comparison.CasesLeftOut > 0)
            Output.Result(string.Create(CultureInfo.InvariantCulture, $"facts: {comparison.ClientsLeftOut:N0} clients and {comparison.CasesLeftOut:N0} cases of nobody known, of whom something was recorded since the last refresh, were left out"));
        return comparison.IsSame;
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
