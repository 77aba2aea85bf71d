using System.CommandLine;
using System.Globalization;
using Palveluohjaus.Reporting.PowerBi;

namespace Palveluohjaus.Host.Cli;

/// <summary><c>powerbi project</c> and <c>powerbi tables</c>: what Power BI Desktop opens, and what it reads.</summary>
internal static class PowerBiProjectCommand
{
    private static readonly Option<DirectoryInfo> ProjectFolder = new("--out") { Description = "The folder to write the project into.", Required = true };
    private static readonly Option<DirectoryInfo> TablesFolder = new("--out") { Description = "The folder to write the files into.", Required = true };

    public static Command CreateProject()
    {
        var project = new Command("project", "Writes the Power BI project (src/Reporting/PowerBi/Project), a semantic model and a report, from the catalogue.") { ProjectFolder };
        project.SetAction(parsed =>
        {
            Output.Result(string.Create(CultureInfo.InvariantCulture, $"{WriteProject.WriteTo(parsed.GetRequiredValue(ProjectFolder)):N0} files written."));
            return ExitCodes.Done;
        });
        return project;
    }

    public static Command CreateTables()
    {
        var tables = new Command("tables", "Writes the tables that the Power BI project reads, as CSV: aggregates as the dashboards show them, small numbers hidden.") { TablesFolder };
        tables.SetAction(WriteTablesAsync);
        return tables;
    }

    private static async Task<int> WriteTablesAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = await CommandServices.OpenExistingAsync(parsed.GetRequiredValue(CommonOptions.Data), cancellationToken);
        await using var scope = services.CreateAsyncScope();
        var folder = parsed.GetRequiredValue(TablesFolder);
        foreach (var (table, rows) in await scope.ServiceProvider.GetRequiredService<WriteModelTables>().WriteAsync(folder, cancellationToken))
            Output.Result(string.Create(CultureInfo.InvariantCulture, $"{table}: {rows:N0} rows"));
        return ExitCodes.Done;
    }
}
