using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;
using Quartz;

namespace Palveluohjaus.Reporting.Schedules;

/// <summary>The tables in which the nodes of a server agree on who runs what. They are the scheduler's own, made from the scripts that it brings along.</summary>
public static class ClusterTables
{
    private const string Prefix = "QRTZ_";

    /// <summary>A line of the scripts between two statements.</summary>
    private const string Between = "--;;";

    /// <summary>One after another they create what is missing and change nothing that is there.</summary>
    public static IEnumerable<string> StatementsFor(DatabaseProvider provider)
    {
        var name = provider switch
        {
            DatabaseProvider.SqlServer => "sqlServer",
            DatabaseProvider.PostgreSql => "postgres",
            _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "Not a server."),
        };
        using var script = typeof(IScheduler).Assembly.GetManifestResourceStream($"Quartz.Impl.AdoJobStore.Schema.create_{name}.sql")
            ?? throw new InvalidOperationException($"The scheduler brings no script for {provider}.");
        using var reader = new StreamReader(script);

        // What stands before the first statement is about the script itself.
        return [.. reader.ReadToEnd().ReplaceLineEndings("\n").Split($"\n{Between}\n").Skip(1).Select(statement => statement.Replace("{0}", Prefix, StringComparison.Ordinal).Replace("{1}", Prefix, StringComparison.Ordinal).Trim())];
    }

    /// <param name="context">Any that leads to the database.</param>
    /// <param name="provider">Which database it is.</param>
    public static async Task CreateMissingAsync(DbContext context, DatabaseProvider provider, CancellationToken cancellationToken)
    {
        foreach (var statement in StatementsFor(provider))
            await context.Database.ExecuteSqlRawAsync(statement, cancellationToken);
    }
}
